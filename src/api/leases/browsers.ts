import type Kernel from '@onkernel/sdk';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../../model/json.js';
import { isCreatedWithProfile, recordingsOf, type SessionKind } from '../../model/session-kind.js';
import { NO_CAPACITY } from '../../model/nothing-made.js';
import { create, type Created } from './creation.js';
import { createKindsGiven } from './kinds-given.js';
import type { CallOptions, Given, LeaseTools } from './lease-tools.js';
import type { References } from './references.js';
import { deleteResource } from './delete-resource.js';
import { listedBrowsers, showsMark } from './listed.js';
import { NoRoom, SetUpFailed, Unavailable } from './set-up-errors.js';
import { createStarts, type Start } from './starts.js';
import { hasStatus, triedAgain } from './tried-again.js';

/** A browser session that this run pays for until it is released. */
export interface LeasedBrowser {
  readonly id: string;
  readonly kind: SessionKind;
  /** When it was created, by `performance.now()`: a clock that jumps changes no age. */
  readonly leasedAt: number;
  readonly entry: number;
}

/** Every session starts with values unlike the API's defaults, so that a fallback to a default shows as a change. */
export const OFF_DEFAULT = {
  viewport: { width: 1283, height: 807, refresh_rate: 31 },
  /** The API ends a session after this long without use: the last safety net for a killed run. */
  timeout_seconds: 613,
} as const;

/** A session older than this is replaced before its next case, well before the API would end it. */
export const LONGEST_LEASE_MS = (OFF_DEFAULT.timeout_seconds * 1000) / 2;

/** Called whenever the number of browsers held changes. */
export type OnBrowser = (change: 'created' | 'released', id: string) => void;

/** Creates and ends the browsers of a run. */
export interface Browsers {
  /** Creates a session in the off-default state. @throws Unavailable | SetUpFailed */
  create(kind: SessionKind, references: References, call: CallOptions): Promise<LeasedBrowser>;
  /**
   * Ends a session. @returns whether the API accepted the deletion, or says that there is nothing to delete. The ledger
   * holds the session until the API has deleted it.
   */
  end(browser: LeasedBrowser): Promise<boolean>;
  /** The id of the run's first session; undefined before it exists. */
  readonly sampleId: () => string | undefined;
  /** Takes over sessions that carry the mark of this run, but that it did not create. @returns their ids. */
  adopt(list: Json | undefined): readonly string[];
  /** The same references, but `proxies` rejects once the API has refused to start a browser with one. */
  guarded(references: References): References;
}

/** Waits before a creation is repeated: while the API has no capacity, and while a new proxy is not yet known. */
const NO_CAPACITY_WAITS_MS = [1000, 2000, 4000, 8000];
/** A browser may count as one of those that the plan allows for so long after its deletion was accepted. */
const ROOM_WITHIN_MS = 10_000;
const UNKNOWN_PROXY_WAITS_MS = [300, 600, 1200];
/** Replays may not be had: none at all, or not of this kind of session. */
const NO_REPLAY = [400, 404, 405, 409, 422, 501];

