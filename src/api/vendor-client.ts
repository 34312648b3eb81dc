import Kernel from '@onkernel/sdk';
import { captureResponse, read, type Received } from './answer.js';
import type { Connection } from './client.js';
import { DEFAULT_BODY_MB, MB } from './too-large.js';
import { createDeadline } from './deadline.js';
import { FailedCall, reasonIn } from './failed-call.js';
import { failureOf } from './failures.js';
import { kept } from './kept.js';
import { keepConnections } from './kept-connections.js';
import { createLimits, NotSent } from './limits.js';
import { createPageCount } from './page-count.js';
import { present } from './credentials.js';
import type { Journal } from '../model/events.js';
import type { Purpose } from '../model/exchange.js';
import { STRAIGHT } from '../model/settings.js';
import { agentFor } from './network.js';
import { isNothingMade } from '../model/nothing-made.js';
import { nullList } from './null-list.js';
import { sendOverHttp } from './over-http.js';
import { createWaits, LostOnKept } from './unavailable-now.js';

/**
 * The vendor's own client, for set-up and clean-up calls that no case asserts. It shares the pace of the asserted
 * requests, follows no redirect, and captures every exchange, redacted, for the report. It never repeats a creation,
 * which could leak a browser; apart from a 429, only calls with `TRIED_AGAIN` are retried. Where a list came as `null`,
 * its callers get an empty one.
 */
export function createVendorClient(connection: Connection, journal: Journal): Kernel {
  const { target, reach = STRAIGHT, pace, redactor, timeoutMs, maxBodyMb = DEFAULT_BODY_MB } = connection;
  const { limits = createLimits(), onRequest } = connection;
  const pages = createPageCount();
  const key = present('full key', target);
  const agent = agentFor(connection);
  const connections = keepConnections(target.baseUrl, agent);
  /** Calls that timed out, with their failures: a retry fails at once instead of waiting as long again. */
  const tooLong = new Map<string, string>();
  const tooLate = `no whole answer came within ${timeoutMs} ms (CONTRACT_TIMEOUT_MS)`;
  /** Makes one try. The SDK's own deadline would include waits for the pace; this one covers the try, body included. */
  const attempt = async (
    { method, url, headers, body }: Call,
    purpose: Purpose,
  ): Promise<Received | Failed> => {
    const deadline = createDeadline(limits.timeFor(purpose, timeoutMs));
    try {
      const path = url.pathname + url.search;
      const pieces = body === undefined ? {} : { body: [body] };
      const sending = sendOverHttp({ method, origin: url, path, headers, ...pieces, agent, deadline });
      const reading = { limitBytes: maxBodyMb * MB, deadline, chunks: [] };
      const arriving = sending.then((arrived) => read(arrived, reading));
      const answer = await Promise.race([arriving, deadline.passed]);
      if (answer === undefined) return { failure: limits.reached() ?? tooLate, isLate: true };
      return answer.tooLarge === undefined ? answer : { failure: answer.tooLarge };
    } catch (error) {
      return { failure: redactor.text(failureOf(error)).text, isLost: connections.areLostBy(error) };
    } finally {
      deadline.end();
    }
  };
  const send = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const method = init.method ?? 'GET';
    const body = textOf(init.body);
    const given = Object.fromEntries(new Headers(init.headers));
    const isSecondTry = Number(given['x-stainless-retry-count'] ?? 0) > 0;
    const before = tooLong.get(`${method} ${url}`);
    if (isSecondTry && before !== undefined) throw new Error(before);
    tooLong.delete(`${method} ${url}`); // of an earlier call
    const purpose = purposeOf(method, url);
    if (method === 'GET') pages.count(url);
    const makesBrowser = method === 'POST' && new URL(url).pathname.endsWith('/browsers');
    if (makesBrowser) limits.takeBrowser();
    const mayAskAgain = createWaits();
    for (let throttled = 0; ;) {
      await limits.turn(pace, purpose);
      const started = performance.now();
      const base = {
        purpose,
        request: {
          method,
          path: redactor.text(url.replace(target.baseUrl, '')).text,
          headers: key.shownAs,
          ...(body === undefined ? {} : { body: redactor.text(body).text }),
        },
        at: new Date().toISOString(),
        throttled,
      };
      const ms = (): number => Math.round((performance.now() - started) * 10) / 10;
      const headers = { ...given, ...connections.headers(), 'accept-encoding': 'identity' };
      onRequest?.('sent');
      const answer = await attempt({ method, url: new URL(url), headers, body }, purpose);
      if ('failure' in answer) {
        const { failure, isLate, isLost } = answer;
        journal({ type: 'exchange', exchange: { ...base, ms: ms(), failure } });
        if (isLate === true) tooLong.set(`${method} ${url}`, failure);
        throw isLost === true ? new LostOnKept(failure) : new Error(failure);
      }
      const captured = captureResponse(answer, redactor);
      const { status } = captured;
      const exchange = { ...base, ms: ms(), response: kept(captured) };
      journal({ type: 'exchange', exchange });
      pace.saw(captured.headers);
      if (status === 429) {
        throttled += 1;
        onRequest?.('throttled');
        if (pace.mayRetry(throttled, captured.headers)) continue;
      } else if (throttled > 0) pace.gotThrough();
      // Every other read of this client is repeated by who makes it.
      if (purpose === 'preflight' && (await mayAskAgain(status, captured.headers))) continue;
      if (makesBrowser && isNothingMade(status)) limits.giveBrowserBack();
      const list = nullList(exchange);
      if (list !== undefined) {
        const caseId = caseIn(given) ?? purpose;
        journal({ type: 'drift', drift: { kind: 'null list', path: list }, caseId });
      }
      if (status < 200 || status > 599)
        throw new Error(`the answer has the status ${status}, which HTTP does not have`);
      // The SDK quotes bodies in its errors, so it gets only redacted text.
      return responseOf(list === undefined ? captured.text : '[]', {
        status,
        // The pace has already repeated a 429 often enough.
        headers: { ...headersForSdk(captured.headers, method), ...(status === 429 ? NO_MORE_TRIES : {}) },
      });
    }
  };
  return new Kernel({
    apiKey: target.apiKey,
    baseURL: target.baseUrl,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    // The SDK adds a bearer token of its own.
    defaultHeaders: { ...reach.headers, 'User-Agent': connection.agent, ...key.headers },
    fetch: (input, init) =>
      send(input, init).catch((error: unknown) => {
        throw new FailedCall(error);
      }),
  });
}

