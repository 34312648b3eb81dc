import { startDeviatingServer, type DeviatingServerOptions } from '../deviating-server.js';
import { expect } from 'chai';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { type ReferenceServer } from '../../src/reference-server/server.js';

/** The document that the project pins, as seen from its root, where Mocha runs. */
export const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as a JSON object; `{}` when it is none. */
  readonly body: JsonObject;
  /** The body's items when it is a JSON array. */
  readonly items: readonly JsonObject[];
}

interface Sending {
  /** Sent as JSON. */
  readonly body?: Json;
  /** Sent as it is, instead. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
}

export interface TestClient {
  readonly referenceServer: ReferenceServer;
  call(method: string, path: string, sending?: Sending): Promise<Reply>;
  /** PATCH of a session with the full key. */
  patch(id: string, body: Json): Promise<Reply>;
  /** Creates a thing and answers its id. */
  create(path: '/browsers' | '/profiles' | '/proxies', body?: Json): Promise<string>;
  /** What GET says about a session, without the uptime, which moves by itself. */
  read(id: string): Promise<JsonObject>;
}

/** A fresh reference server for each test of the suite that calls it, closed again after the test. */
export function useReferenceServer(options: Partial<DeviatingServerOptions> = {}): TestClient {
  let running: ReferenceServer | undefined;
  beforeEach(async () => {
    running = await startDeviatingServer({ document: DOCUMENT, ...options });
  });
  afterEach(() => running?.close());

  const referenceServer = (): ReferenceServer => {
    if (!running) throw new Error('The reference server runs only inside a test.');
    return running;
  };
  const call = async (method: string, path: string, sending: Sending = {}): Promise<Reply> => {
    const content = sending.body === undefined ? sending.raw : JSON.stringify(sending.body);
    const response = await fetch(referenceServer().url + path, {
      method,
      headers: {
        Authorization: `Bearer ${referenceServer().apiKey}`,
        ...(content === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...sending.headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    const value: unknown = isJson ? JSON.parse(text) : undefined;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isObject(value) ? value : {},
      items: Array.isArray(value) ? value.filter(isObject) : [],
    };
  };
  return {
    get referenceServer() {
      return referenceServer();
    },
    call,
    patch: (id, body) => call('PATCH', `/browsers/${id}`, { body }),
    create: async (path, body = {}) => {
      const reply = await call('POST', path, { body });
      const id = path === '/browsers' ? reply.body.session_id : reply.body.id;
      if (typeof id !== 'string') throw new Error(`POST ${path} was answered with ${reply.status}.`);
      return id;
    },
    read: async (id) => {
      const { usage, ...rest } = (await call('GET', `/browsers/${id}`)).body;
      if (!isObject(usage)) throw new Error(`GET /browsers/${id} shows no usage.`);
      return rest;
    },
  };
}

/** The answer has that status and an Error body (`#/components/schemas/Error`). */
export function expectError(reply: Reply, status: number): void {
  expect(reply.status).to.equal(status);
  expect(reply.headers.get('content-type')).to.equal('application/json');
  expect(reply.body.code).to.be.a('string').and.not.equal('');
  expect(reply.body.message).to.be.a('string').and.not.equal('');
}
