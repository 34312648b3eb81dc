import type { Violation } from '../../contract/response-contract.js';
import type { CheckName, Finding } from '../finding.js';
import { shown } from '../session-state.js';
import { valueAt } from '../../contract/json.js';
import type { Answered, ExchangeCheck } from '../subject.js';

/** The body fits the schema of its status, by openapi-response-validator. */
export const schema: ExchangeCheck = (subject) => {
  const { response, contract } = subject;
  if (response.json === undefined) return [];
  return contract.violations(response.status, response.json).map((one) => toFinding('schema', subject, one));
};

/**
 * The body fits the schema of its status by a strict reading of JSON Schema 2020-12. It says only what the first
 * opinion is silent about: formats above all, and the keywords that openapi-response-validator passes over.
 */
export const strictSchema: ExchangeCheck = (subject) => {
  const { response, contract } = subject;
  if (response.json === undefined) return [];
  const said = new Set(
    contract.violations(response.status, response.json).map((one) => `${one.path} ${one.message}`),
  );
  return contract
    .strictViolations(response.status, response.json)
    .filter((one) => !said.has(`${one.path} ${one.message}`))
    .map((one) => toFinding('strict-schema', subject, one));
};

function toFinding(check: CheckName, { response, index }: Answered, violation: Violation): Finding {
  const path = violation.path.split('.').filter((step) => step !== '');
  const value = path.length === 0 ? '' : ` (it is ${cut(shown(valueAt(response.json, path)))})`;
  return {
    check,
    severity: 'breach',
    clause: violation.clause,
    because: `body of the ${response.status}: ${violation.path === '' ? 'it' : violation.path} ${violation.message}${value}`,
    exchange: index,
  };
}

function cut(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}
