import { expect } from 'chai';
import { createLeases } from '../../src/api/leases/leases.js';
import type { SessionKind } from '../../src/model/session-kind.js';
import { openLedger } from '../../src/api/leases/ledger.js';
import { readLedger } from '../../src/api/leases/ledger-lines.js';
import { SetUpFailed, Unavailable } from '../../src/api/leases/set-up-errors.js';
import { leakLines } from '../../src/report/leaks.js';
import { newFolder, removeFolders, rig } from './rig.js';
import { closeServers, drop, json, serveProxy, type Intercept, type ReceivedRequest } from './servers.js';
import { closeReferenceServers, newReferenceServer, outsider } from './reference-servers.js';

/** The case that the leases belong to. */
const CASE = 'some/case ä';
export const PLAIN: SessionKind = { headless: true, stealth: false, recording: false };
export const RECORDING: SessionKind = { headless: false, stealth: false, recording: true };

export interface LeasingOptions {
  /** May answer instead of the API. */
  readonly before?: Intercept;
  /** May replace the API's answer. */
  readonly after?: Intercept;
  readonly proxyIds?: readonly string[];
  readonly profileIds?: readonly string[];
  readonly timeoutMs?: number;
  readonly limit?: number;
  readonly readyWithinMs?: number;
}

/** The leases of a case at a reference server, behind a proxy that may misbehave. */
export async function leasing(options: LeasingOptions = {}) {
  const { before = () => false, after, proxyIds = [], profileIds = [], timeoutMs = 30_000 } = options;
  const { limit, readyWithinMs } = options;
  const api = await newReferenceServer();
  const server = await serveProxy(api.url, before, after);
  const { vendor, target } = rig(server.url, { apiKey: api.apiKey, timeoutMs });
  const ledger = openLedger(newFolder(), 'a-run', target);
  const changes: string[] = [];
  const run = createLeases({
    ...{ kernel: vendor, ledger, runId: 'a-run', given: { proxyIds, profileIds } },
    ...{ limit, readyWithinMs },
    onBrowser: (change) => changes.push(change),
  });
  const leases = { ...run.forCase(CASE), releaseAll: async () => leakLines((await run.releaseAll()).leaks) };
  const outstanding = (): string[] =>
    readLedger(ledger.file).outstanding.map(({ kind, id }) => (id === undefined ? `${kind}?` : kind));
  const requests = (method: string, path: string): ReceivedRequest[] =>
    server.received.filter((request) => request.method === method && request.path.split('?')[0] === path);
  return { api, leases, ledger, changes, outstanding, requests, kernel: outsider(api) };
}

/** What `leasing` gives. */
export type Leasing = Awaited<ReturnType<typeof leasing>>;

/** The body of every error that a test answers with. */
export const REFUSED = { code: 'refused', message: 'Refused by the test.' };
/** How a reason ends that quotes it. */
export const SAYS = '; the server says: "refused: Refused by the test."';

/** Is it a request with this method, and with this path or one that matches? */
export const isRequest = (request: ReceivedRequest, method: string, path: string | RegExp): boolean =>
  request.method === method && (typeof path === 'string' ? request.path === path : path.test(request.path));

/** Answers matching requests with a status and a body, an error body by default. */
export const answerWith =
  (method: string, path: string | RegExp, status: number, body: unknown = REFUSED): Intercept =>
  (response, request) =>
    isRequest(request, method, path) && json(response, status, body);

/** Closes the connection on matching requests: as `after`, once the API has handled them. */
export const loseAnswer =
  (method: string, path: string | RegExp): Intercept =>
  (response, request) =>
    isRequest(request, method, path) && drop(response);

/** What a promise is rejected with; undefined if it is fulfilled. */
export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

export function expectUnavailable(error: unknown, sentence: string): void {
  expect(error).to.be.an.instanceOf(Unavailable);
  expect(error).to.have.property('message', sentence);
}

export function expectSetUpFailed(error: unknown, sentence: string | RegExp): void {
  expect(error).to.be.an.instanceOf(SetUpFailed);
  if (typeof sentence === 'string') expect(error).to.have.property('message', sentence);
  else expect(String(error)).to.match(sentence);
}

/** Closes and removes everything that `leasing` started. */
export async function endLeasing(): Promise<void> {
  await closeServers();
  await closeReferenceServers();
  removeFolders();
}
