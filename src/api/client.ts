import http from 'node:http';
import https from 'node:https';
import { buffer as bytesOf } from 'node:stream/consumers';
import pactum from 'pactum';
import type { Credential } from '../model/credential.js';
import { parseJson, type Json } from '../model/json.js';
import { bodyText, Undecodable } from './body-text.js';
import { EXTRA_HEADERS, present } from './credentials.js';
import type { Exchange, Purpose } from '../model/exchange.js';
import { openNetwork } from './network.js';
import type { Pace } from './pace.js';
import { rememberRaw } from './redaction/raw-answers.js';
import type { Redactor } from './redaction/redact.js';
import { STRAIGHT, type Reach, type Target } from '../model/settings.js';

/** A request that a case asserts, or that reads a session's state. */
export interface AssertedRequest {
  readonly method: 'GET' | 'PATCH';
  /** Path below the base URL, already percent-encoded. */
  readonly path: string;
  readonly purpose: Purpose;
  readonly credential: Credential;
  /** Undefined sends no content type. */
  readonly contentType?: string;
  /**
   * Why the path cannot go through pactum, which decodes paths and resolves dot segments. The request then goes
   * through node:http, with its path unchanged.
   */
  readonly verbatim?: string;
  /** The body's text exactly as it goes over the wire; undefined sends none. */
  readonly body?: string;
}

/** The only HTTP client for asserted requests. */
export interface Client {
  /** The client of one case: every request carries the case's id in `X-Test-Case`. */
  forCase(caseId: string): CaseClient;
}

export interface CaseClient {
  /**
   * Sends one request and captures the exchange, redacted. Never throws for what the API does.
   * @throws Error when the restricted key is asked for and the run has none.
   */
  send(request: AssertedRequest): Promise<Exchange>;
}

/** What both clients of a run share. */
export interface Connection {
  readonly target: Target;
  /** How the target is reached; straight, if omitted. */
  readonly reach?: Reach;
  readonly pace: Pace;
  readonly redactor: Redactor;
  /** The value of `User-Agent`. */
  readonly agent: string;
  /**
   * Longest wait for one whole response, in milliseconds. pactum limits only idle time, so a trickling response would
   * never time out; this deadline covers the whole exchange.
   */
  readonly timeoutMs: number;
}

/** The `User-Agent` of every request of a run, set-up calls included: it names the suite and the run. */
export function userAgent(suiteVersion: string, runId: string): string {
  return `kernel-patch-browser-contract/${suiteVersion} run/${runId}`;
}

/** What reports show of the value of a header that the operator added. */
const SHOWN_EXTRA = '[masked]';

const silent = (): void => undefined;

/** Opens the client. */
export function createClient({
  target,
  reach = STRAIGHT,
  pace,
  redactor,
  agent,
  timeoutMs,
}: Connection): Client {
  // On failure, pactum logs requests with their keys: its logger is silenced.
  pactum.settings.setLogger({ trace: silent, debug: silent, info: silent, warn: silent, error: silent });

  // pactum takes no agent: it uses the one of the process.
  Object.assign(https, { globalAgent: openNetwork(reach).agent });
  const shownExtra = Object.fromEntries(Object.keys(reach.headers).map((name) => [name, SHOWN_EXTRA]));

  const once = async (request: AssertedRequest, caseId: string, throttled: number): Promise<Exchange> => {
    const { headers: credential, shownAs, query } = present(request.credential, target);
    const path = request.path + query;
    const visible: Record<string, string> = { accept: 'application/json', 'user-agent': agent };
    visible['x-test-case'] = encodeURI(caseId);
    if (request.contentType !== undefined) visible['content-type'] = request.contentType;
    // The document says nothing about content codings, so none is requested.
    const headers = { ...reach.headers, ...visible, 'accept-encoding': 'identity', ...credential };
    const sent = { ...shownExtra, ...visible, ...shownAs };

    const at = new Date();
    const started = performance.now();
    const capture = (rest: Partial<Exchange>): Exchange => ({
      purpose: request.purpose,
      request: {
        method: request.method,
        path: redactor.text(path).text,
        headers: sent,
        ...(request.body === undefined ? {} : { body: redactor.text(request.body).text }),
      },
      at: at.toISOString(),
      ms: Math.round((performance.now() - started) * 10) / 10,
      throttled,
      ...rest,
    });

    const deadline = createDeadline(timeoutMs);
    try {
      const sending =
        request.verbatim === undefined
          ? sendByPactum(request, target.baseUrl + path, headers, timeoutMs)
          : sendVerbatim(request, { baseUrl: target.baseUrl, path, headers, timeout: timeoutMs });
      const arrived = await Promise.race([sending, deadline.passed]);
      if (arrived === undefined) {
        return capture({ failure: `no whole answer came within ${timeoutMs} ms (CONTRACT_TIMEOUT_MS)` });
      }
      const answer = read(arrived);
      const exchange = capture({ response: captureResponse(answer, redactor) });
      rememberRaw(exchange, rawResponse(answer), redactor);
      return exchange;
    } catch (error) {
      return capture({ failure: redactor.text(describeFailure(error, timeoutMs)).text });
    } finally {
      deadline.clear();
    }
  };

  const send = async (request: AssertedRequest, caseId: string): Promise<Exchange> => {
    for (let throttled = 0; ;) {
      await pace.turn();
      const exchange = await once(request, caseId, throttled);
      const headers = exchange.response?.headers ?? {};
      pace.saw(headers);
      if (exchange.response?.status !== 429) return exchange;
      throttled += 1;
      if (!pace.mayRetry(throttled, headers)) return { ...exchange, throttled };
    }
  };
  return { forCase: (caseId) => ({ send: (request) => send(request, caseId) }) };
}

