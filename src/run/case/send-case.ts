import type { ContractCase } from '../../model/case.js';
import type { Exchange } from '../../model/exchange.js';
import type { Json } from '../../model/json.js';
import type { CaseTools } from './tools.js';

/** Sends the asserted request of a case. @param path of the session, as it goes over the wire. */
export function sendCase(
  testCase: ContractCase,
  path: string,
  body: Json | undefined,
  { client }: CaseTools,
): Promise<Exchange> {
  const { credential, contentType, raw } = testCase;
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const verbatim = verbatimReason(path);
  return client.send({
    method: 'PATCH',
    path,
    purpose: 'asserted',
    credential,
    ...(contentType === undefined ? {} : { contentType }),
    ...(text === undefined ? {} : { body: text }),
    ...(verbatim === undefined ? {} : { verbatim }),
  });
}

/** A percent sign that means itself, and bytes that are not text, are lost on the way through pactum. */
function verbatimReason(path: string): string | undefined {
  return /%25|%FF/.test(path) ? 'pactum decodes the path' : undefined;
}

/** A body that does not keep what its case claims of it is a mistake of this suite, not of the API. */
export function falseClaim(
  { claim }: ContractCase,
  body: Json | undefined,
  { requestProblems }: Pick<CaseTools, 'requestProblems'>,
): string | undefined {
  if (claim === 'nothing') return undefined;
  const problems = requestProblems(body ?? null);
  if (claim === 'fits the schema' && problems.length > 0) {
    return `the case calls its body valid, but by the document ${problems.join('; ')}`;
  }
  if (claim === 'breaks the schema' && problems.length === 0) {
    return 'the case says that its body breaks the schema, but by the document it fits';
  }
  return undefined;
}