export function createBrowsers(tools: LeaseTools & { readonly onBrowser: OnBrowser }): Browsers {
  const { kernel, ledger, runId, given, readiness, recorder, readyWithinMs, onBrowser } = tools;
  let unusable: Unavailable | undefined;
  let isProxyUsed = false;
  const kinds = createKindsGiven();
  let noReplays: Unavailable | undefined;
  let noEnds: Unavailable | undefined;
  let sample: string | undefined;
  /** When the last browser was ended, by `performance.now()`. */
  let endedAt = -Infinity;
  const known = new Set<string>();
  const starts = createStarts(runId);

  /** Some plans let a key create a proxy but not use it; without one, the same creation succeeds. */
  const makeOrWithoutProxy = async (
    proxy: string | undefined,
    make: (proxyId: string | undefined) => Promise<Created>,
  ): Promise<Created> => {
    const again = (proxyId: string | undefined) =>
      triedAgain(() => make(proxyId), [NO_CAPACITY], NO_CAPACITY_WAITS_MS);
    if (proxy === undefined) return again(undefined);
    const isOwn = given.proxyIds.length === 0;
    try {
      const waits = isOwn ? UNKNOWN_PROXY_WAITS_MS : [];
      const made = await triedAgain(() => again(proxy), [400, 404], waits);
      isProxyUsed = true;
      return made;
    } catch (error) {
      if (!isOwn && !isProxyUsed && hasStatus(error, [400, 404])) {
        const why = `${error.message}; its proxy was to be ${proxy}, which KERNEL_PROXY_IDS names`;
        throw new SetUpFailed(why, error.status);
      }
      const isRefused = error instanceof Unavailable || (isOwn && hasStatus(error, [400, 404]));
      if (!isRefused || isProxyUsed) throw error;
      const made = await again(undefined);
      unusable = new Unavailable(`a proxy may be created but not used: ${error.message}`);
      return made;
    }
  };

  /** Makes a browser; where there is no room for it, again, as long as one of this run that was ended may still take it. */
  const onceThereIsRoom = async <T>(makeOne: () => Promise<T>): Promise<T> => {
    const until = performance.now() + ROOM_WITHIN_MS;
    for (let wait = 300; ; wait = Math.min(2 * wait, 2000)) {
      try {
        return await makeOne();
      } catch (error) {
        const isOver = performance.now() > Math.min(until, endedAt + ROOM_WITHIN_MS);
        if (!(error instanceof NoRoom) || isOver) throw error;
      }
      await sleep(wait);
    }
  };

  const startRecordingOf = async (browser: LeasedBrowser, call: CallOptions): Promise<void> => {
    const { kind } = browser;
    let started = 0;
    try {
      const count = Math.max(1, recordingsOf(kind));
      if (kind.recording) await recorder.tryEnd(browser.id, call);
      for (; started < count; started += 1) {
        const replay = await recorder.start(browser.id, call);
        if (!kind.recording) await recorder.stop(browser.id, replay, call);
      }
    } catch (error) {
      await end(browser);
      const isRefused = error instanceof Unavailable || hasStatus(error, NO_REPLAY);
      if (!isRefused) throw error;
      const missing = new Unavailable(error.message, error.status);
      // Of a second recording, a GPU or a stop that is refused, other kinds of sessions know nothing.
      if (!kind.recording) noEnds = missing;
      else if (started > 0 || kind.special === 'with a GPU') kinds.lack(kind, missing);
      else noReplays = missing;
      throw missing;
    }
  };

  /** @param known whether a read ever found the session. */
  const end = async (browser: LeasedBrowser, known = true): Promise<boolean> => {
    try {
      const outcome = await deleteResource(kernel, 'browser', browser.id);
      endedAt = performance.now();
      if (outcome === 'gone') {
        // So says a replica that lags behind, too, or a 400 for a session that is busy: the release at the end looks once more.
        onBrowser('released', browser.id);
        return known;
      }
    } catch {
      return false; // still in the ledger: the release at the end tries again and reports what is left
    }
    ledger.close(browser.entry);
    onBrowser('released', browser.id);
    return true;
  };

  /** @param patiently how it is made: a probe does not wait for room. */
  const createNow = async (
    kind: SessionKind,
    references: References,
    call: CallOptions,
    patiently: <T>(makeOne: () => Promise<T>) => Promise<T>,
  ): Promise<LeasedBrowser> => {
    const isRecorded = kind.recording || kind.special === 'recorded before';
    // Do not pay for another browser in vain.
    const lacking = kinds.lacking(kind);
    if (lacking !== undefined) throw lacking;
    if (isRecorded && noReplays !== undefined) throw noReplays;
    if (isRecorded && !kind.recording && noEnds !== undefined) throw noEnds;
    const proxy = await firstProxy(references);
    const special = await specialMembers(
      kind,
      references,
      'viewport' in given ? given.viewport : OFF_DEFAULT.viewport,
    );
    const make = ({ mark, url }: Start, proxyId: string | undefined) =>
      create(ledger, {
        kind: 'browser',
        mark,
        idOf: (made) => made.session_id,
        make: () =>
          kernel.browsers.create(
            {
              headless: kind.headless,
              stealth: kind.stealth,
              timeout_seconds: OFF_DEFAULT.timeout_seconds,
              start_url: url,
              ...special,
              ...(proxyId === undefined ? {} : { proxy_id: proxyId }),
            },
            call,
          ),
      });
    const { start, ...made } = await patiently(() =>
      kinds.make(
        kind,
        async () => {
          const done = await starts.make(kind, (one) =>
            makeOrWithoutProxy(proxy, (proxyId) => make(one, proxyId)),
          );
          onBrowser('created', done.id);
          return done;
        },
        async (other) => end(await createNow(other, references, call, (makeOne) => makeOne())),
      ),
    );
    sample ??= made.id;
    known.add(made.id);
    const browser = { ...made, kind, leasedAt: performance.now() };
    const isKnown = await readiness.wait(
      start.isOdd ? 'browser with an odd URL' : 'browser',
      () => kernel.browsers.retrieve(browser.id, {}, call),
      {
        start_url: start.url,
        ...(special.viewport === undefined
          ? {}
          : { 'viewport.width': special.viewport.width, 'viewport.height': special.viewport.height }),
        ...(proxy === undefined || unusable !== undefined ? {} : { proxy_id: proxy }),
        ...(special.profile === undefined ? {} : { 'profile.id': special.profile.id ?? '' }),
      },
    );
    if (!isKnown) {
      await end(browser, false);
      throw new SetUpFailed(`a browser was created, but no read found it within ${readyWithinMs} ms`);
    }
    if (isRecorded) await startRecordingOf(browser, call);
    return browser;
  };

  const browsers: Browsers = {
    create: (kind, references, call) => createNow(kind, references, call, onceThereIsRoom),
    end: (browser) => end(browser),
    sampleId: () => sample,
    adopt(list) {
      // A creation whose outcome is not known may have made one.
      if (ledger.outstanding().some((what) => what.kind === 'browser' && what.id === undefined)) return [];
      const strays = listedBrowsers(list).filter(
        (one) =>
          one.id !== '' &&
          !known.has(one.id) &&
          starts.marks.some((mark) => showsMark(one.mark ?? '', 'browser', mark)),
      );
      for (const { id, mark } of strays) {
        known.add(id);
        ledger.hold(ledger.intend('browser', mark), id);
        onBrowser('created', id);
      }
      return strays.map(({ id }) => id);
    },
    guarded: (references) => ({
      ...references,
      proxies: () => (unusable === undefined ? references.proxies() : Promise.reject(unusable)),
    }),
  };
  return browsers;
}

