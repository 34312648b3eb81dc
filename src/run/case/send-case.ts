import { Unavailable } from '../../api/leases/set-up-errors.js';
import { isPinned } from '../../contract/pinned-document.js';
import type { ContractCase } from '../../model/case.js';
import type { Exchange } from '../../model/exchange.js';
import type { Json } from '../../model/json.js';
import { forPerson } from '../../model/needs-person.js';
import type { CaseRun } from './case-run.js';
import { contradicts } from './follow-document.js';
import { fill, type PlaceholderSource } from './placeholders.js';
import type { CaseTools } from './tools.js';

/** Sends the asserted request of a case. @param path of the session, as it goes over the wire. */
export function sendCase(
  testCase: ContractCase,
  path: string,
  body: Json | undefined,
  { client }: CaseTools,
): Promise<Exchange> {
  const { credential, contentType, raw, wire } = testCase;
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const verbatim = verbatimReason(path);
  return client.send({
    method: 'PATCH',
    path,
    purpose: 'asserted',
    credential,
    ...(contentType === undefined ? {} : { contentType }),
    ...(text === undefined ? {} : { body: text }),
    ...(wire === undefined ? {} : { wire }),
    ...(verbatim === undefined ? {} : { verbatim }),
  });
}

/**
 * Sends the further bodies of a case, one after the other, but those for which this API has nothing to send.
 * @throws SetUpFailed
 */
export async function sendFurther(
  testCase: ContractCase,
  path: string,
  source: PlaceholderSource,
  tools: CaseTools,
): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const also of testCase.also ?? []) {
    const filled = await filledIfPossible(also, source);
    if ('body' in filled) exchanges.push(await sendCase(testCase, path, filled.body, tools));
  }
  return exchanges;
}

/** What a key or a plan does not give is not sent. */
async function filledIfPossible(body: Json, source: PlaceholderSource): ReturnType<typeof fill> {
  try {
    return await fill(body, source);
  } catch (error) {
    if (error instanceof Unavailable) return { unfilled: error.message };
    throw error;
  }
}

/** A percent sign that means itself, and bytes that are not text, are lost on the way through pactum. */
function verbatimReason(path: string): string | undefined {
  return /%25|%FF|%00|%[3-7][\dA-F]/.test(path) ? 'pactum decodes the path' : undefined;
}

/**
 * Why a case is not sent: its body, filled in, is not what the case says of it. By the pinned document that is a mistake of
 * this suite, not of the API; another document may see it differently.
 */
export function falseClaim(
  { claim, source }: ContractCase,
  body: Json | undefined,
  { requestProblems, document }: Pick<CaseTools, 'requestProblems' | 'document'>,
): Omit<CaseRun, 'exchanges' | 'findings'> | undefined {
  if (claim === 'nothing') return undefined;
  const problems = requestProblems(body ?? null);
  const why = contradicts(claim === 'fits the schema', problems);
  if (why === undefined) return undefined;
  if (isPinned(document)) return { suiteError: why };
  return source === 'hand' ? { unverified: forPerson(why), needsPerson: why } : { unverified: why };
}

/**
 * Why updates that the suite makes up itself, such as those of a starting state, are not sent: they were valid by the
 * pinned document.
 */
export function invalidUpdate(
  updates: readonly Json[],
  { requestProblems }: Pick<CaseTools, 'requestProblems'>,
): Omit<CaseRun, 'exchanges' | 'findings'> | undefined {
  const [problem] = updates.flatMap(requestProblems);
  if (problem === undefined) return undefined;
  const why = `by this document an update that this case begins with is invalid: ${problem}`;
  return { unverified: forPerson(why), needsPerson: why };
}
