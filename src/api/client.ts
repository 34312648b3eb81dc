import type http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import pactum from 'pactum';
import type { Credential } from '../model/credential.js';
import { captureResponse, rawResponse, read, type Arrived } from './answer.js';
import { present } from './credentials.js';
import { createDeadline, type Deadline } from './deadline.js';
import { failureOf, LOST_ON_KEPT } from './failures.js';
import type { RequestChange } from '../model/events.js';
import type { Exchange, Purpose } from '../model/exchange.js';
import type { Wire } from '../model/wire.js';
import { framingOf, isWhole } from './framing.js';
import { kept } from './kept.js';
import { keepConnections } from './kept-connections.js';
import { DEFAULT_BODY_MB, MB } from './too-large.js';
import { agentFor } from './network.js';
import { sendOverHttp } from './over-http.js';
import { createLimits, NotSent, type Limits } from './limits.js';
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
  readonly wire?: Wire;
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
  /** What the run may use; unlimited if left out. */
  readonly limits?: Limits;
  /** A longer body is cut while it arrives. */
  readonly maxBodyMb?: number;
  /** Told of each request as it is sent, and of each 429. */
  readonly onRequest?: (change: RequestChange) => void;
}

/** The `User-Agent` of every request of a run, set-up calls included: it names the suite and the run. */
export function userAgent(suiteVersion: string, runId: string): string {
  return `kernel-patch-browser-contract/${suiteVersion} run/${runId}`;
}

/** What reports show of the value of a header that the operator added. */
const SHOWN_EXTRA = '[masked]';

const silent = (): void => undefined;

/** pactum buffers 50 MB of an answer: it is made to hand over the stream instead, which is read up to a limit. */
pactum.events.pactumEvents.on(pactum.events.EVENT_TYPES.BEFORE_REQUEST, (event: { request: object }) => {
  Object.assign(event.request, { stream: true });
});

/** Opens the client. */
export function createClient(connection: Connection): Client {
  const { target, reach = STRAIGHT, pace, redactor } = connection;
  const { limits = createLimits(), maxBodyMb = DEFAULT_BODY_MB, onRequest = silent } = connection;
  // On failure, pactum logs requests with their keys: its logger is silenced.
  pactum.settings.setLogger({ trace: silent, debug: silent, info: silent, warn: silent, error: silent });

  const agent = agentFor(connection);
  // pactum takes no agent: it uses the one of the process.
  if (target.baseUrl.startsWith('https:')) Object.assign(https, { globalAgent: agent });
  const connections = keepConnections(target.baseUrl, agent);
  const shownExtra = Object.fromEntries(Object.keys(reach.headers).map((name) => [name, SHOWN_EXTRA]));

  const once = async (
    request: AssertedRequest,
    caseId: string,
    { throttled, notSent }: { throttled: number; notSent: string | undefined },
  ): Promise<Exchange> => {
    const { headers: credential, shownAs, query } = present(request.credential, target);
    const path = request.path + query;
    const visible: Record<string, string> = { accept: 'application/json', 'user-agent': connection.agent };
    visible['x-test-case'] = encodeURI(caseId);
    if (request.contentType !== undefined) visible['content-type'] = request.contentType;
    if (request.wire === 'in chunks') visible['transfer-encoding'] = 'chunked';
    Object.assign(visible, connections.headers());
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
        ...(request.body === undefined ? {} : { body: redactor.text(readable(request)).text }),
      },
      at: at.toISOString(),
      ms: Math.round((performance.now() - started) * 10) / 10,
      throttled,
      ...rest,
    });

    if (notSent !== undefined) return capture({ failure: notSent });
    onRequest('sent');
    const timeoutMs = limits.timeFor(request.purpose, connection.timeoutMs);
    const deadline = createDeadline(timeoutMs);
    const chunks: Uint8Array[] = [];
    try {
      const sending = goesThroughPactum(request)
        ? sendByPactum(request, target.baseUrl + path, headers, timeoutMs)
        : sendByNode(request, { baseUrl: target.baseUrl, path, headers, agent, deadline });
      const reading = { limitBytes: maxBodyMb * MB, deadline, chunks };
      const arriving = sending.then((arrived) => read(arrived, reading));
      const answer = await Promise.race([arriving, deadline.passed]);
      if (answer === undefined) {
        const tooLong = `no whole answer came within ${connection.timeoutMs} ms (CONTRACT_TIMEOUT_MS)`;
        const framing = isWhole(chunks) ? ({ framing: 'without an end' } as const) : {};
        return capture({ failure: limits.reached() ?? tooLong, ...framing });
      }
      if (answer.tooLarge !== undefined && !isJudged(request)) return capture({ failure: answer.tooLarge });
      const captured = captureResponse(answer, redactor);
      const { framing } = answer;
      const exchange = capture({ response: kept(captured), ...(framing === undefined ? {} : { framing }) });
      rememberRaw(exchange, rawResponse(answer, captured), redactor);
      return exchange;
    } catch (error) {
      if (connections.areLostBy(error)) return capture({ failure: LOST_ON_KEPT });
      const framing = framingOf(error);
      const failure = redactor.text(failureOf(error, 'the request failed: ')).text;
      return capture({ failure, ...(framing === undefined ? {} : { framing }) });
    } finally {
      deadline.end();
    }
  };

  const send = async (request: AssertedRequest, caseId: string): Promise<Exchange> => {
    let isAgain = false;
    for (let throttled = 0; ;) {
      const notSent = await turn(request.purpose);
      const exchange = await once(request, caseId, { throttled, notSent });
      // What no case asserts does no harm a second time. An asserted request is for the run to try again.
      if (exchange.failure === LOST_ON_KEPT && request.purpose !== 'asserted' && !isAgain) {
        isAgain = true;
        continue;
      }
      const headers = exchange.response?.headers ?? {};
      pace.saw(headers);
      if (exchange.response?.status !== 429) {
        if (throttled > 0 && exchange.response !== undefined) pace.gotThrough();
        return exchange;
      }
      throttled += 1;
      onRequest('throttled');
      if (!pace.mayRetry(throttled, headers)) return { ...exchange, throttled };
    }
  };
  /** @returns why the request may not be sent, if it may not. */
  const turn = async (purpose: Purpose): Promise<string | undefined> => {
    try {
      await limits.turn(pace, purpose);
      return undefined;
    } catch (error) {
      if (error instanceof NotSent) return error.message;
      throw error;
    }
  };
  return { forCase: (caseId) => ({ send: (request) => send(request, caseId) }) };
}

