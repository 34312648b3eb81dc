import { expect } from 'chai';
import { createLeases } from '../../src/api/leases/leases.js';
import type { SessionKind } from '../../src/model/session-kind.js';
import { openLedger, readLedger } from '../../src/api/leases/ledger.js';
import { SetUpFailed, Unavailable } from '../../src/api/leases/set-up-errors.js';
import { newFolder, removeFolders, rig } from './rig.js';
import { closeServers, json, serveBefore, type Heard, type Meddle } from './servers.js';
import { closeReferenceServers, newReferenceServer, outsider } from './reference-servers.js';

/** The case that leases are made for. */
const CASE = 'some/case ä';
export const PLAIN: SessionKind = { headless: true, stealth: false, recording: false };
export const RECORDING: SessionKind = { headless: false, stealth: false, recording: true };

export interface LeasingOptions {
  /** Answers instead of the API. */
  readonly before?: Meddle;
  /** Sees what the API has done before the answer is sent. */
  readonly after?: Meddle;
  readonly proxyIds?: readonly string[];
  readonly profileIds?: readonly string[];
  readonly timeoutMs?: number;
  readonly limit?: number;
  readonly readyWithinMs?: number;
}

/** The leases of a run at a reference server, with a server between them that may misbehave. */
export async function leasing(options: LeasingOptions = {}) {
  const { before = () => false, after, proxyIds = [], profileIds = [], timeoutMs = 30_000 } = options;
  const { limit, readyWithinMs } = options;
  const api = await newReferenceServer();
  const server = await serveBefore(api.url, before, after);
  const { vendor, target } = rig(server.url, { apiKey: api.apiKey, timeoutMs });
  const ledger = openLedger(newFolder(), 'a-run', target);
  const changes: string[] = [];
  const run = createLeases({
    ...{ kernel: vendor, ledger, runId: 'a-run', given: { proxyIds, profileIds } },
    ...{ limit, readyWithinMs },
    onBrowser: (change) => changes.push(change),
  });
  const leases = { ...run.forCase(CASE), releaseAll: () => run.releaseAll() };
  const outstanding = (): string[] =>
    readLedger(ledger.file).outstanding.map(({ kind, id }) => (id === undefined ? `${kind}?` : kind));
  const asked = (method: string, path: string): Heard[] =>
    server.heard.filter((heard) => heard.method === method && heard.path.split('?')[0] === path);
  return { api, leases, changes, outstanding, asked, kernel: outsider(api) };
}

/** An error body, whatever it is about. */
export const REFUSED = { code: 'refused', message: 'Refused by the test.' };

/** Answers requests to a path with a status instead of letting the API do it. */
export const refuse =
  (method: string, path: string | RegExp, status: number): Meddle =>
  (response, heard) =>
    heard.method === method &&
    (typeof path === 'string' ? heard.path === path : path.test(heard.path)) &&
    json(response, status, REFUSED);

/** What a promise is rejected with; undefined where it is kept. */
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

/** Closes and removes everything that leases were made with. */
export async function endLeasing(): Promise<void> {
  await closeServers();
  await closeReferenceServers();
  removeFolders();
}
