import type Kernel from '@onkernel/sdk';
import { createBudget } from './budget.js';
import { create, NO_CAPACITY, type Created } from './creation.js';
import { readLedger, type Ledger } from './ledger.js';
import { createReadiness, READY_WITHIN_MS } from './readiness.js';
import { listRecordings, startRecording, type Recording } from './recording.js';
import { createReferences, optionsFor, type Given, type References } from './references.js';
import { deleteResource, releaseOutstanding } from './release.js';
import { explained, SetUpFailed, Unavailable } from './set-up-errors.js';
import { hasStatus, triedAgain } from './tried-again.js';

/** What a session must be from its creation on, because no update can change it, or no update can undo it. */
export interface SessionKind {
  readonly headless: boolean;
  readonly stealth: boolean;
  /** A replay is being recorded. */
  readonly recording: boolean;
}

/** A browser session that this run pays for until it is released. */
export interface LeasedBrowser {
  readonly id: string;
  readonly kind: SessionKind;
  readonly leasedAt: number;
  readonly entry: number;
}

/** Every session starts unlike the API's defaults, so that a fallback to a default is seen as a change. */
export const OFF_DEFAULT = {
  viewport: { width: 1283, height: 807, refresh_rate: 31 },
  start_url: 'about:blank',
  /** The API ends a session by itself after so long without use: the last net under a killed run. */
  timeout_seconds: 613,
} as const;

/** A session older than this is replaced before its next case, well before the API would end it by itself. */
export const LONGEST_LEASE_MS = (OFF_DEFAULT.timeout_seconds * 1000) / 2;

/** Everything that a run creates, and that it deletes again. */
export interface Leases extends References {
  /** Creates a session in the off-default state. @throws Unavailable | SetUpFailed */
  browser(kind: SessionKind, caseId: string): Promise<LeasedBrowser>;
  /**
   * Ends a session; a failure is kept in the ledger and tried again at the end of the run.
   * @returns whether the API took the deletion.
   */
  release(browser: LeasedBrowser): Promise<boolean>;
  /** The recordings of a session, those included that have ended. @throws SetUpFailed */
  recordings(browser: LeasedBrowser, caseId: string): Promise<readonly Recording[]>;
  /** The id of a session that this run had: what ids look like here. Undefined before the first. */
  sampleId(): string | undefined;
  /** Releases whatever is still held. @returns sentences about what could not be released. */
  releaseAll(): Promise<string[]>;
}

/** Called whenever the number of browsers held changes. */
export type OnBrowser = (change: 'created' | 'released', id: string) => void;

/** A creation is asked for again after so long each, where there is no room, or a proxy just made is not yet known. */
const NO_CAPACITY_WAITS_MS = [1000, 2000, 4000, 8000];
const UNKNOWN_PROXY_WAITS_MS = [300, 600, 1200];

/**
 * The only way to create and to delete resources: browsers here, what updates refer to in `references.ts`.
 * @param limit how many browsers may be held at once.
 * @param readyWithinMs how long what was created may take to be shown whole.
 */