/** pactum sends updates, unless it would change them. A read is no claim of a case, and half of all requests. */
function goesThroughPactum({ method, verbatim, wire }: AssertedRequest): boolean {
  return method === 'PATCH' && verbatim === undefined && wire !== 'in chunks';
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
    .withRequestTimeout(2 * timeoutMs) // closes the connection; how long is waited is decided above
    .inspect(false);
  const ready = request.body === undefined ? spec : spec.withBody(onWire(request));
  const answer: unknown = await ready.toss();
  if (!isTossed(answer)) throw new Error('pactum returned no response');
  return { statusCode: answer.statusCode, headers: answer.headers, body: answer };
}

/** A body as pactum and node:http send it: in bytes, since Node.js gives headers the encoding of a text behind them. */
function onWire({ body = '', wire }: AssertedRequest): Buffer {
  return Buffer.from(body, wire === 'in Latin-1' ? 'latin1' : 'utf8');
}

/** What a reader of UTF-8 sees of a body. */
function readable(request: AssertedRequest): string {
  return onWire(request).toString();
}

function sendByNode(
  asserted: AssertedRequest,
  { baseUrl, path, headers, agent, deadline }: Sending,
): Promise<Arrived> {
  const { method, body, wire } = asserted;
  const origin = new URL(baseUrl);
  return sendOverHttp({
    method,
    origin,
    path: origin.pathname.replace(/\/$/, '') + path,
    headers,
    ...(body === undefined ? {} : { body: wire === 'in chunks' ? halves(body) : [onWire(asserted)] }),
    agent,
    deadline,
  });
}

/** Two pieces of a text. */
function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

/** How node:http sends a request. */
interface Sending {
  readonly baseUrl: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly agent: http.Agent;
  readonly deadline: Deadline;
}

/** pactum types its answer as `any`: it is the stream, as asked for. */
function isTossed(answer: unknown): answer is Readable & Omit<Arrived, 'body'> {
  return answer instanceof Readable && 'statusCode' in answer && 'headers' in answer;
}

/** The answers to what is neither asserted nor read say nothing of the contract: one that is too large is a failure. */
function isJudged({ purpose }: AssertedRequest): boolean {
  return purpose === 'asserted' || purpose === 'read';
}
