import type { JsonObject } from '../model/json.js';
import { idSource, type Kind } from './ids.js';

export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly refresh_rate: number;
}

/** One segment of a recording. It runs until `endsAt`; undefined means until somebody stops it. */
export interface Replay {
  readonly id: string;
  readonly startedAt: Date;
  readonly viewport: Viewport;
  endsAt: Date | undefined;
}

export interface Profile {
  readonly id: string;
  readonly name: string | undefined;
  readonly createdAt: Date;
  updatedAt: Date;
  lastUsedAt: Date | undefined;
}

export interface Proxy {
  readonly id: string;
  readonly type: string;
  readonly name: string | undefined;
  readonly protocol: string;
  readonly bypassHosts: readonly string[];
  readonly config: JsonObject | undefined;
  readonly createdAt: Date;
}

/** A browser session, with what an update can set although no answer shows it. */
export interface Browser {
  readonly id: string;
  readonly createdAt: Date;
  readonly headless: boolean;
  readonly stealth: boolean;
  readonly gpu: boolean;
  readonly kioskMode: boolean;
  readonly timeoutSeconds: number;
  readonly startUrl: string | undefined;
  viewport: Viewport;
  proxyId: string | undefined;
  disableDefaultProxy: boolean;
  profile: Profile | undefined;
  saveChanges: boolean;
  /** What was set besides, by members whose meaning only the document knows. */
  more: JsonObject;
  replays: Replay[];
  deletedAt: Date | undefined;
}

/** Everything the reference server remembers. Deleted browsers stay: they can be listed as deleted. */
export interface World {
  readonly browsers: Map<string, Browser>;
  readonly profiles: Map<string, Profile>;
  readonly proxies: Map<string, Proxy>;
  /** What is no longer there, for faults that forget that it is gone. */
  readonly deleted: { readonly profiles: Profile[]; readonly proxies: Proxy[] };
  /** The id of the one session on which every call fails: the only way to see a 500 on purpose. */
  readonly failingBrowserId: string;
  readonly newId: (kind: Kind) => string;
}

export function createWorld(failingBrowserId: string, seed: string | undefined): World {
  return {
    browsers: new Map(),
    profiles: new Map(),
    proxies: new Map(),
    deleted: { profiles: [], proxies: [] },
    failingBrowserId,
    newId: idSource(seed),
  };
}

/** The profile that a request means by id or by name; an id wins over a name that reads the same. */
export function findProfile(
  world: World,
  wanted: { readonly id?: string; readonly name?: string },
): Profile | undefined {
  if (wanted.id !== undefined) return world.profiles.get(wanted.id);
  return [...world.profiles.values()].find(
    (profile) => profile.name !== undefined && profile.name === wanted.name,
  );
}

/** Is the recording still running at that moment? */
export function isRunning(replay: Replay, now: Date): boolean {
  return replay.endsAt === undefined || replay.endsAt > now;
}

/** Loads a profile into a browser and notes when, for `last_used_at`. */
export function loadProfile(browser: Browser, profile: Profile, saveChanges: boolean, now: Date): void {
  browser.profile = profile;
  browser.saveChanges = saveChanges;
  profile.lastUsedAt = now;
}
