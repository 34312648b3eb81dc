import { setTimeout as sleep } from 'node:timers/promises';
import type Kernel from '@onkernel/sdk';
import { isObject } from '../contract/json.js';
import { createBudget } from './budget.js';
import { readLedger, type Ledger, type ResourceKind } from './ledger.js';
import { deleteResource, releaseOutstanding } from './release.js';
import { poll } from './poll.js';
import { listRecordings, startRecording, type Recording } from './recording.js';
import { createReadiness, READY_WITHIN_MS } from './readiness.js';
import { explained, SetUpFailed, Unavailable } from './set-up-errors.js';
import { statusOf, TRIED_AGAIN } from './vendor-client.js';

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

export interface Leases {
  /** Creates a session in the off-default state. @throws Unavailable | SetUpFailed */
  browser(kind: SessionKind, caseId: string): Promise<LeasedBrowser>;
  /**
   * Ends a session; a failure is kept in the ledger and tried again at the end of the run.
   * @returns whether the API took the deletion.
   */
  release(browser: LeasedBrowser): Promise<boolean>;
  /** The recordings of a session, those included that have ended. @throws SetUpFailed */
  recordings(browser: LeasedBrowser, caseId: string): Promise<readonly Recording[]>;
  /** Ids of two proxies (one, where the operator gave one) that exist for this run. @throws Unavailable | SetUpFailed */
  proxies(caseId: string): Promise<readonly string[]>;
  /** Two profiles (one, where the operator gave one) that exist for this run. @throws Unavailable | SetUpFailed */
  profiles(caseId: string): Promise<readonly LeasedProfile[]>;
  /** The id of the profile under exactly this name, created if there is none. @throws Unavailable | SetUpFailed */
  profileNamed(name: string, caseId: string): Promise<string>;
  /** The id of a profile that was given no name. @throws Unavailable | SetUpFailed */
  namelessProfile(caseId: string): Promise<string>;
  /** The name that this run gave to a proxy; undefined where that is an operator's. */
  proxyName(id: string): string | undefined;
  /** The id of a proxy that this run made and deleted again. @throws Unavailable | SetUpFailed */
  deletedProxy(caseId: string): Promise<string>;
  /**
   * The name of a profile that this run made and deleted again: in capitals what the first of its `profiles` is called
   * in small letters. @throws Unavailable | SetUpFailed
   */
  deletedProfileName(caseId: string): Promise<string>;
  /** The id of a session that this run had: what ids look like here. Undefined before the first. */
  sampleId(): string | undefined;
  /** Releases whatever is still held. @returns sentences about what could not be released. */
  releaseAll(): Promise<string[]>;
}

/** A profile that sessions of this run may load; null where it has no name. */
export interface LeasedProfile {
  readonly id: string;
  readonly name: string | null;
}

/** Called whenever the number of browsers held changes. */
export type OnBrowser = (change: 'created' | 'released', id: string) => void;

/** The API has no room for another browser at present: its documented 529 on creation. */
const NO_CAPACITY = 529;
/** A creation is asked for again after so long each, where there is no room, or a proxy just made is not yet known. */
const NO_CAPACITY_WAITS_MS = [1000, 2000, 4000, 8000];
const UNKNOWN_PROXY_WAITS_MS = [300, 600, 1200];

/**
 * The only place that creates and deletes resources.
 * @param limit how many browsers may be held at once.
 * @param readyWithinMs how long what was created may take to be shown whole.
 */
