import type { ShownAs } from '../contract/schema-locations.js';
import { isObject, memberPath, sameJson, valueAt, type Json, type JsonObject } from '../model/json.js';

/** A member of a session that an accepted update sets. */
interface Effect {
  /** Path in `Browser`, joined by dots. */
  readonly path: string;
  /** The values that the document allows afterwards; undefined stands for "absent". */
  readonly allowed: readonly (Json | undefined)[];
  /** Other values that are right as well. */
  readonly isRightToo?: (value: Json | undefined) => boolean;
}

/** All that an accepted update may change of what a read shows. */
export interface Effects {
  readonly set: readonly Effect[];
  /** Members that may change, to whatever fits the schema, because they follow from what was set. */
  readonly free: readonly string[];
  /** Fields that are named and have a rule: what becomes of members that it does not speak of, no sentence says. */
  readonly open?: readonly string[];
  /** Members for answers only that the update names all the same, with the values that must not be applied. */
  readonly ignored?: readonly { readonly path: string; readonly value: Json }[];
}

/** What an effect may have to look up. */
export interface Knowledge {
  readonly before: JsonObject;
  /** The id of the profile that exists under a name, where the run knows it. */
  readonly profileId: (name: string) => string | undefined;
  /** The name of the profile that exists under an id, where the run knows it. */
  readonly profileName: (id: string) => string | undefined;
  /** Is it a proxy of nobody's, which a stealth session has by default? */
  readonly isDefaultProxy: (id: Json | undefined) => boolean;
  /** How the document's `Browser` declares a member, by its path. */
  readonly shown: (path: readonly string[]) => ShownAs;
  /** Is the member, by its path, for answers only? An update that names it does not set it. */
  readonly isReadOnly: (path: readonly string[]) => boolean;
}

/** How a session without a proxy may show it. Whether the schema lets it is for another check. */
const NO_PROXY = [undefined, '', null] as const;

type Rule = (value: Json, know: Knowledge, update: JsonObject) => Effects;

/**
 * How each field of `BrowserUpdateRequest` shows in `Browser`. Three members that a client sends never show there:
 * `disable_default_proxy`, `profile.save_changes` and `viewport.force`.
 */
const RULES: Readonly<Record<string, Rule>> = {
  proxy_id: (value, { before: { proxy_id: had, stealth }, isDefaultProxy }) => {
    // null is allowed by the schema and its meaning is not stated: the proxy stays or goes, nothing else.
    const stays = value === null ? [had] : [];
    const isGone = value === null || value === '';
    const allowed = isGone ? [...stays, ...NO_PROXY] : [value];
    // A stealth session has a proxy by default, which may show once it has none of its own.
    const byDefault = isGone && stealth === true ? { isRightToo: isDefaultProxy } : {};
    return { set: [{ path: 'proxy_id', allowed, ...byDefault }], free: [] };
  },
  disable_default_proxy: (value, { before: { proxy_id: had, stealth }, isDefaultProxy }, update) => {
    const hasNone = had === undefined || had === null || had === '';
    const mayShowOrHide = stealth === true && ((hasNone && value === false) || isDefaultProxy(had));
    if (!mayShowOrHide || 'proxy_id' in update) return { set: [], free: [] };
    const allowed = [had, ...NO_PROXY];
    return { set: [{ path: 'proxy_id', allowed, isRightToo: isDefaultProxy }], free: [] };
  },
  profile: (value, { profileId, profileName }) => {
    const { id, name } = isObject(value) ? value : {};
    const free = ['profile'];
    const known = id ?? (typeof name === 'string' ? profileId(name) : undefined);
    if (known === undefined)
      return { set: name === undefined ? [] : [{ path: 'profile.name', allowed: [name] }], free };
    const called = typeof known === 'string' ? (name ?? profileName(known)) : undefined;
    // A profile is recognised by its id: its name may be missing wherever the API does not look it up.
    const named = called === undefined ? [] : [{ path: 'profile.name', allowed: [called, undefined, null] }];
    return { set: [{ path: 'profile.id', allowed: [known] }, ...named], free };
  },
  viewport: (value) => {
    const members = isObject(value) ? value : {};
    const set = ['width', 'height', 'refresh_rate']
      .filter((name) => name in members)
      .map((name) => ({ path: `viewport.${name}`, allowed: [members[name]] }));
    // Without a rate the API derives one from the size.
    return { set, free: 'refresh_rate' in members ? [] : ['viewport.refresh_rate'] };
  },
};

/** The members of these fields that the rules speak of. What another document adds is echoed as a new field is. */
const RULED: Readonly<Record<string, readonly string[]>> = {
  profile: ['id', 'name', 'save_changes'],
  viewport: ['width', 'height', 'refresh_rate', 'force'],
};

/**
 * A field of another document that this module has no rule for is echoed under its own name, as far as `Browser`
 * declares it: objects member by member, so that the API may add defaults; lists and maps as a whole. What is not
 * declared is write-only: its effect is not visible.
 */