/** A call as the SDK makes it. */
interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Why a try brought no answer. */
interface Failed {
  readonly failure: string;
  readonly isLate?: true;
  /** It was lost on a connection that was kept from an earlier call. */
  readonly isLost?: boolean;
}

/** Keeps the SDK from retrying. */
const NO_MORE_TRIES = { 'x-should-retry': 'false' };

/** For reads and deletions, which are safe to repeat: the SDK retries them after a 5xx or no answer. */
export const TRIED_AGAIN = { maxRetries: 2 } as const;

/** By these an API can make the SDK wait for as long as it likes, and repeat what no repetition helps. */
const ORDERS: readonly string[] = ['x-should-retry', 'retry-after', 'retry-after-ms'];

/**
 * Media types are case-insensitive (RFC 9110, section 8.3.1), but the SDK recognizes JSON only in lower case. Creations it
 * never repeats, whatever it is told: who makes them may see when to try again.
 */
function headersForSdk(headers: Readonly<Record<string, string>>, method: string): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => method === 'POST' || !ORDERS.includes(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name === 'content-type' ? value.toLowerCase() : value]),
  );
}

/**
 * A response whose text is at hand: a stream would be made of it only to be read again. Only its `text` and
 * `json` are replaced, since no call of ours has the SDK read in another way. Like fetch, it skips a byte order mark.
 */
function responseOf(shown: string, init: ResponseInit): Response {
  const response = new Response(null, init);
  const text = shown.replace(/^\uFEFF/, '');
  return Object.assign(response, {
    text: () => Promise.resolve(text),
    json: () => Promise.resolve(text).then((json): unknown => JSON.parse(json)),
  });
}

/** The body of a call. @throws Error where it is no text, which would be sent without being captured. */
function textOf(body: RequestInit['body']): string | undefined {
  if (body === undefined || body === null || typeof body === 'string') return body ?? undefined;
  throw new Error('the body of a call is not a text, and nothing else is sent');
}

/** The case that a call is for; undefined for calls of the run itself. */
function caseIn({ 'x-test-case': id }: Readonly<Record<string, string>>): string | undefined {
  return id === undefined ? undefined : decodeURI(id);
}

function purposeOf(method: string, url: string): Purpose {
  if (url.includes('/browsers?limit=1') && method === 'GET') return 'preflight';
  return method === 'DELETE' ? 'clean-up' : 'set-up';
}

/** Was a call not sent at all, because a limit of the run is reached? Then it has done nothing. */
export function wasNotSent(error: unknown): boolean {
  return error instanceof Error && (error instanceof NotSent || wasNotSent(reasonIn(error)));
}

/** The status in an error of the vendor's client; undefined where no answer came. */
export function statusOf(error: unknown): number | undefined {
  const status: unknown = error instanceof Kernel.APIError ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** The SDK reports only "Connection error."; the reason lies below it. */
export function causeOf(error: Error): string {
  const reason = reasonIn(error);
  return reason instanceof Error ? causeOf(reason) : error.message;
}
