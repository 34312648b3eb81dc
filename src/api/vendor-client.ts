import Kernel from '@onkernel/sdk';
import { fetchedText } from './body-text.js';
import { captureResponse } from './answer.js';
import type { Connection } from './client.js';
import { DEFAULT_BODY_MB, MB } from './too-large.js';
import { HEADERS_TOO_LARGE, isHeaderOverflow } from './header-overflow.js';
import { kept } from './kept.js';
import { isClosed } from './kept-connections.js';
import { createLimits, NotSent } from './limits.js';
import { createPageCount } from './page-count.js';
import { present } from './credentials.js';
import type { Journal } from '../model/events.js';
import type { Purpose } from '../model/exchange.js';
import { STRAIGHT } from '../model/settings.js';
import { fetchAfresh, openNetwork } from './network.js';
import { nullList } from './null-list.js';
import { createWaits, LostOnKept } from './unavailable-now.js';

/**
 * The vendor's own client, for set-up and clean-up calls that no case asserts. It shares the pace of the asserted
 * requests, follows no redirect, and captures every exchange, redacted, for the report. It never repeats a creation,
 * which could leak a browser; apart from a 429, only calls with `TRIED_AGAIN` are retried. Where a list came as `null`,
 * its callers get an empty one.
 */
export function createVendorClient(connection: Connection, journal: Journal): Kernel {
  const {
    target,
    reach = STRAIGHT,
    pace,
    redactor,
    agent,
    timeoutMs,
    maxBodyMb = DEFAULT_BODY_MB,
  } = connection;
  const { limits = createLimits() } = connection;
  const pages = createPageCount();
  const key = present('full key', target);
  let { fetch } = openNetwork(reach);
  let keepsConnections = true;
  /** Calls that timed out, with their failures: a retry fails at once instead of waiting as long again. */
  const tooLong = new Map<string, string>();
  const send = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const method = init.method ?? 'GET';
    const isSecondTry = Number(new Headers(init.headers).get('x-stainless-retry-count') ?? 0) > 0;
    const before = tooLong.get(`${method} ${url}`);
    if (isSecondTry && before !== undefined) throw new Error(before);
    const purpose = purposeOf(method, url);
    if (method === 'GET') pages.count(url);
    if (method === 'POST' && new URL(url).pathname.endsWith('/browsers')) limits.takeBrowser();
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
          ...(typeof init.body === 'string' ? { body: redactor.text(init.body).text } : {}),
        },
        at: new Date().toISOString(),
        throttled,
      };
      const mayBeKept = keepsConnections;
      const ms = (): number => Math.round((performance.now() - started) * 10) / 10;
      let response: Response;
      let text: string;
      try {
        // The SDK's own deadline would include waits for the pace; this one covers one try, body included.
        const signal = AbortSignal.timeout(limits.timeFor(purpose, timeoutMs));
        response = await fetch(url, { ...init, redirect: 'manual', signal });
        text = await fetchedText(response, maxBodyMb * MB);
      } catch (error) {
        const failure = redactor.text(
          isTimeout(error)
            ? (limits.reached() ?? `no whole answer came within ${timeoutMs} ms (CONTRACT_TIMEOUT_MS)`)
            : describeFailure(error),
        ).text;
        journal({ type: 'exchange', exchange: { ...base, ms: ms(), failure } });
        if (isTimeout(error)) tooLong.set(`${method} ${url}`, failure);
        if (!mayBeKept || !isClosed(new Error(failure))) throw new Error(failure);
        if (keepsConnections) fetch = fetchAfresh(reach);
        keepsConnections = false;
        throw new LostOnKept(failure);
      }
      const headers = Object.fromEntries(response.headers);
      const captured = captureResponse({ statusCode: response.status, headers, text }, redactor);
      const exchange = { ...base, ms: ms(), response: kept(captured) };
      journal({ type: 'exchange', exchange });
      pace.saw(headers);
      if (response.status === 429) {
        throttled += 1;
        if (pace.mayRetry(throttled, headers)) continue;
      } else if (throttled > 0) pace.gotThrough();
      // Every other read of this client is repeated by who makes it.
      if (purpose === 'preflight' && (await mayAskAgain(response.status, headers))) continue;
      const list = nullList(exchange);
      if (list !== undefined) {
        const caseId = caseIn(init.headers) ?? base.purpose;
        journal({ type: 'drift', drift: { kind: 'null list', path: list }, caseId });
      }
      // The SDK quotes bodies in its errors, so it gets only redacted text.
      const shown = list === undefined ? captured.text : '[]';
      const empty = [204, 205, 304].includes(response.status);
      return new Response(empty ? null : shown, {
        status: response.status,
        // The pace has already repeated a 429 often enough.
        headers: {
          ...headersForSdk(captured.headers, method),
          ...(response.status === 429 ? NO_MORE_TRIES : {}),
        },
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
    defaultHeaders: { ...reach.headers, 'User-Agent': agent, ...key.headers },
    fetch: send,
  });
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

/** The case that a call is for; undefined for calls of the run itself. */
function caseIn(headers: RequestInit['headers']): string | undefined {
  const id = new Headers(headers).get('x-test-case');
  return id === null ? undefined : decodeURI(id);
}

function purposeOf(method: string, url: string): Purpose {
  if (url.includes('/browsers?limit=1') && method === 'GET') return 'preflight';
  return method === 'DELETE' ? 'clean-up' : 'set-up';
}

/** Was a call not sent at all, because a limit of the run is reached? Then it has done nothing. */
export function wasNotSent(error: unknown): boolean {
  return error instanceof Error && (error instanceof NotSent || wasNotSent(error.cause));
}

/** The status in an error of the vendor's client; undefined where no answer came. */
export function statusOf(error: unknown): number | undefined {
  const status: unknown = error instanceof Kernel.APIError ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function describeFailure(error: unknown): string {
  if (isHeaderOverflow(error)) return HEADERS_TOO_LARGE;
  return error instanceof Error ? causeOf(error) : String(error);
}

/** fetch reports only "fetch failed"; the reason is in the cause. */
export function causeOf(error: Error): string {
  const cause = error.cause;
  if (!(cause instanceof Error)) return error.message;
  // A host with several addresses fails once per address: the aggregate error has a code, but no message.
  if (cause.message === '' && 'code' in cause) return String(cause.code);
  return cause.message === '' ? error.message : causeOf(cause);
}