function echoed(value: Json, path: readonly string[], know: Knowledge): Effects {
  if (know.isReadOnly(path) || know.shown(path) === 'not at all') return { set: [], free: [] };
  return { set: shownBelow(value, path, know), free: [path.reduce(memberPath, '')] };
}

/** What an update does by the members of a field that its rule does not know. */
function beyondRule(field: string, value: Json, know: Knowledge): Effects[] {
  const ruled = Object.hasOwn(RULED, field) ? (RULED[field] ?? []) : [];
  if (ruled.length === 0 || !isObject(value)) return [];
  const others = Object.entries(value).filter(([name]) => !ruled.includes(name));
  return others.map(([name, member]) => echoed(member, [field, name], know));
}

function shownBelow(value: Json, path: readonly string[], know: Knowledge): Effect[] {
  const how = know.isReadOnly(path) ? 'not at all' : know.shown(path);
  if (how === 'not at all' || path.some((step) => step.includes('.'))) return []; // paths are joined by dots
  if (isObject(value) && how === 'by its members') {
    return Object.entries(value).flatMap(([name, member]) => shownBelow(member, [...path, name], know));
  }
  if (ignoredIn(value, path, know).length > 0) return [];
  return [{ path: path.join('.'), allowed: [value, ...goneFor(value), ...keptFor(value, path, know)] }];
}

/** The members for answers only that are named in a value, in the form in which states are compared: lists as a whole. */
function ignoredIn(value: Json, path: readonly string[], know: Knowledge): NonNullable<Effects['ignored']> {
  const whole = [{ path: path.reduce(memberPath, ''), value }];
  if (Array.isArray(value)) {
    const isNamed = (item: Json, index: number): boolean =>
      ignoredIn(item, [...path, String(index)], know).length > 0;
    return know.isReadOnly(path) || value.some(isNamed) ? whole : [];
  }
  if (!isObject(value) || Object.keys(value).length === 0) return know.isReadOnly(path) ? whole : [];
  const isReadOnly = know.isReadOnly(path);
  return Object.entries(value).flatMap(([name, member]) =>
    ignoredIn(member, [...path, name], isReadOnly ? { ...know, isReadOnly: () => true } : know),
  );
}

/** A null, and an empty text, list or map, may well mean "take it away". */
function goneFor(value: Json): readonly (Json | undefined)[] {
  const isEmpty =
    value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  return isEmpty ? [undefined, null] : [];
}

/** The document does not say what a null means: it may as well be "leave it as it is". */
function keptFor(value: Json, path: readonly string[], { before }: Knowledge): readonly (Json | undefined)[] {
  return value === null ? [valueAt(before, path)] : [];
}

/** A value without the members, at any depth, that are for answers only. */
function sentFor(value: Json, path: readonly string[], know: Knowledge): Json {
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([name]) => !know.isReadOnly([...path, name]));
  return Object.fromEntries(members.map(([name, member]) => [name, sentFor(member, [...path, name], know)]));
}

function ruleOf(field: string): Rule {
  const rule = Object.hasOwn(RULES, field) ? RULES[field] : undefined;
  return rule ?? ((value, know) => echoed(value, [field], know));
}

/** What an accepted body changes. @param body an update that fits the schema; anything but an object changes nothing. */
export function effectsOf(body: Json | undefined, know: Knowledge): Effects {
  if (!isObject(body)) return { set: [], free: [] };
  const fields = Object.entries(body);
  const all = fields
    .map(([field, value]) => [field, sentFor(value, [field], know)] as const)
    .flatMap(([field, value]) => [ruleOf(field)(value, know, body), ...beyondRule(field, value, know)]);
  const ignored = ignoredIn(body, [], know);
  const isSeen = ({ path }: Effect): boolean =>
    know.shown(path.split('.')) !== 'not at all' && !ignored.some((one) => one.path === path);
  return {
    set: all.flatMap((one) => one.set).filter(isSeen),
    free: all.flatMap((one) => one.free),
    ...(ignored.length === 0 ? {} : { ignored }),
    open: fields.map(([field]) => field).filter((field) => Object.hasOwn(RULED, field)),
  };
}

/** Was a member for answers only given the value that the update named? */
export function wasApplied({ ignored = [] }: Effects, path: string, value: Json | undefined): boolean {
  return ignored.some((one) => one.path === path && sameJson(one.value, value));
}

/** Is a member allowed to differ after this update? */
export function mayChange(effects: Effects, path: string): boolean {
  return (
    effects.set.some((effect) => effect.path === path) ||
    effects.free.some((free) => path === free || path.startsWith(`${free}.`)) ||
    isOpen(effects, path)
  );
}

function isOpen({ open = [] }: Effects, path: string): boolean {
  const [field = '', member] = path.split('.');
  return open.includes(field) && member !== undefined && RULED[field]?.includes(member) === false;
}
