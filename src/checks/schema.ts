import type { Violation } from '../contract/response-contract.js';
import type { Finding } from '../model/finding.js';
import { valueAt, type Json } from '../model/json.js';
import type { Answered, ExchangeCheck } from './subject.js';

/** The body fits the schema of its status, by openapi-response-validator. */
export const schema: ExchangeCheck = (answered) => {
  const { json } = answered.response;
  return json === undefined
    ? []
    : firstOpinion(answered, json).map((violation) => toFinding('schema', answered, violation));
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
