import { setMaxListeners } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '../model/json.js';
import { credentialsOf } from './credentials.js';
import { inLayers, type ChosenDeviation } from './deviation.js';
import { readDocument } from './document.js';
import { blaming } from './document-error.js';
import { errorShape, type Formed } from './error-shape.js';
import { answerCall, routeTable } from './handle.js';
import { identified, receive, type Call } from './http.js';
import { compileSchemas, type Schemas } from './request-schema.js';
import { requiredHeaders } from './required-headers.js';
import type { Route } from './routes.js';
import { conformingSteps, type Steps } from './steps.js';
import { createWorld } from './world.js';

export interface ReferenceServerOptions {
  /** The path of the OpenAPI document to play. */
  readonly document: string;
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** How long every answer takes, in milliseconds. */
  readonly latencyMs?: number;
  /** How long the answer to POST /browsers takes instead. */
  readonly creationLatencyMs?: number;
  /** Makes ids depend on the order of creation alone. */
  readonly seed?: string;
  readonly apiKey?: string;
  readonly restrictedApiKey?: string;
  readonly failingBrowserId?: string;
  /** How it differs from the document, to prove that the suite notices, or that it does not mind: one over the other. */
  readonly deviations?: readonly ChosenDeviation[];
  /** Sees every request that has arrived whole, before it is answered. */
  readonly onRequest?: (request: SeenRequest) => void;
}

export interface SeenRequest {
  readonly method: string;
  /** The request target as it was sent, with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as text; empty when there was none, or more than the reference server reads. */
  readonly body: string;
}

export interface ReferenceServer {
  readonly url: string;
  readonly apiKey: string;
  readonly restrictedApiKey: string;
  readonly failingBrowserId: string;
  /** How many browsers are alive. */
  activeBrowsers(): number;
  /** How many browsers there have ever been. */
  createdBrowsers(): number;
  /** Ends all connections at once, answered or not. */
  close(): Promise<void>;
}

/**
 * Starts the reference server on 127.0.0.1.
 * @throws Error in a whole sentence when the document or the port cannot be used.
 */
export async function startReferenceServer(options: ReferenceServerOptions): Promise<ReferenceServer> {
  const { document, schemas, complete, formed, conforming, keyHeader } = play(options.document);
  const failingBrowserId = options.failingBrowserId ?? 'failingsession0000000000';
  const world = createWorld(failingBrowserId, options.seed);
  const keys = {
    full: options.apiKey ?? 'reference-key-with-full-access',
    restricted: options.restrictedApiKey ?? 'reference-key-that-only-reads',
  };
  const behaviourTo = inLayers(options.deviations ?? [], { document, steps: conforming, world, keys });
  const tables = new Map<Steps, Route[]>();
  const tableOf = (steps: Steps): Route[] => {
    const table = tables.get(steps) ?? routeTable(steps, schemas, world);
    tables.set(steps, table);
    return table;
  };
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // one for each answer that waits for its latency

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await receive(request, keyHeader);
    options.onRequest?.(seen(call));
    const { steps, around } = behaviourTo(call);
    const table = tableOf(steps);
    const answer = await around(call, (given) => formed(given, answerCall(steps, table, keys, given)));
    const latency = latencyOf(options, call);
    if (latency > 0) await delay(latency, undefined, { signal: closing.signal });
    steps.write(response, complete(call, identified(answer)));
  };
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    // What fails here is a client or a server that is going away: no client is left to answer.
    serve(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000; // the default of 5 s drops connections that a slow suite is about to reuse

  const port = await listen(server, options.port ?? 0);
  let closed: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    apiKey: keys.full,
    restrictedApiKey: keys.restricted,
    failingBrowserId,
    activeBrowsers: () =>
      [...world.browsers.values()].filter((browser) => browser.deletedAt === undefined).length,
    createdBrowsers: () => world.browsers.size,
    close: () => {
      closing.abort();
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

/** What a server does that plays the document of a file. */
interface Play {
  readonly document: JsonObject;
  readonly schemas: Schemas;
  readonly complete: ReturnType<typeof requiredHeaders>;
  readonly formed: Formed;
  readonly conforming: Steps;
  readonly keyHeader: string;
}

/** @throws DocumentError in a whole sentence where the document cannot be played. */
function play(file: string): Play {
  const document = readDocument(file);
  return blaming(file, () => ({
    document,
    schemas: compileSchemas(document),
    complete: requiredHeaders(document),
    formed: errorShape(document),
    conforming: conformingSteps(document),
    keyHeader: credentialsOf(document).header,
  }));
}

function latencyOf(options: ReferenceServerOptions, call: Call): number {
  const creation = call.method === 'POST' && call.path.split('?')[0] === '/browsers';
  return (creation ? options.creationLatencyMs : undefined) ?? options.latencyMs ?? 0;
}

function seen(call: Call): SeenRequest {
  const { method, path, headers, body } = call;
  return { method, path, headers, body: new TextDecoder().decode(body) };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void =>
      reject(new Error(`The reference server cannot listen on port ${port}: ${error.message}.`));
    server.once('error', refuse);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refuse);
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error('The reference server has no port.'));
      else resolve(address.port);
    });
  });
}
