import { sameInstant, isDateTime } from '../contract/date-time.js';
import { isObject, memberPath, sameJson, type Json, type JsonObject } from '../model/json.js';

/**
 * Members of a session that may differ between two reads of an untouched session: addresses whose tokens are minted
 * anew, and counters. Declared here once, never guessed.
 */
const VOLATILE = [
  'cdp_ws_url',
  'webdriver_ws_url',
  'browser_live_view_url',
  'base_url',
  'usage',
  'profile.updated_at',
  'profile.last_used_at',
];

/** Members whose absence means something ("if any"): without them there is no proxy, profile, pool, deletion. */
const ABSENCE_SPEAKS = ['proxy_id', 'profile', 'pool', 'deleted_at'];

/** Switches that a session has whether they are shown or not: one that is off may be left out. */
const OFF_IF_ABSENT = ['gpu', 'kiosk_mode'];

/** What an answer to an update may show although reads leave it out, since no update changes it. */
const SHOWN_BY_ANSWERS_ALONE = ['start_url', 'persistence'];

/** The members of `Browser` that are compared, by path; values of undeclared members are nobody's contract. */
export type Observable = ReadonlyMap<string, Json>;

/** One member that differs between two states. */
export interface Difference {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/**
 * Flattens a session to the members that are compared.
 * @param undeclared paths that the document does not declare: they drift, and are left out.
 */
export function observable(state: JsonObject, undeclared: readonly string[]): Observable {
  const members = new Map<string, Json>();
  const walk = (value: Json, path: string): void => {
    if (VOLATILE.includes(path) || undeclared.includes(path)) return;
    if (isObject(value) && (path === '' || Object.keys(value).length > 0)) {
      for (const [name, member] of Object.entries(value)) walk(member, memberPath(path, name));
    } else if (value !== null) members.set(path, value); // null and none mean the same: a form is for another check
  };
  walk(state, '');
  // So do an empty id and none: no proxy.
  if (members.get('proxy_id') === '') members.delete('proxy_id');
  return members;
}

/**
 * The members that differ between two states of one session.
 * @param partial the second state is the answer to an update: an optional member that it leaves out is not a
 * difference unless its absence means something, and a few it may show although reads leave them out.
 */
export function differences(before: Observable, after: Observable, partial: boolean): Difference[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths
    .map((path) => ({ path, before: before.get(path), after: after.get(path) }))
    .filter((one) => !sameValue(one))
    .filter(({ path, before: was, after: is }) => {
      if (!partial || (was !== undefined && is !== undefined)) return true;
      if (is === undefined) return ABSENCE_SPEAKS.includes(topOf(path));
      return !SHOWN_BY_ANSWERS_ALONE.includes(topOf(path));
    });
}

/**
 * The id of a session other than the requested one. A read before may have shown the same wrong one, so that nothing
 * differs. An id that is missing is a matter of the schema.
 * @param found differences that are reported already.
 */
export function strangerOf(sessionId: string, state: JsonObject, found: readonly Difference[]): Difference[] {
  const id = state.session_id;
  if (id === undefined || id === sessionId || found.some(({ path }) => path === 'session_id')) return [];
  return [{ path: 'session_id', before: sessionId, after: id }];
}

function topOf(path: string): string {
  return path.split('.')[0] ?? path;
}

function sameValue({ path, before, after }: Difference): boolean {
  if (sameJson(before, after)) return true;
  if (OFF_IF_ABSENT.includes(path)) return (before ?? false) === (after ?? false);
  // A profile is recognised by its id; its name may be null wherever the API does not look it up.
  if (path === 'profile.name') return (before ?? null) === null || (after ?? null) === null;
  if (typeof before !== 'string' || typeof after !== 'string') return false;
  if (path === 'start_url' && sameUrl(before, after)) return true;
  return isDateTime(before) && isDateTime(after) && sameInstant(before, after);
}

/** The same address, whether it is shown as it was sent or as browsers write it. */
function sameUrl(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href;
}
