import { differences, type Observable } from '../../src/checks/session-state.js';
import { settledRecordings } from '../../src/run/session/recordings.js';
import type { CaseTools } from '../../src/run/case/tools.js';
import { LONGEST_LEASE_MS, type LeasedBrowser } from '../../src/api/leases/browsers.js';
import { Unavailable } from '../../src/api/leases/set-up-errors.js';
import { recordingsOf } from '../../src/model/session-kind.js';
import { hasProfile, type ModelSession } from './model.js';
import { IN_TURN, KINDS, type KindLetter } from './session-kinds.js';
import { updatesHome } from './updates-home.js';
import type { Wire } from './wire.js';

/** A session of an exploration: what it is at the API, and what the model knows of it. */
export interface ExploredSession {
  readonly browser: LeasedBrowser;
  /** What the first read showed: the state from which every sequence starts. */
  readonly home: Observable;
  readonly model: ModelSession;
  /** Was anything sent to it that may have changed it, since it was home? */
  touched: boolean;
  /** Did a step fail on it, so that nobody knows its state? */
  lost: boolean;
}

/** No further session may be created. */
export class OutOfBrowsers extends Error {
  override readonly name = 'OutOfBrowsers';
}

/** The sessions that sequences walk over: created once, brought home between sequences, replaced where that fails. */
export interface Sessions {
  /** The session at a place, counted from 0. @throws Error where there is none. */
  at(place: number): ExploredSession;
  readonly all: readonly ExploredSession[];
  /** How many sessions were created so far. */
  readonly created: number;
  /** The kinds, by place. */
  readonly kinds: readonly KindLetter[];
  /** From now on a session is replaced by one of its own kind, so that a sequence fails as it did. */
  keepKinds(): void;
  /** Is no session so old that the API might end it by itself? */
  areFresh(): boolean;
  /** May a step use a session up, when others that are used up have to be replaced as well? */
  mayUseUp(reserve: number): boolean;
  /** Brings every session into its first state. @throws OutOfBrowsers, SetUpFailed, or what reads throw. */
  bringHome(): Promise<void>;
  /** Deletes the session at a place; the place is empty until it is replaced. */
  release(place: number): Promise<void>;
  /** Leases a new session for an empty place. */
  lease(place: number): Promise<void>;
  releaseAll(): Promise<void>;
}

/** How many sessions there may be. */
export interface SessionBounds {
  /** How many are held at once. */
  readonly count: number;
  /** How many may be created in all. */
  readonly limit: number;
  /** The kinds, by place, that an earlier failure was found with; undefined for a new search. */
  readonly replayed?: readonly KindLetter[] | undefined;
}

/** Creates no session yet: `bringHome` does. */
export function createSessions(
  { count, limit, replayed }: SessionBounds,
  tools: CaseTools,
  wire: Wire,
): Sessions {
  let turn = 0;
  let kept = replayed !== undefined;
  const nextKind = (): KindLetter => IN_TURN[turn++ % IN_TURN.length] ?? 'h';
  const kinds = Array.from({ length: count }, (_, place) => replayed?.[place] ?? nextKind());
  const held: (ExploredSession | undefined)[] = kinds.map(() => undefined);
  let created = 0;
  /** What the plan does not give: such a session serves without its recording, or is a plain one. */
  const lacking = new Set<string>();

  const leaseKind = async (place: number): Promise<LeasedBrowser> => {
    const wanted = KINDS[kinds[place] ?? 'h'];
    const { headless, stealth, recording } = wanted;
    for (const kind of [wanted, { headless, stealth, recording }, { headless, stealth, recording: false }]) {
      if (lacking.has(JSON.stringify(kind))) continue;
      try {
        return await tools.leases.browser(kind);
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        lacking.add(JSON.stringify(kind));
      }
    }
    return tools.leases.browser(KINDS.h);
  };
  const lease = async (place: number): Promise<void> => {
    if (created >= limit) throw new OutOfBrowsers(`all ${limit} browsers (--browsers) were used up`);
    created += 1;
    const browser = await leaseKind(place);
    const blank: ExploredSession = {
      browser,
      home: new Map(),
      model: { kind: browser.kind, members: new Map() },
      touched: false,
      lost: true,
    };
    held[place] = blank; // so that it is released whatever the read says
    const home = await wire.firstRead(browser.id);
    held[place] = { ...blank, home, model: { kind: browser.kind, members: home }, lost: false };
  };
  const release = async (place: number): Promise<void> => {
    const session = held[place];
    held[place] = undefined;
    if (session !== undefined) await tools.leases.release(session.browser);
  };
  const recordingsIn = async (session: ExploredSession): Promise<number> => {
    const isEver = session.model.kind.recording || isSpecial(session);
    if (isEver && !tools.leases.showsEnds()) return recordingsOf(session.model.kind); // nobody knows
    const all = isEver ? await settledRecordings(session, tools) : [];
    return all.filter(({ running }) => running).length;
  };
  /** Is the session in its first state, if need be after updates that take it there? */
  const isHome = async (session: ExploredSession): Promise<boolean> => {
    if (isOld(session) || hasLoadedProfile(session)) return false;
    if (!kept && isSpecial(session)) return false; // one sequence each, so that all kinds have their turn
    if (!session.touched && !session.lost) return true;
    for (const update of updatesHome(session)) {
      if (!(await wire.setUp(session.browser.id, update))) return false;
    }
    const isThere = (seen: Observable): boolean => differences(session.home, seen, false).length === 0;
    const seen = await wire.look(session.browser.id, isThere);
    if (seen === undefined || !isThere(seen)) return false;
    const recordings = await recordingsIn(session);
    if (recordings !== recordingsOf(session.model.kind)) return false;
    session.model.members = seen;
    session.touched = false;
    session.lost = false;
    return true;
  };

  return {
    at(place) {
      const session = held[place];
      if (session === undefined) throw new Error(`There is no session at the place ${place}.`);
      return session;
    },
    get all() {
      return held.filter((session) => session !== undefined);
    },
    get created() {
      return created;
    },
    kinds,
    keepKinds() {
      kept = true;
    },
    areFresh() {
      return held.every((session) => session === undefined || !isOld(session));
    },
    mayUseUp(reserve) {
      const usedUp = held.filter(
        (session) => session === undefined || hasLoadedProfile(session) || isSpecial(session),
      ).length;
      return created + usedUp + reserve < limit;
    },
    async bringHome() {
      for (const place of kinds.keys()) {
        const session = held[place];
        if (session !== undefined && (await isHome(session))) continue;
        if (session !== undefined && !kept) kinds[place] = nextKind(); // so that all kinds have their turn
        await release(place);
        await lease(place);
      }
    },
    release,
    lease,
    async releaseAll() {
      for (const place of kinds.keys()) await release(place);
    },
  };
}

/** Has an update loaded a profile, which none takes out again? */
function hasLoadedProfile({ home, model }: ExploredSession): boolean {
  return model.mayHaveProfile === true || (hasProfile(model) && !hasProfile({ ...model, members: home }));
}

function isSpecial({ model }: ExploredSession): boolean {
  return model.kind.special !== undefined;
}

function isOld({ browser }: ExploredSession): boolean {
  return performance.now() - browser.leasedAt > LONGEST_LEASE_MS;
}
