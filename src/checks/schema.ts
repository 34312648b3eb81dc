import type { Violation } from '../contract/response-contract.js';
import { NOTHING_SHOWN, type Finding } from '../model/finding.js';
import { isObject, memberPath, valueAt, type Json } from '../model/json.js';
import type { Answered, ExchangeCheck } from './subject.js';

/** The body fits the schema of its status, by openapi-response-validator. */
export const schema: ExchangeCheck = (answered) => {
  const { json } = answered.response;
  return json === undefined
    ? []
    : asOne(firstOpinion(answered, json), answered, json).map((violation) =>
        toFinding('schema', answered, violation),
      );
};

/**
 * The body fits the schema of its status by a strict reading of JSON Schema 2020-12. It says only what the first
 * opinion is silent about: formats above all, and the keywords that openapi-response-validator passes over.
 */
export const strictSchema: ExchangeCheck = (answered) => {
  const { response, contract } = answered;
  if (response.json === undefined) return [];
  const known = new Set(firstOpinion(answered, response.json).map(nameOf));
  return contract
    .strictViolations(response.status, response.json, response.headers['content-type'])
    .filter((violation) => !known.has(nameOf(violation)))
    .map((violation) => toFinding('strict-schema', answered, violation));
};

function firstOpinion({ response, contract }: Answered, body: Json): Violation[] {
  return contract.violations(response.status, body, response.headers['content-type']);
}

/** A body that lacks more than it shows is another thing altogether: that is one mistake, not one a member. */
function asOne(all: Violation[], { response, contract }: Answered, body: Json): Violation[] {
  const missing = all.filter(({ steps, difference }) => steps.length === 0 && difference.endsWith(MISSING));
  const [first, second] = missing;
  if (first === undefined || second === undefined || !isObject(body)) return all;
  const strange = contract.undeclared(response.status, body, response.headers['content-type']);
  const shown = Object.keys(body).filter((name) => !strange.includes(memberPath('', name)));
  if (shown.length > 0 && shown.length >= missing.length - 1) return all;
  const names = missing.map(({ difference }) => difference.slice(0, -MISSING.length));
  const message = `must have, and lacks, ${names.join(', ')}: it is another thing altogether`;
  const rest = all.filter((one) => !missing.includes(one));
  return [{ ...first, message, difference: NOTHING_SHOWN }, ...rest];
}

const MISSING = '.missing';

function nameOf({ steps, message }: Violation): string {
  return JSON.stringify([steps, message]);
}

function toFinding(
  check: 'schema' | 'strict-schema',
  { exchange, response: { status, json } }: Answered,
  { clause, path, message, difference, steps }: Violation,
): Finding {
  const details = { status, path, message, difference, value: valueAt(json, steps) };
  return { check, severity: 'breach', clause, exchange, details };
}
