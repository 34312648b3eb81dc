import type { Violation } from '../contract/response-contract.js';
import type { CheckName, Finding } from '../model/finding.js';
import { shown } from './session-state.js';
import { isObject, valueAt, type Json } from '../model/json.js';
import type { Answered, ExchangeCheck } from './subject.js';

/** The body fits the schema of its status, by openapi-response-validator. */
export const schema: ExchangeCheck = (subject) => {
  const { json } = subject.response;
  return json === undefined
    ? []
    : firstOpinion(subject, json).map((one) => toFinding('schema', subject, one));
};

/**
 * The body fits the schema of its status by a strict reading of JSON Schema 2020-12. It says only what the first
 * opinion is silent about: formats above all, and the keywords that openapi-response-validator passes over.
 */
export const strictSchema: ExchangeCheck = (subject) => {
  const { response, contract } = subject;
  if (response.json === undefined) return [];
  const said = new Set(firstOpinion(subject, response.json).map(nameOf));
  return contract
    .strictViolations(response.status, response.json, response.headers['content-type'])
    .filter((one) => !said.has(nameOf(one)))
    .map((one) => toFinding('strict-schema', subject, one));
};

function firstOpinion({ response, contract }: Answered, body: Json): Violation[] {
  return contract.violations(response.status, body, response.headers['content-type']);
}

function nameOf({ steps, message }: Violation): string {
  return JSON.stringify([steps, message]);
}

function toFinding(check: CheckName, { response, index }: Answered, violation: Violation): Finding {
  const value = valueAt(response.json, violation.steps);
  // A whole object says nothing that its missing or surplus member, named in the message, does not.
  const actual = isObject(value) && violation.steps.length === 0 ? '' : ` (it is ${cut(shown(value))})`;
  return {
    check,
    severity: 'breach',
    clause: violation.clause,
    because: `body of the ${response.status}: ${violation.path === '' ? 'it' : violation.path} ${violation.message}${actual}`,
    exchange: index,
  };
}

function cut(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 80)}… (${text.length} characters)`;
}