/** What only some sessions are created with, or in place of what most are created with. @throws SetUpFailed */
async function specialMembers(
  kind: SessionKind,
  references: References,
  viewport: Given['viewport'],
): Promise<Pick<Kernel.BrowserCreateParams, 'gpu' | 'kiosk_mode' | 'profile' | 'viewport'>> {
  const { special } = kind;
  if (special === 'without a viewport') return {};
  if (!isCreatedWithProfile(kind)) {
    return {
      ...(viewport === undefined ? {} : { viewport: { ...viewport } }),
      ...(special === 'with a GPU' ? { gpu: true } : {}),
      ...(special === 'in kiosk mode' ? { kiosk_mode: true } : {}),
    };
  }
  const profile = await firstProfile(references);
  return { kiosk_mode: true, ...(profile === undefined ? {} : { profile: { id: profile } }) };
}

/** Undefined where profiles are unavailable: most cases do without. */
async function firstProfile(references: References): Promise<string | undefined> {
  try {
    return (await references.profiles())[0]?.id;
  } catch (error) {
    if (error instanceof Unavailable) return undefined;
    throw error;
  }
}

/** Undefined where proxies are unavailable: a session without one still serves most cases. */
async function firstProxy(references: References): Promise<string | undefined> {
  try {
    return (await references.proxies())[0];
  } catch (error) {
    if (error instanceof Unavailable) return undefined;
    throw error;
  }
}
