import { sameJson, type Json } from '../../model/json.js';
import { childPlace, itemEntries, type Place } from './location.js';
import { resalted, type Random } from './random.js';
import type { Statement, Tools, Variant } from './variant.js';
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
    Array.isArray(valid) ? resized(valid, count, { place, tools, random }) : undefined;
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
      value: (valid, random) =>
        Array.isArray(valid) ? resized(valid, 2, { place, tools, random }) : undefined,
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

/** `items: false`: an item that nothing describes. */
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
  { place, tools, random }: { readonly place: Place; readonly tools: Tools; readonly random: Random },
): Json[] | undefined {
  const items = valid.slice(0, count);
  for (let index = items.length; index < count; index += 1) {
    const as = { name: `${place.name}[]`, subject: 'item', step: String(index) };
    const child = childPlace(tools.document, place, as, itemEntries(place));
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
