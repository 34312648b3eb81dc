import type { DeclaredHeader } from '../contract/declared-headers.js';
import type { Finding, HeaderProblem } from '../model/finding.js';
import type { Answered, ExchangeCheck } from './subject.js';

/** The headers that the document requires for the status are there, and those that it declares fit their schemas. */
export const header: ExchangeCheck = (answered) => {
  const { exchange, response, contract } = answered;
  const { status } = response;
  return contract.headers(status).flatMap((declared) =>
    problemsOf(declared, answered).map((problem): Finding => ({
      check: 'header',
      severity: 'breach',
      clause: declared.clause,
      exchange,
      details: { status, name: declared.name, ...problem },
    })),
  );
};

function problemsOf(declared: DeclaredHeader, { response, contract }: Answered): HeaderProblem[] {
  const value = response.headers[declared.name.toLowerCase()];
  if (value === undefined) return declared.required ? [{ kind: 'missing' }] : [];
  return contract.headerFaults(declared, value).map((fault) => ({ ...fault, value }));
}
