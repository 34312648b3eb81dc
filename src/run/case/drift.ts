import { isObject } from '../../model/json.js';
import type { Exchange } from '../../model/exchange.js';
import type { CompiledContract } from './compiled-contract.js';
import type { Journal } from '../process/journal.js';

/** Notes what an exchange shows and the document does not speak of; none of it is a finding. */
export function noteDrift(
  { purpose, request, response }: Exchange,
  caseId: string,
  { answers, reads }: Pick<CompiledContract, 'answers' | 'reads'>,
  journal: Journal,
): void {
  if (response === undefined || response.status === 429) return;
  const note = (what: string): void => journal({ type: 'drift', what, caseId });
  const { status, json } = response;
  const contract = purpose === 'asserted' ? answers : reads;
  if (!contract.declares(status)) {
    note(`${request.method} status ${status}`);
    return;
  }
  if (json === undefined) return;
  for (const path of contract.undeclared(status, json, response.headers['content-type']))
    note(`${status} body ${path}`);
  // An empty text fits the schema and helps nobody.
  if (status < 400 || !isObject(json)) return;
  for (const member of ['code', 'message'])
    if (json[member] === '') note(`${status} body ${member} is empty`);
}
