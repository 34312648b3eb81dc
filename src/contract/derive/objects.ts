import type { ContractDocument } from '../document.js';
import { isObject, type Json } from '../../model/json.js';
import { expression } from '../schema.js';
import { memberLocation } from './child-locations.js';
import { LARGEST } from './sizes.js';
import { step } from './ids.js';
import { isReadOnly, statedKeys, statedNames, type Location } from './location.js';
import { resalted, type Random } from './random.js';
import { nameMatching } from './texts.js';
import type { Statement, Tools, Variant } from './variant.js';
import { aThing, counted } from './words.js';

/** So many objects without a required member are sent at most. */
const MOST_PARTIAL = 16;

/**
 * `required`: each member missing alone, all of them together, and what else can be named without one of them: an
 * object of a few optional members alone is easily taken for a whole one.
 */
export function requiredVariants({ location, value }: Statement, tools: Tools): Variant[] {
  const names = namesIn(value).filter((name) => isSentBy(tools.document, location, name));
  if (names.length === 0) return []; // answers alone require them
  const a = aThing(location);
  const lacking = (name: string, missing: readonly string[], say: string): Variant => ({
    name,
    intent: 'refuse',
    value: (valid) => without(valid, missing),
    say: () => say,
  });
  const each = names.map((name) => lacking(step(name), [name], `${a} without ${name}`));
  const partial = partialVariants(location, names, tools);
  if (names.length < 2) return [...each, ...partial];
  const all =
    names.length === 2 ? `${a} without ${names.join(' or ')}` : `${a} without any of its required members`;
  return [...each, lacking('none-of-them', names, all), ...partial];
}

/** Objects that name optional members, and not all required ones; the fewest members first. */
function partialVariants(location: Location, required: readonly string[], tools: Tools): Variant[] {
  const optional = statedKeys(location, 'properties').filter(
    (name) => !statedNames(location, 'required').includes(name),
  );
  // Of many members, not every set of them can be tried: one by one, and all at once.
  const isFew = 2 ** (required.length + optional.length) <= 4 * MOST_PARTIAL;
  const beside = isFew ? subsets(optional) : [...optional.map((name) => [name]), optional];
  const kept = isFew ? subsets(required).filter(({ length }) => length < required.length) : [[]];
  const sets = beside
    .filter(({ length }) => length > 0)
    .flatMap((some) => kept.map((few) => [...few, ...some]));
  return sets
    .sort((a, b) => a.length - b.length)
    .slice(0, MOST_PARTIAL)
    .map((members) => ({
      name: `only-${members.map(step).join('+')}`,
      intent: 'refuse',
      value: (valid, random) => only(members, valid, { location, tools, random }),
      say: () => `${aThing(location)} with only ${members.join(' and ')}`,
    }));
}

/** An object of these members alone: as they are in the valid one, or else valid by themselves. */
function only(
  members: readonly string[],
  valid: Json,
  {
    location,
    tools,
    random,
  }: { readonly location: Location; readonly tools: Tools; readonly random: Random },
): Json | undefined {
  if (!isObject(valid)) return undefined;
  const object: Record<string, Json> = {};
  for (const name of members) {
    const described = memberLocation(tools.document, location, name);
    const own = Object.hasOwn(valid, name) ? valid[name] : undefined;
    const member = own ?? (described && tools.sampler.plain(described, resalted(random, name)));
    if (member === undefined) return undefined;
    object[name] = member;
  }
  return object;
}

/** Every set of some of these names, none and all included, in their order. */
function subsets(names: readonly string[]): string[][] {
  return names.reduce<string[][]>((sets, name) => [...sets, ...sets.map((set) => [...set, name])], [[]]);
}

/** `additionalProperties: false`: an undeclared member. */
export function unknownMemberVariants({ location, value }: Statement): Variant[] {
  if (value !== false) return []; // a schema is derived as a location of its own
  const name = unknownName(location);
  return [
    {
      name: 'unknown',
      intent: 'refuse',
      value: (valid) => (isObject(valid) ? { ...valid, [name]: 'unknown' } : undefined),
      say: () => `${aThing(location)} with an undeclared member`,
    },
  ];
}