async function sendByPactum(
  request: AssertedRequest,
  url: string,
  headers: object,
  timeoutMs: number,
): Promise<Arrived> {
  const spec = pactum
    .spec()
    .withMethod(request.method)
    .withPath(url)
    .withHeaders(headers)
    .withFollowRedirects(false) // a key never follows a redirect to another host
    .withRequestTimeout(timeoutMs)
    .inspect(false);
  const ready = request.body === undefined ? spec : spec.withBody(request.body);
  const answer: unknown = await ready.toss();
  if (!isTossed(answer)) throw new Error('pactum returned no response');
  return { statusCode: answer.statusCode, headers: answer.headers, body: answer.buffer };
}

function sendVerbatim(
  { method, body }: AssertedRequest,
  { baseUrl, path, headers, timeout }: Verbatim,
): Promise<Arrived> {
  const base = new URL(baseUrl);
  const { request } = base.protocol === 'https:' ? https : http;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = request(base, {
      method,
      path: base.pathname.replace(/\/$/, '') + path,
      headers: { ...headers, ...length },
      timeout,
    });
    outgoing.once('timeout', () => outgoing.destroy(new Error('Timeout reached')));
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      bytesOf(incoming).then((body) => {
        resolve({ statusCode: incoming.statusCode ?? 0, headers: incoming.headers, body });
      }, reject);
    });
    outgoing.end(body);
  });
}

interface Verbatim {
  readonly baseUrl: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly timeout: number;
}

/** A response as it came over the wire, whichever way its request was sent. */
interface Arrived {
  readonly statusCode: number;
  readonly headers: object;
  readonly body: Buffer;
}

/** A response with its body as text. */
interface Received {
  readonly statusCode: number;
  readonly headers: object;
  readonly text: string;
}

/** pactum types its answer as `any`. Its text is not used: it knows fewer content codings than `bodyText`. */
function isTossed(answer: unknown): answer is Omit<Arrived, 'body'> & { readonly buffer: Buffer } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'statusCode' in answer &&
    'headers' in answer &&
    'buffer' in answer &&
    Buffer.isBuffer(answer.buffer)
  );
}

/** @throws Undecodable */
function read({ statusCode, headers, body }: Arrived): Received {
  // Some edges compress unasked.
  const coding = 'content-encoding' in headers ? String(headers['content-encoding']) : '';
  return { statusCode, headers, text: bodyText(body, coding) };
}

/** Captures a response. Everything in it is redacted before anything else sees it. */
export function captureResponse(received: Received, redactor: Redactor): NonNullable<Exchange['response']> {
  const leaked = new Set<string>();
  const clean = (raw: string): string => {
    const { text, found } = redactor.text(raw);
    for (const name of found) if (name !== EXTRA_HEADERS) leaked.add(name);
    return text;
  };
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries<unknown>({ ...received.headers })) {
    const shown = clean(Array.isArray(value) ? value.join(', ') : String(value));
    headers[clean(name)] = name === 'set-cookie' ? '[cookies]' : shown;
  }
  const text = clean(received.text);
  return { status: received.statusCode, headers, text, ...parsed(text), leaked: [...leaked] };
}

/** The same response as it came, to be judged and never kept. */
function rawResponse({ statusCode, headers, text }: Received): NonNullable<Exchange['response']> {
  const plain = Object.entries<unknown>({ ...headers }).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : String(value),
  ]);
  return {
    status: statusCode,
    headers: Object.fromEntries<string>(plain),
    text,
    ...parsed(text),
    leaked: [],
  };
}

function parsed(text: string): { json: Json } | { notJson: string } {
  if (text === '') return { notJson: 'the body is empty' };
  try {
    return { json: parseJson(text) };
  } catch (error) {
    return { notJson: error instanceof Error ? error.message : String(error) };
  }
}

function describeFailure(error: unknown, timeoutMs: number): string {
  if (error instanceof Undecodable) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  if (text === 'Timeout reached') return `no answer came within ${timeoutMs} ms (CONTRACT_TIMEOUT_MS)`;
  if (text === 'Server aborted request' || text === 'aborted')
    return 'the connection broke off in the middle of the answer';
  if (text === 'socket hang up') return 'the connection was closed without an answer';
  return `the request failed: ${text}`;
}

function createDeadline(ms: number): { passed: Promise<undefined>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return { passed, clear: () => clearTimeout(timer) };
}
