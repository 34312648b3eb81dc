import { below } from '../document.js';
import { sameJson, type Json } from '../../model/json.js';
import { childPlace, itemEntries, type Place } from './location.js';
import { resalted, type Random } from './random.js';
import type { Statement, Tools, Variant } from './variant.js';
import { unchanged } from './variant.js';
import { aThing, counted } from './words.js';

const LARGEST = 10_000;

/** `minItems` and `maxItems`: as many items as stated, and one beyond. */
export function itemCountVariants(
  { place, keyword, value: limit }: Statement,
  tools: Tools,
): Variant[] | string {
  if (typeof limit !== 'number') return [];
  if (limit > LARGEST) return `A list of ${limit} items is too large to be sent.`;
  const least = keyword === 'minItems';
  if (least && limit === 0) return 'No list has fewer items than none.';
  const beyond = least ? limit - 1 : limit + 1;
  const say = (count: number) => () => `${aThing(place)} with ${counted(count, 'item')}`;
  const holding = (count: number) => (valid: Json, random: Random) =>
    Array.isArray(valid) ? resized(valid, count, place, tools, random) : undefined;
  return [
    { name: 'at', intent: 'accept', value: holding(limit), say: say(limit) },
    { name: least ? 'below' : 'above', intent: 'refuse', value: holding(beyond), say: say(beyond) },
  ];
}

/** `uniqueItems: true`: different items, and one of them twice. */
export function uniqueVariants({ place, value }: Statement, tools: Tools): Variant[] {
  if (value !== true) return [];
  return [
    {
      name: 'different',
      intent: 'accept',
      value: (valid, random) => (Array.isArray(valid) ? resized(valid, 2, place, tools, random) : undefined),
      say: () => `${aThing(place)} with items that all differ`,
    },
    {
      name: 'twice',
      intent: 'refuse',
      value: (valid) => {
        const [first] = Array.isArray(valid) ? valid : [];
        return Array.isArray(valid) && first !== undefined ? [...valid, first] : undefined;
      },
      say: () => `${aThing(place)} with the same item twice`,
    },
  ];
}

/** `contains` with `minContains` and `maxContains`: enough items of the kind, too few, too many. */
export function containsVariants(statement: Statement, tools: Tools): Variant[] {
  const { place, part, keyword, value } = statement;
  const entry = { ...part, pointer: below(part.pointer, 'contains'), branch: false };
  const as = { name: `${place.name}[]`, subject: 'item', step: '0' };
  const kind = childPlace(tools.document, place, as, [...itemEntries(place, 0), entry]);
  if (kind === undefined || (keyword !== 'contains' && typeof value !== 'number')) return [];
  const wanted = typeof value === 'number' ? value : 1;
  const ofKind = (count: number, random: Random): Json[] | undefined =>
    listed(
      Array.from({ length: count }, (_, index) => tools.sampler.plain(kind, resalted(random, String(index)))),
    );
  const say = (count: number) => () => `${aThing(place)} with ${counted(count, 'item')} of the kind`;
  const holding = (name: string, count: number): Variant => ({
    name,
    intent: 'refuse',
    value: (valid, random) => {
      const items = ofKind(count, random);
      if (items === undefined || !Array.isArray(valid)) return undefined;
      const rest = Math.max(0, (keyword === 'maxContains' ? 0 : valid.length) - count);
      const strange = strangers(place, kind, rest, tools);
      return [...items, ...strange];
    },
    say: say(count),
  });
  const kept: Variant = {
    name: 'enough',
    intent: 'accept',
    value: unchanged,
    say: () => `${aThing(place)} with items of the kind`,
  };
  if (keyword === 'maxContains') return [{ ...kept, name: 'at' }, holding('above', wanted + 1)];
  if (keyword === 'minContains')
    return wanted === 0 ? [kept] : [{ ...kept, name: 'at' }, holding('below', wanted - 1)];
  return [kept, holding('none', 0), { ...holding('empty', 0), value: () => [], fallback: true }];
}

/** `items: false` behind `prefixItems`, and `unevaluatedItems: false`: an item that nothing describes. */
export function unknownItemVariants({ place, value }: Statement): Variant[] {
  if (value !== false) return [];
  const more = (valid: Json): Json | undefined => (Array.isArray(valid) ? [...valid, 'unknown'] : undefined);
  const full = (valid: Json): Json | undefined =>
    Array.isArray(valid) ? [...valid, ...Array.from({ length: 20 }, () => 'unknown')] : undefined;
  const say = (): string => `${aThing(place)} with an item that is not described`;
  return [
    { name: 'unknown', intent: 'refuse', value: more, say },
    { name: 'many-unknown', intent: 'refuse', fallback: true, value: full, say },
  ];
}

function resized(
  valid: readonly Json[],
  count: number,
  place: Place,
  tools: Tools,
  random: Random,
): Json[] | undefined {
  const items = valid.slice(0, count);
  for (let index = items.length; index < count; index += 1) {
    const as = { name: `${place.name}[]`, subject: 'item', step: String(index) };
    const child = childPlace(tools.document, place, as, itemEntries(place, index));
    const item = fresh(child, items, tools, resalted(random, String(index)));
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function fresh(
  child: Place | undefined,
  before: readonly Json[],
  tools: Tools,
  random: Random,
): Json | undefined {
  let item: Json | undefined;
  for (const salt of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
    const salted = resalted(random, salt);
    item = child === undefined ? `item-${salted.below(10_000, 'item')}` : tools.sampler.plain(child, salted);
    if (item === undefined || !before.some((other) => sameJson(other, item))) return item;
  }
  return item;
}

/** Items that the place allows but that are not of the kind it has to contain. */
function strangers(place: Place, kind: Place, count: number, tools: Tools): Json[] {
  const child = childPlace(
    tools.document,
    place,
    { name: '', subject: 'item', step: '0' },
    itemEntries(place, 0),
  );
  const candidates: Json[] = ['stranger', 'x', 1, 7, 1283, -1, true, false, null, {}, []];
  const good = candidates.filter(
    (item) => (child === undefined || tools.sampler.fits(child, item)) && !tools.sampler.fits(kind, item),
  );
  return good.slice(0, count);
}

function listed(items: readonly (Json | undefined)[]): Json[] | undefined {
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? known : undefined;
}
