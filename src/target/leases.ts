import { setTimeout as sleep } from 'node:timers/promises';
import type Kernel from '@onkernel/sdk';
import { readLedger, type Ledger, type ResourceKind } from './ledger.js';
import { deleteResource, releaseOutstanding } from './release.js';
import { causeOf, statusOf } from './vendor-client.js';

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

/** The key or its plan does not allow a resource: the cases that need it are not verified. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** Set-up failed for another reason: the case could not be judged. */
export class SetUpFailed extends Error {
  override readonly name = 'SetUpFailed';
}

/** Every session starts unlike the API's defaults, so that a fallback to a default is seen as a change. */
export const OFF_DEFAULT = {
  viewport: { width: 1283, height: 807, refresh_rate: 31 },
  /** The API ends a session by itself after so long without use: the last net under a killed run. */
  timeout_seconds: 613,
} as const;

/** A session older than this is replaced before its next case, well before the API would end it by itself. */
export const LONGEST_LEASE_MS = (OFF_DEFAULT.timeout_seconds * 1000) / 2;

/** How long a recording may take to show up as running. */
const RECORDING_STARTS_WITHIN_MS = 10_000;

export interface Leases {
  /** Creates a session in the off-default state. @throws Unavailable | SetUpFailed */
  browser(kind: SessionKind, caseId: string): Promise<LeasedBrowser>;
  /** Ends a session; a failure is kept in the ledger and tried again at the end of the run. */
  release(browser: LeasedBrowser): Promise<void>;
  /** Ids of two proxies (one, where the operator gave one) that exist for this run. @throws Unavailable | SetUpFailed */
  proxies(caseId: string): Promise<readonly string[]>;
  /** Releases whatever is still held. @returns sentences about what could not be released. */
  releaseAll(): Promise<string[]>;
}

/** Called whenever the number of browsers held changes. */
export type OnBrowser = (change: 'created' | 'released', id: string) => void;

/** The only place that creates and deletes resources. */
export function createLeases(
  kernel: Kernel,
  ledger: Ledger,
  runId: string,
  given: { readonly proxyIds: readonly string[] },
  onBrowser: OnBrowser,
): Leases {
  let proxies: Promise<readonly string[]> | undefined;
  let noReplays: Unavailable | undefined;

  /** Creates a resource with the ledger written before and after. */
  const create = async <T>(
    kind: ResourceKind,
    idOf: (made: T) => string | undefined,
    make: () => Promise<T>,
  ) => {
    const entry = ledger.intend(kind);
    let made: T;
    try {
      made = await make();
    } catch (error) {
      // A refusal says that nothing was created; after a 5xx or no answer the entry stays open, to be looked for.
      const status = statusOf(error);
      if (status !== undefined && status < 500) ledger.close(entry);
      throw explained(error, kind);
    }
    const id = idOf(made);
    if (typeof id !== 'string' || id === '') {
      throw new SetUpFailed(`creating a ${kind} was answered without an id, so it cannot be used`);
    }
    ledger.hold(entry, id);
    return { id, entry };
  };

  const makeProxy = async (name: string, caseId: string): Promise<string> => {
    const options = { headers: { 'X-Test-Case': encodeURI(caseId) } };
    const { id } = await create(
      'proxy',
      (made) => made.id,
      () => kernel.proxies.create({ type: 'datacenter', name }, options),
    );
    return id;
  };

  const leases: Leases = {
    proxies(caseId) {
      if (given.proxyIds.length > 0) return Promise.resolve(given.proxyIds);
      proxies ??= Promise.all(['a', 'b'].map((letter) => makeProxy(`contract-${runId}-${letter}`, caseId)));
      return proxies;
    },

    async browser(kind, caseId) {
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
                viewport: { ...OFF_DEFAULT.viewport },
                ...(proxyId === undefined ? {} : { proxy_id: proxyId }),
              },
              options,
            ),
        );
      let made: { id: string; entry: number };
      try {
        made = await make(proxy);
      } catch (error) {
        if (!(error instanceof Unavailable) || proxy === undefined) throw error;
        // Some plans let a key create a proxy but not use it: seen as 403 on creation of the browser.
        proxies = Promise.reject(new Unavailable(`a proxy may be created but not used: ${error.message}`));
        proxies.catch(() => undefined); // awaited by whoever asks next
        made = await make(undefined);
      }
      onBrowser('created', made.id);
      const browser = { ...made, kind, leasedAt: Date.now() };
      if (kind.recording) {
        try {
          await startRecording(kernel, browser.id, options);
        } catch (error) {
          await leases.release(browser);
          const why = explained(error, 'replay');
          if (why instanceof Unavailable) noReplays = why;
          throw why;
        }
      }
      return browser;
    },

    async release(browser) {
      try {
        await deleteResource(kernel, 'browser', browser.id);
      } catch {
        return; // still in the ledger: releaseAll tries again and says what is left
      }
      ledger.close(browser.entry);
      onBrowser('released', browser.id);
    },

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

/** Starts a replay and waits until the API lists it as running. */
async function startRecording(kernel: Kernel, id: string, options: Kernel.RequestOptions): Promise<void> {
  const replay = await kernel.browsers.replays.start(id, { max_duration_in_seconds: 600 }, options);
  const deadline = Date.now() + RECORDING_STARTS_WITHIN_MS;
  for (let wait = 50; ; wait *= 2) {
    const listed = (await kernel.browsers.replays.list(id, options)).find(
      (one) => one.replay_id === replay.replay_id,
    );
    if (listed !== undefined && (listed.finished_at ?? null) === null) return;
    if (Date.now() + wait > deadline) {
      throw new SetUpFailed(`the replay was not listed as running within ${RECORDING_STARTS_WITHIN_MS} ms`);
    }
    await sleep(wait);
  }
}

/** 401 is about the run's key and is caught by the preflight; 402 and 403 are about what a plan or a key may do. */
function explained(error: unknown, what: ResourceKind | 'replay'): Error {
  if (error instanceof SetUpFailed || error instanceof Unavailable) return error;
  const status = statusOf(error);
  if (status !== undefined) {
    const said = `creating a ${what} was answered with ${status}`;
    return status === 403 || status === 402 ? new Unavailable(said) : new SetUpFailed(said);
  }
  return new SetUpFailed(
    `creating a ${what} failed: ${error instanceof Error ? causeOf(error) : String(error)}`,
  );
}