export function createLeases(
  kernel: Kernel,
  ledger: Ledger,
  runId: string,
  given: Given,
  onBrowser: OnBrowser,
  limit = Number.POSITIVE_INFINITY,
  readyWithinMs = READY_WITHIN_MS,
): Leases {
  const budget = createBudget(limit);
  const readiness = createReadiness(readyWithinMs);
  const references = createReferences(kernel, ledger, readiness, runId, given, readyWithinMs);
  let unusable: Unavailable | undefined;
  let noReplays: Unavailable | undefined;
  let sample: string | undefined;

  const leaseBrowser = async (kind: SessionKind, caseId: string): Promise<LeasedBrowser> => {
    if (kind.recording && noReplays !== undefined) throw noReplays; // no browser is paid for in vain twice
    const options = optionsFor(caseId);
    const proxy = await leases.proxies(caseId).then(
      (ids) => ids[0],
      (error: unknown) => {
        if (error instanceof Unavailable) return undefined; // a session without a proxy still serves most cases
        throw error;
      },
    );
    const make = (proxyId: string | undefined) =>
      create(
        ledger,
        'browser',
        (made) => made.session_id,
        () =>
          kernel.browsers.create(
            {
              headless: kind.headless,
              stealth: kind.stealth,
              timeout_seconds: OFF_DEFAULT.timeout_seconds,
              start_url: OFF_DEFAULT.start_url,
              viewport: { ...OFF_DEFAULT.viewport },
              ...(proxyId === undefined ? {} : { proxy_id: proxyId }),
            },
            options,
          ),
      );
    const made = await makeOrWithoutProxy(proxy, make);
    onBrowser('created', made.id);
    sample ??= made.id;
    const browser = { ...made, kind, leasedAt: Date.now() };
    const isKnown = await readiness.wait('browser', () => kernel.browsers.retrieve(browser.id, {}, options), {
      start_url: OFF_DEFAULT.start_url,
      'viewport.width': OFF_DEFAULT.viewport.width,
      'viewport.height': OFF_DEFAULT.viewport.height,
      ...(proxy === undefined || unusable !== undefined ? {} : { proxy_id: proxy }),
    });
    if (!isKnown) {
      await endBrowser(browser, false);
      throw new SetUpFailed(`a browser was created, but no read knew it within ${readyWithinMs} ms`);
    }
    if (kind.recording) {
      try {
        await startRecording(kernel, browser.id, options);
      } catch (error) {
        await endBrowser(browser);
        const why = explained(error, 'creating a replay');
        if (why instanceof Unavailable) noReplays = why;
        throw why;
      }
    }
    return browser;
  };

  /** Some plans let a key create a proxy but not use it: without one, the same creation is allowed. */
  const makeOrWithoutProxy = async (
    proxy: string | undefined,
    make: (proxyId: string | undefined) => Promise<Created>,
  ) => {
    const again = (proxyId: string | undefined) =>
      triedAgain(() => make(proxyId), [NO_CAPACITY], NO_CAPACITY_WAITS_MS);
    if (proxy === undefined) return again(undefined);
    const isOwn = given.proxyIds.length === 0;
    try {
      if (!isOwn) return await again(proxy);
      return await triedAgain(() => again(proxy), [400, 404], UNKNOWN_PROXY_WAITS_MS);
    } catch (error) {
      const isRefused = error instanceof Unavailable || (isOwn && hasStatus(error, [400, 404]));
      if (!isRefused) throw error;
      const made = await again(undefined);
      unusable = new Unavailable(`a proxy may be created but not used: ${error.message}`);
      return made;
    }
  };

  const endBrowser = async (browser: LeasedBrowser, known = true): Promise<boolean> => {
    try {
      await deleteResource(kernel, 'browser', browser.id, known);
    } catch {
      return false; // still in the ledger: releaseAll tries again and says what is left
    }
    ledger.close(browser.entry);
    onBrowser('released', browser.id);
    return true;
  };

  const leases: Leases = {
    ...references,

    proxies: (caseId) => (unusable === undefined ? references.proxies(caseId) : Promise.reject(unusable)),

    async recordings(browser, caseId) {
      const options = optionsFor(caseId);
      try {
        return await listRecordings(kernel, browser.id, options);
      } catch (error) {
        throw explained(error, 'listing the replays');
      }
    },

    async browser(kind, caseId) {
      await budget.take();
      try {
        return await leaseBrowser(kind, caseId);
      } catch (error) {
        budget.giveBack();
        throw error;
      }
    },

    async release(browser) {
      const isGone = await endBrowser(browser);
      budget.giveBack();
      return isGone;
    },

    sampleId: () => sample,

    async releaseAll() {
      const { browsers, left } = await releaseOutstanding(
        kernel,
        ledger,
        readLedger(ledger.file).outstanding,
      );
      for (let count = 0; count < browsers; count += 1) onBrowser('released', '');
      return left.map(
        ({ what, why }) => `The ${what.kind} ${what.id ?? 'of unknown id'} was not released: ${why}.`,
      );
    },
  };
  return leases;
}
