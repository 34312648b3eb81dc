import type { ContractDocument } from '../document.js';
import { isObject, type Json } from '../../model/json.js';
import { expression } from '../schema.js';
import { memberLocation } from './child-locations.js';
import { LARGEST } from './sizes.js';
import { step } from './ids.js';
import { isReadOnly, statedKeys, statedNames, type Location } from './location.js';
import type { Random } from './random.js';
import { nameMatching } from './texts.js';
import type { Statement, Tools, Variant } from './variant.js';
import { aThing, counted } from './words.js';

/** `required`: each member missing alone, and all of them together. */
export function requiredVariants({ location, value }: Statement, { document }: Tools): Variant[] {
  const names = namesIn(value).filter((name) => isSentBy(document, location, name));
  const a = aThing(location);
  const lacking = (name: string, missing: readonly string[], say: string): Variant => ({
    name,
    intent: 'refuse',
    value: (valid) => without(valid, missing),
    say: () => say,
  });
  const each = names.map((name) => lacking(step(name), [name], `${a} without ${name}`));
  if (names.length < 2) return each;
  const all =
    names.length === 2 ? `${a} without ${names.join(' or ')}` : `${a} without any of its required members`;
  return [...each, lacking('none-of-them', names, all)];
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
  const larger = { ...location, parts: [...location.parts, atLeast(location, count)] };
  const grown = sampler.sketch(larger, random);
  return isObject(grown) && Object.keys(grown).length === count ? grown : undefined;
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