/** `properties` with the schema `false`: a member that is declared and forbidden. */
export function forbiddenMemberVariants({ location, value }: Statement): Variant[] {
  const forbidden = Object.entries(isObject(value) ? value : {}).filter(([, schema]) => schema === false);
  return forbidden.map(([name]) => ({
    name: `with-${step(name)}`,
    intent: 'refuse',
    value: (valid) => (isObject(valid) ? { ...valid, [name]: 'forbidden' } : undefined),
    say: () => `${aThing(location)} with ${name}, which is forbidden`,
  }));
}

/** `patternProperties`: its schemas are derived at locations of their own, where a name for the member is found. */
export function patternPropertiesVariants({ location, value }: Statement): Variant[] | string {
  const nameless = Object.keys(isObject(value) ? value : {}).find(
    (pattern) => nameMatching(location, pattern) === undefined,
  );
  return nameless === undefined ? [] : `No member name was found that matches ${nameless}.`;
}

/** `minProperties` and `maxProperties`: as many members as stated, and one beyond. */
export function countVariants(
  { location, keyword, value: limit }: Statement,
  tools: Tools,
): Variant[] | string {
  if (typeof limit !== 'number') return [];
  if (limit > LARGEST) return `An object of ${limit} members is too large to send.`;
  const least = keyword === 'minProperties';
  if (least && limit === 0) return 'No object has fewer than 0 members.';
  const beyond = least ? limit - 1 : limit + 1;
  const say = (count: number) => () => `${aThing(location)} with ${counted(count, 'member')}`;
  const holding = (count: number) => (valid: Json, random: Random) =>
    resized(valid, count, location, { sampler: tools.sampler, random });
  return [
    { name: 'at', intent: 'accept', value: holding(limit), say: say(limit) },
    { name: least ? 'below' : 'above', intent: 'refuse', value: holding(beyond), say: say(beyond) },
  ];
}

/** A name that no `properties` and no `patternProperties` of a location describes. */
export function unknownName(location: Location): string {
  const declared = statedKeys(location, 'properties');
  const patterns = statedKeys(location, 'patternProperties');
  const names = ['unknown_member', 'another_member', 'strange', 'X9'];
  const free = (name: string): boolean =>
    !declared.includes(name) && !patterns.some((pattern) => expression(pattern)?.test(name) === true);
  return names.find((name) => free(name)) ?? 'unknown_member';
}

function resized(
  valid: Json,
  count: number,
  location: Location,
  { sampler, random }: Pick<Tools, 'sampler'> & { readonly random: Random },
): Json | undefined {
  if (!isObject(valid)) return undefined;
  const required = statedNames(location, 'required');
  const spare = Object.keys(valid).filter((name) => !required.includes(name));
  const surplus = Object.keys(valid).length - count;
  if (surplus > spare.length) return undefined;
  if (surplus > 0) return without(valid, spare.slice(-surplus));
  const larger = sampler.sketch(
    { ...location, parts: [...location.parts, atLeast(location, count)] },
    random,
  );
  return isObject(larger) && Object.keys(larger).length === count ? larger : undefined;
}

/** An object with at least one member: the valid one, or another. */
export function grown(valid: Json, location: Location, { sampler }: Tools, random: Random): Json | undefined {
  if (!isObject(valid) || Object.keys(valid).length > 0) return valid;
  return sampler.sketch({ ...location, parts: [...location.parts, atLeast(location, 1)] }, random);
}

/** A part that requires more members, so that the sampler adds them. */
function atLeast(location: Location, count: number): Location['parts'][number] {
  const shared = { chain: [], refs: [], component: '', branch: false, silent: true };
  return { ...shared, pointer: `${location.name}?`, schema: { minProperties: count } };
}

function without(valid: Json, names: readonly string[]): Json | undefined {
  if (!isObject(valid) || !names.every((name) => Object.hasOwn(valid, name))) return undefined;
  return Object.fromEntries(Object.entries(valid).filter(([name]) => !names.includes(name)));
}

/** A `readOnly` member is not for requests. */
function isSentBy(document: ContractDocument, location: Location, name: string): boolean {
  const member = memberLocation(document, location, name);
  return member === undefined || !isReadOnly(member);
}

function namesIn(list: Json): string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
}
