import { isStandardHeader } from '../../contract/standard-headers.js';
import type { ContractCase } from '../../model/case.js';
import type { Drift } from '../../model/drift.js';
import type { DeclaredHeader } from '../../contract/declared-headers.js';
import type { Exchange } from '../../model/exchange.js';
import type { CompiledContract } from './compiled-contract.js';

/**
 * What an exchange shows and the document does not mention; none of it is a finding.
 * @param testCase whose exchange it is, where it is one of a case.
 */
export function driftIn(
  { purpose, request, response }: Exchange,
  { answers, reads }: Pick<CompiledContract, 'answers' | 'reads'>,
  testCase?: Pick<ContractCase, 'isForEdge'>,
): Drift[] {
  if (response === undefined || response.status === 429) return [];
  const { status, json } = response;
  // What stands in front of the API, or a router, says nothing of the operation.
  const isRefused = status >= 400 && status < 500;
  if (testCase?.isForEdge === true && purpose === 'asserted' && isRefused) return [];
  const contract = purpose === 'asserted' ? answers : reads;
  if (!contract.declares(status)) return [{ kind: 'undeclared status', method: request.method, status }];
  const headers = purpose === 'asserted' ? undeclaredHeaders(response.headers, answers.headers(status)) : [];
  if (json === undefined) return headers;
  const undeclared = contract.undeclared(status, json, response.headers['content-type']);
  return [...headers, ...undeclared.map((path) => ({ kind: 'undeclared member', status, path }) as const)];
}

/** An API that makes up names must not fill the record with them. */
const MOST_HEADERS = 20;

function undeclaredHeaders(
  sent: Readonly<Record<string, string>>,
  declared: readonly DeclaredHeader[],
): Drift[] {
  const known = new Set(declared.map(({ name }) => name.toLowerCase()));
  return Object.keys(sent)
    .filter((name) => !known.has(name) && !isStandardHeader(name))
    .slice(0, MOST_HEADERS)
    .map((name) => ({ kind: 'undeclared header', name }) as const);
}
