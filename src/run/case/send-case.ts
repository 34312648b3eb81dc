import { randomInt, randomUUID } from 'node:crypto';
import type { Json } from '../../model/json.js';
import type { Finding } from '../../model/finding.js';
import { byImportance, judgeExchange } from '../../checks/judge.js';
import type { Exchange } from '../../model/exchange.js';
import type { ContractCase } from '../../model/contract-case.js';
import type { Tools } from './tools.js';

/** What came of sending a case: exchanges, findings, and what kept it from being judged, if anything. */
export interface CaseRun {
  readonly exchanges: readonly Exchange[];
  readonly findings: readonly Finding[];
  /** Why the case could not be judged; findings may stand beside it. */
  readonly blocked?: string;
  /** What the API does not give, and the case needs to say anything. */
  readonly unverified?: string;
  /** Why the suite's own case is wrong. */
  readonly suiteError?: string;
}

/** Ids that are shorter may be counted up: a neighbour of one may be somebody's. */
const SHORTEST_SAMPLE = 16;

/**
 * An id that nobody has.
 * @param like a real one, whose shape is kept, so that the API does not refuse the shape: only letters and digits of
 * its last third are others, a digit for a digit and a letter that is also a hexadecimal digit for a letter.
 */
export function unknownId(like = ''): string {
  if (like.length < SHORTEST_SAMPLE) return `z${randomUUID().replaceAll('-', '').slice(0, 23)}`;
  const kept = Math.ceil((like.length * 2) / 3);
  const other = (character: string): string => {
    if (/[0-9]/.test(character)) return String(randomInt(10));
    const letter = 'abcdef'.charAt(randomInt(6));
    return /[A-Z]/.test(character) ? letter.toUpperCase() : letter;
  };
  const id = like.slice(0, kept) + like.slice(kept).replaceAll(/[a-z0-9]/gi, other);
  return id === like ? unknownId(like) : id;
}

/** A percent sign that stands for itself, and bytes that are no text, are lost on the way through pactum. */
export function verbatimReason(path: string): string | undefined {
  return /%25|%FF/.test(path) ? 'pactum decodes the path' : undefined;
}

/** Sends the asserted request of a case. @param path of the session, as it goes over the wire. */
export function sendCase(
  testCase: ContractCase,
  path: string,
  body: Json | undefined,
  { client }: Tools,
  verbatim?: string,
): Promise<Exchange> {
  const text = testCase.raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return client.send({
    method: 'PATCH',
    path,
    purpose: 'asserted',
    caseId: testCase.id,
    credential: testCase.credential,
    ...(testCase.contentType === undefined ? {} : { contentType: testCase.contentType }),
    ...(text === undefined ? {} : { body: text }),
    ...(verbatim === undefined ? {} : { verbatim }),
  });
}

/** A body that does not keep what its case claims of it is a mistake of this suite, not of the API. */
export function falseClaim(testCase: ContractCase, body: Json | undefined, tools: Tools): string | undefined {
  if (testCase.claim === 'nothing') return undefined;
  const faults = tools.requestProblems(body ?? null);
  if (testCase.claim === 'fits the schema' && faults.length > 0) {
    return `the case calls its body valid, but by the document ${faults.join('; ')}`;
  }
  if (testCase.claim === 'breaks the schema' && faults.length === 0) {
    return 'the case says that its body breaks the schema, but by the document it fits';
  }
  return undefined;
}

/**
 * What a case comes to: every exchange judged by itself, and what was found beside that.
 * @param exchanges those of the case; findings point into them.
 */
export function conclude(
  testCase: ContractCase,
  exchanges: readonly Exchange[],
  findings: readonly Finding[],
  { answers, reads }: Tools,
): CaseRun {
  const singly = exchanges.flatMap((exchange, index) =>
    exchange.purpose === 'asserted'
      ? judgeExchange(exchange, index, testCase.statuses, answers)
      : judgeExchange(exchange, index, [200], reads),
  );
  return { exchanges, findings: byImportance([...singly, ...findings]), ...unjudged(exchanges) };
}

/** Was an answer lost, or throttled for longer than anyone waits? Then nobody knows what the request did. */
export function isLost(exchange: Exchange): boolean {
  return unjudged([exchange]).blocked !== undefined;
}

/** An exchange without an answer, or one that is still throttled, judges nobody. */
export function unjudged(exchanges: readonly Exchange[]): { blocked?: string } {
  const failed = exchanges.find((exchange) => exchange.failure !== undefined);
  if (failed !== undefined) return { blocked: `${failed.request.method}: ${failed.failure ?? ''}` };
  const throttled = exchanges.find((exchange) => exchange.response?.status === 429);
  if (throttled === undefined) return {};
  const after = throttled.response?.headers['retry-after'];
  const last = after === undefined ? '' : `, last with Retry-After ${after}`;
  return { blocked: `the API answered 429 (rate limit) ${throttled.throttled} times${last}` };
}
