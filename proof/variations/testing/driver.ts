import { startDeviatingServer, type DeviatingServerOptions } from '../../deviating-server.js';
import { Agent, request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { isObject, type Json, type JsonObject } from '../../../src/model/json.js';
import { type ReferenceServer } from '../../../src/reference-server/server.js';
import { DOCUMENT } from '../../testing/test-client.js';

export interface Exchange {
  readonly method: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body, where it is a JSON object. */
  readonly body: JsonObject;
}

interface Sending {
  readonly body?: Json;
  /** Sent as it is, in place of `body`. */
  readonly raw?: string | Uint8Array;
  /** Other headers; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface Driver {
  readonly referenceServer: ReferenceServer;
  /** Sends a request and records what came back. */
  send(method: string, path: string, sending?: Sending): Promise<Exchange>;
  /** Sends a request that prepares something; its answer is not recorded. Gives the new thing's id. */
  create(path: string, body?: Json): Promise<string>;
  patch(id: string, body: Json): Promise<Exchange>;
  read(id: string): Promise<Exchange>;
  /** Sends requests at once, on connections of their own, and records nothing. */
  atOnce(updates: readonly (readonly [id: string, body: Json])[]): Promise<Exchange[]>;
  /** Records something that was seen. */
  note(line: string): void;
}

export type Script = (driver: Driver) => Promise<void>;

export interface Recording {
  readonly lines: readonly string[];
  readonly exchanges: readonly Exchange[];
}

/**
 * Plays a script against a reference server of its own.
 * @throws what the script throws, when it cannot prepare what it needs.
 */
export async function play(script: Script, options: Partial<DeviatingServerOptions>): Promise<Recording> {
  const referenceServer = await startDeviatingServer({ document: DOCUMENT, seed: 'mutants', ...options });
  const agent = new Agent({ keepAlive: true });
  const lines: string[] = [];
  const exchanges: Exchange[] = [];
  const births = new Map<string, string>();
  const note = (line: string): void => void lines.push(line);
  const ask = (method: string, path: string, sending: Sending = {}): Promise<Exchange> =>
    exchange(referenceServer, agent, { method, path, ...sending });
  const send: Driver['send'] = async (method, path, sending) => {
    const seen = await ask(method, path, sending);
    exchanges.push(seen);
    note(`${method} ${path}: ${normalized(seen, births)}`);
    return seen;
  };
  const driver: Driver = {
    referenceServer,
    send,
    note,
    create: async (path, body = {}) => {
      let made = await ask('POST', path, { body });
      if (made.status === 503) made = await ask('POST', path, { body }); // as the advice beside it says
      const id = path === '/browsers' ? made.body.session_id : (made.body.id ?? made.body.replay_id);
      if (typeof id !== 'string') throw new Error(`POST ${path} was answered with ${made.status}.`);
      if (typeof made.body.created_at === 'string') births.set(id, made.body.created_at);
      return id;
    },
    patch: (id, body) => send('PATCH', `/browsers/${id}`, { body }),
    read: (id) => send('GET', `/browsers/${id}`),
    atOnce: (updates) => Promise.all(updates.map(([id, body]) => ask('PATCH', `/browsers/${id}`, { body }))),
  };
  try {
    await script(driver);
  } finally {
    agent.destroy();
    await referenceServer.close();
  }
  return { lines, exchanges };
}

function exchange(
  referenceServer: ReferenceServer,
  agent: Agent,
  { method, path, ...sending }: Sending & { readonly method: string; readonly path: string },
): Promise<Exchange> {
  const content = sending.body === undefined ? sending.raw : JSON.stringify(sending.body);
  const headers: Record<string, string | undefined> = {
    Authorization: `Bearer ${referenceServer.apiKey}`,
    'Accept-Encoding': 'gzip',
    ...(content === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...sending.headers,
  };
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    /** An answer that cannot be read is one that differs. */
    const broken = (error: Error): void => {
      if (method === 'PATCH') resolve({ method, status: 0, headers: {}, text: error.message, body: {} });
      else reject(error);
    };
    const { port } = new URL(referenceServer.url);
    const call = request({ host: '127.0.0.1', port, method, path, headers: sent, agent }, (response) => {
      const chunks: Uint8Array[] = [];
      response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      response.once('error', broken).once('end', () => {
        const bytes = Buffer.concat(chunks);
        // Node closes it without a word where an answer comes twice.
        const closed = call.socket?.destroyed === true ? { 'closed by Node': 'yes' } : {};
        const text = textOf(bytes, response.headers['content-encoding']);
        const names = response.rawHeaders.filter((_, place) => place % 2 === 0).join();
        resolve({
          method,
          status: response.statusCode ?? 0,
          headers: { ...response.headers, ...closed, 'names of all': names },
          text,
          body: objectOf(text),
        });
      });
    });
    call.once('error', broken);
    call.end(content);
  });
}

/** Bytes that are not in the coding that they claim stay as they are. */
function textOf(bytes: Buffer, coding: string | undefined): string {
  const isGzip = coding === 'gzip' && bytes[0] === 0x1f;
  return (isGzip ? gunzipSync(bytes) : bytes).toString();
}

function objectOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const HOUR = 60 * 60 * 1000;
const VOLATILE = new Set(['date', 'x-request-id', 'content-length']);

/** An answer without what moves by itself: the uptime, and times of the present in the usual notation. */
function normalized({ status, headers, text, body }: Exchange, births: ReadonlyMap<string, string>): string {
  const shown = Object.entries(headers).filter(([name]) => !VOLATILE.has(name));
  const still = text
    .replace(/"uptime_ms":\d+/, '"uptime_ms":<ms>')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (time) =>
      Math.abs(new Date(time).getTime() - Date.now()) < HOUR ? '<time>' : time,
    );
  const id = body.session_id;
  const birth = typeof id === 'string' ? births.get(id) : undefined;
  const born = birth === undefined || birth === body.created_at ? '' : ' (another created_at)';
  return `${status}${born} ${JSON.stringify(shown)} ${still}`;
}