export function createLeases(
  kernel: Kernel,
  ledger: Ledger,
  runId: string,
  given: { readonly proxyIds: readonly string[]; readonly profileIds: readonly string[] },
  onBrowser: OnBrowser,
  limit = Number.POSITIVE_INFINITY,
  readyWithinMs = READY_WITHIN_MS,
): Leases {
  const budget = createBudget(limit);
  const readiness = createReadiness(readyWithinMs);
  const named = new Map<string, Promise<string>>();
  const proxyNames = new Map<string, string>();
  const remembered = new Map<string, Promise<string>>();
  let profiles: Promise<readonly LeasedProfile[]> | undefined;
  let proxies: Promise<readonly string[]> | undefined;
  let unusable: Unavailable | undefined;
  let noReplays: Unavailable | undefined;
  let sample: string | undefined;

  /** Creates a resource with the ledger written before and after; `name` is one that only this run gives. */
  const create = async <T>(
    kind: ResourceKind,
    idOf: (made: T) => string | undefined,
    make: () => Promise<T>,
    name?: string,
  ) => {
    const entry = ledger.intend(kind, name);
    let made: T;
    try {
      made = await make();
    } catch (error) {
      // A refusal says that nothing was created; after a 5xx or no answer the entry stays open, to be looked for.
      const status = statusOf(error);
      if (status !== undefined && isRefusal(status)) ledger.close(entry);
      throw explained(error, `creating a ${kind}`);
    }
    // The types promise an object; an answer without a body, or with null, is none.
    const id = isObject(made) ? idOf(made) : undefined;
    if (typeof id !== 'string' || id === '') {
      throw new SetUpFailed(`creating a ${kind} was answered without an id, so it cannot be used`);
    }
    ledger.hold(entry, id);
    return { id, entry };
  };

  const makeProxy = async (name: string, caseId: string): Promise<{ id: string; entry: number }> => {
    const options = { headers: { 'X-Test-Case': encodeURI(caseId) } };
    const made = await create(
      'proxy',
      (proxy) => proxy.id,
      () => kernel.proxies.create({ type: 'datacenter', name }, options),
      name,
    ).catch((error: unknown) => {
      // Which types of proxies there are is for the API to say: where this one is none, the operator can name others.
      throw hasStatus(error, [400]) ? new Unavailable(error.message) : error;
    });
    await readiness.wait('proxy', () => kernel.proxies.retrieve(made.id, options));
    proxyNames.set(made.id, name);
    return made;
  };

  /** @param name left out: the profile has none. */
  const makeProfile = async (
    name: string | undefined,
    caseId: string,
  ): Promise<{ id: string; entry: number }> => {
    const options = { headers: { 'X-Test-Case': encodeURI(caseId) } };
    const made = await create(
      'profile',
      (profile) => profile.id,
      () => kernel.profiles.create(name === undefined ? {} : { name }, options),
      name?.toLowerCase().includes(runId.toLowerCase()) === true ? name : undefined,
    ).catch((error: unknown) => {
      // Which names a profile may be created under is for the API to say: the document tells only how it is chosen.
      throw hasStatus(error, [400]) ? new Unavailable(error.message) : error;
    });
    await readiness.wait('profile', () => kernel.profiles.retrieve(made.id, options));
    return made;
  };

  /** Deletes a resource, and waits until reads find it no more. */
  const makeGone = async (
    kind: 'profile' | 'proxy',
    { id, entry }: { id: string; entry: number },
    caseId: string,
  ): Promise<void> => {
    await deleteResource(kernel, kind, id).catch((error: unknown) => {
      throw explained(error, `deleting a ${kind}`);
    });
    ledger.close(entry);
    const options = { headers: { 'X-Test-Case': encodeURI(caseId) } };
    const isGone = async (): Promise<boolean> => {
      try {
        await (kind === 'proxy'
          ? kernel.proxies.retrieve(id, options)
          : kernel.profiles.retrieve(id, options));
        return false;
      } catch (error) {
        return statusOf(error) === 404;
      }
    };
    const { right } = await poll(isGone, (gone) => gone, readyWithinMs);
    if (!right) throw new Unavailable(`a ${kind} that was deleted is found all the same`);
  };

  /** What is made once in a run; what fails by chance is tried again. */
  const once = (what: string, make: () => Promise<string>): Promise<string> => {
    const known = remembered.get(what);
    if (known !== undefined) return known;
    const made = make().catch((error: unknown) => {
      if (!(error instanceof Unavailable)) remembered.delete(what);
      throw error;
    });
    remembered.set(what, made);
    return made;
  };

  const leaseBrowser = async (kind: SessionKind, caseId: string): Promise<LeasedBrowser> => {
    if (kind.recording && noReplays !== undefined) throw noReplays; // no browser is paid for in vain twice
    const options = { headers: { 'X-Test-Case': encodeURI(caseId) } };
    const proxy = await leases.proxies(caseId).then(
      (ids) => ids[0],
      (error: unknown) => {
        if (error instanceof Unavailable) return undefined; // a session without a proxy still serves most cases
        throw error;
      },
    );
    const make = (proxyId: string | undefined) =>
      create(
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
    make: (proxyId: string | undefined) => Promise<{ id: string; entry: number }>,
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
    proxies(caseId) {
      if (unusable !== undefined) return Promise.reject(unusable);
      if (given.proxyIds.length > 0) return Promise.resolve(given.proxyIds);
      proxies ??= Promise.all(
        ['a', 'b'].map(async (letter) => (await makeProxy(`contract-${runId}-${letter}`, caseId)).id),
      ).catch((error: unknown) => {
        if (!(error instanceof Unavailable)) proxies = undefined; // what fails by chance is tried again
        throw error;
      });
      return proxies;
    },

    profiles(caseId) {
      const options = { headers: { 'X-Test-Case': encodeURI(caseId) } };
      profiles ??= Promise.all(
        given.profileIds.length > 0
          ? given.profileIds.map(async (id) => ({ id, name: await nameOfProfile(kernel, id, options) }))
          : ['a', 'b'].map(async (letter) => {
              const name = `contract-${runId}-${letter}`;
              return { id: await leases.profileNamed(name, caseId), name };
            }),
      ).catch((error: unknown) => {
        if (!(error instanceof Unavailable)) profiles = undefined;
        throw error;
      });
      return profiles;
    },

    profileNamed(name, caseId) {
      const options = { headers: { 'X-Test-Case': encodeURI(caseId) } };
      const known = named.get(name);
      if (known !== undefined) return known;
      const made = makeProfile(name, caseId)
        .then(
          ({ id }) => id,
          async (error: unknown) => {
            // The name is taken: that profile serves as well, and it is not ours to delete.
            if (!(error instanceof SetUpFailed && error.status === 409)) throw error;
            return (await kernel.profiles.retrieve(name, { ...options, ...TRIED_AGAIN })).id;
          },
        )
        .catch((error: unknown) => {
          if (!(error instanceof Unavailable)) named.delete(name);
          throw explained(error, 'creating a profile');
        });
      named.set(name, made);
      return made;
    },

    namelessProfile: (caseId) =>
      once('nameless profile', async () => (await makeProfile(undefined, caseId)).id),

    proxyName: (id) => proxyNames.get(id),

    deletedProxy: (caseId) =>
      once('deleted proxy', async () => {
        const made = await makeProxy(`contract-${runId}-gone`, caseId);
        await makeGone('proxy', made, caseId);
        return made.id;
      }),

    deletedProfileName: (caseId) =>
      once('deleted profile', async () => {
        const name = `contract-${runId}-a`.toUpperCase();
        const made = await makeProfile(name, caseId).catch((error: unknown) => {
          // The name is taken: to this API, capitals and small letters are the same.
          throw hasStatus(error, [409]) ? new Unavailable(error.message) : error;
        });
        await makeGone('profile', made, caseId);
        return name;
      }),

    async recordings(browser, caseId) {
      const options = { headers: { 'X-Test-Case': encodeURI(caseId) } };
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

/** Does a status say that nothing was created? After a 5xx, or where somebody gave up waiting, nobody knows. */
function isRefusal(status: number): boolean {
  return (status < 500 && ![408, 499].includes(status)) || status === NO_CAPACITY;
}

function hasStatus(error: unknown, statuses: readonly number[]): error is SetUpFailed {
  return error instanceof SetUpFailed && error.status !== undefined && statuses.includes(error.status);
}

/** Makes something, and tries again after each wait where it was refused with one of these statuses. */
async function triedAgain<T>(
  make: () => Promise<T>,
  statuses: readonly number[],
  waitsMs: readonly number[],
): Promise<T> {
  for (const wait of waitsMs) {
    try {
      return await make();
    } catch (error) {
      if (!hasStatus(error, statuses)) throw error;
    }
    await sleep(wait);
  }
  return make();
}

async function nameOfProfile(
  kernel: Kernel,
  id: string,
  options: Kernel.RequestOptions,
): Promise<string | null> {
  try {
    return (await kernel.profiles.retrieve(id, { ...options, ...TRIED_AGAIN })).name ?? null;
  } catch (error) {
    throw explained(error, 'reading a profile');
  }
}
