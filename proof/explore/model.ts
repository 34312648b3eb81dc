import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import type { Observable } from '../../src/checks/session-state.js';
import { isCreatedWithProfile, type SessionKind } from '../../src/model/session-kind.js';

/**
 * The contract of an update, written down a second time and from nothing but its sentences: no code here is shared
 * with the derivation of cases or with the judge's effects, so that a mistake there is not repeated here.
 */

/** The requirements that it stands on: where a document words one of them differently, the model may be wrong. */
export const MODEL_REQUIREMENTS: readonly string[] = [
  'proxy-by-id',
  'proxy-omitted-or-empty',
  'stealth-connects-directly',
  'profile-exists',
  'profile-only-once',
  'profile-one-of',
  'forced-resize',
  'resize-refused-while-recorded',
];

/** A session as the model knows it. */
export interface ModelSession {
  readonly kind: SessionKind;
  /** Every member that the last read showed. */
  members: Observable;
  /** An update with a profile was accepted, whether a read shows one or not. */
  mayHaveProfile?: true;
}

/** The proxies and profiles that bodies may name. */
export interface Resources {
  readonly proxies: readonly string[];
  readonly profiles: readonly KnownProfile[];
  /** Names of profiles among them that are at the edges of what a name may be; undefined where none could be made. */
  readonly names?: OddNames;
  /** The name of the first proxy, where it is known. */
  readonly proxyName?: string;
  /** A proxy that was deleted, where one could be. */
  readonly deletedProxy?: string;
}

/** Names at the edges of what a name may be. */
export interface OddNames {
  readonly mixed: string;
  readonly longest: string;
  readonly shortest: string;
  readonly digits: string;
}

/** A profile that bodies may name; null where it has no name. */
export interface KnownProfile {
  readonly id: string;
  readonly name: string | null;
}

/** A member that an accepted update sets; undefined stands for "absent". */
type Wanted = ReadonlyMap<string, readonly (Json | undefined)[]>;

/** What the contract says of one update of one session. */
export interface Ruling {
  /** Statuses that are right. */
  readonly statuses: readonly number[];
  /** What has to be seen once the update was accepted, by member. */
  readonly set: Wanted;
  /** Members that may then be anything, and all below them. */
  readonly free: readonly string[];
  /** What they must not be all the same, by member. */
  readonly never?: Wanted;
  /** Does the body break the schema, rather than a sentence or nothing? */
  readonly breaksSchema: boolean;
}

/** Why an update may or must be refused. */
interface Objection {
  readonly statuses: readonly number[];
  /** The contract leaves it open: the update may as well be accepted. */
  readonly open?: true;
  readonly breaksSchema?: true;
}

const SCHEMA: Objection = { statuses: [400], breaksSchema: true };
/** Something that is named does not exist: the input is invalid, and the resource is not found. */
const UNKNOWN: Objection = { statuses: [400, 404] };
/** What is asked for is not allowed now: the input is invalid, and the caller may not. */
const NOT_NOW: Objection = { statuses: [400, 403] };
const OPEN: Objection = { statuses: [400, 403], open: true };
/** Beyond it, a rate is so long a number that it may be refused as such. */
const HIGHEST_RATE = 2 ** 31 - 1;

/** @param body the body of an update, nothing in it left to be filled in. */
export function ruleOn(session: ModelSession, body: Json, resources: Resources): Ruling {
  const set = new Map<string, readonly (Json | undefined)[]>();
  if (!isObject(body)) return { statuses: SCHEMA.statuses, set, free: [], breaksSchema: true };
  const objections = [
    ...proxyObjections(body, resources),
    ...defaultProxyObjections(body, session),
    ...profileObjections(body, session, resources),
    ...viewportObjections(body, session),
  ];
  const refused = objections.some((one) => one.open !== true);
  const statuses = [...(refused ? [] : [200]), ...objections.flatMap((one) => one.statuses)];
  const breaksSchema = objections.some((one) => one.breaksSchema === true);
  if (refused) return { statuses: [...new Set(statuses)], set, free: [], breaksSchema };
  const never: Writable = new Map();
  const free = [
    ...setProxy(body, session, resources, { set, never }),
    ...setProfile(body, resources, set),
    ...setViewport(body, session, set),
  ];
  return { statuses: [...new Set(statuses)], set, free, never, breaksSchema };
}

/** The same update sent to a session that never was: whoever looks at the body first may find mutant with it first. */
export function ruleOnNowhere(body: Json, resources: Resources): Ruling {
  const fresh = { kind: { headless: true, stealth: false, recording: false }, members: new Map() };
  const { statuses, breaksSchema } = ruleOn(fresh, body, resources);
  const refusals = statuses.filter((status) => status >= 400);
  return { statuses: [...new Set([404, ...refusals])], set: new Map(), free: [], breaksSchema };
}

/** The same for an API that has never shown some members of a session, by their first names: it may go on so. */
export function unshown(ruling: Ruling, isShown: (name: string) => boolean): Ruling {
  const set = [...ruling.set].map(([path, allowed]) => {
    const [name = path] = path.split('.');
    return [path, isShown(name) ? allowed : [...allowed, undefined]] as const;
  });
  return { ...ruling, set: new Map(set) };
}

/** One update of several that are under way at once: the contract does not say that they may overlap. */
export function amongOthers(ruling: Ruling): Ruling {
  return { ...ruling, statuses: [...new Set([...ruling.statuses, ...OPEN.statuses])] };
}

/** An update that holds something the document does not know: nobody says that it has to be accepted. */
export function withUnknown(ruling: Ruling): Ruling {
  return ruling.statuses.includes(200) ? amongOthers(ruling) : ruling;
}

/** Is a profile loaded, so far as reads show? */
export function hasProfile({ members }: ModelSession): boolean {
  return [...members.keys()].some((path) => path === 'profile' || path.startsWith('profile.'));
}

function proxyObjections({ proxy_id }: JsonObject, { proxies }: Resources): Objection[] {
  if (proxy_id === undefined || proxy_id === null || proxy_id === '') return [];
  if (typeof proxy_id !== 'string') return [SCHEMA];
  return proxies.includes(proxy_id) ? [] : [UNKNOWN];
}

function defaultProxyObjections(body: JsonObject, { kind }: ModelSession): Objection[] {
  const wish = body.disable_default_proxy;
  if (wish === undefined) return [];
  if (typeof wish !== 'boolean') return [SCHEMA];
  // Sources disagree on it beside proxy_id, and give it no meaning where no browser is stealthy.
  return kind.stealth && body.proxy_id === undefined ? [] : [OPEN];
}

function profileObjections({ profile }: JsonObject, session: ModelSession, known: Resources): Objection[] {
  if (profile === undefined) return [];
  if (!isObject(profile)) return [SCHEMA];
  const { id, name, save_changes } = profile;
  const found: Objection[] = [];
  if ((id === undefined) === (name === undefined)) found.push(SCHEMA);
  if (id !== undefined && typeof id !== 'string') found.push(SCHEMA);
  if (name !== undefined && !isProfileName(name)) found.push(SCHEMA);
  if (save_changes !== undefined && typeof save_changes !== 'boolean') found.push(SCHEMA);
  const exists = known.profiles.some((one) => one.id === id || (name !== undefined && one.name === name));
  if (found.length === 0 && !exists) found.push(UNKNOWN);
  if (hasProfile(session)) found.push(NOT_NOW);
  else if (session.mayHaveProfile === true || isCreatedWithProfile(session.kind)) found.push(OPEN); // no read shows it
  return found;
}

function isProfileName(name: Json): boolean {
  return typeof name === 'string' && /^[a-zA-Z0-9._-]{1,255}$/.test(name);
}

function viewportObjections({ viewport }: JsonObject, { kind, members }: ModelSession): Objection[] {
  if (viewport === undefined) return [];
  if (!isObject(viewport)) return [SCHEMA];
  const { width, height, refresh_rate, force } = viewport;
  const found: Objection[] = [];
  if (!isWhole(width, 320, 7680)) found.push(SCHEMA);
  if (!isWhole(height, 240, 4320)) found.push(SCHEMA);
  if (refresh_rate !== undefined && !isWhole(refresh_rate, -Infinity, Infinity)) found.push(SCHEMA);
  // The schema gives the rate no bounds, and no screen shows every rate.
  else if (typeof refresh_rate === 'number' && !isWhole(refresh_rate, 1, HIGHEST_RATE)) found.push(OPEN);
  if (force !== undefined && typeof force !== 'boolean') found.push(SCHEMA);
  if (kind.recording && force !== true) {
    // Whether the size that is there already is a resize, nobody says.
    const same = members.get('viewport.width') === width && members.get('viewport.height') === height;
    found.push(same ? OPEN : NOT_NOW);
  }
  return found;
}

function isWhole(value: Json | undefined, lowest: number, highest: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest;
}

type Writable = Map<string, readonly (Json | undefined)[]>;

function setProxy(
  { proxy_id, disable_default_proxy }: JsonObject,
  { kind, members }: ModelSession,
  { proxies }: Resources,
  { set, never }: { readonly set: Writable; readonly never: Writable },
): string[] {
  const had = members.get('proxy_id');
  const isOwn = proxies.some((one) => one === had);
  const isGone = proxy_id === '' || proxy_id === null;
  const isSwitched = disable_default_proxy !== undefined && proxy_id === undefined && !isOwn;
  // A stealth session has a proxy by default, and may show it while it has none of its own.
  if (kind.stealth && (isGone || isSwitched)) {
    never.set(
      'proxy_id',
      proxies.filter((one) => proxy_id !== null || one !== had),
    );
    return ['proxy_id'];
  }
  if (typeof proxy_id === 'string') set.set('proxy_id', [proxy_id === '' ? undefined : proxy_id]);
  // Null is allowed and its meaning is not stated: the proxy stays or goes.
  if (proxy_id === null) set.set('proxy_id', [had, undefined]);
  return [];
}

function setProfile({ profile }: JsonObject, { profiles }: Resources, set: Writable): string[] {
  if (!isObject(profile)) return [];
  const { id, name } = profile;
  const loaded = profiles.find((one) => one.id === id || (name !== undefined && one.name === name));
  if (loaded !== undefined) set.set('profile.id', [loaded.id]);
  if (typeof loaded?.name === 'string') set.set('profile.name', [loaded.name, undefined]);
  return ['profile'];
}

function setViewport({ viewport }: JsonObject, { kind }: ModelSession, set: Writable): string[] {
  if (!isObject(viewport)) return [];
  set.set('viewport.width', [viewport.width]);
  set.set('viewport.height', [viewport.height]);
  // Where it is left out the API determines it; a headless session has no screen that it would apply to.
  if (viewport.refresh_rate === undefined || kind.headless) return ['viewport.refresh_rate'];
  set.set('viewport.refresh_rate', [viewport.refresh_rate]);
  return [];
}
