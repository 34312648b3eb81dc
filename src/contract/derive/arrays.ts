import { sameJson, type Json } from '../../model/json.js';
import { itemLocation } from './child-locations.js';
import type { Location } from './location.js';
import { resalted, type Random } from './random.js';
import { LARGEST } from './sizes.js';
import type { Statement, Tools, Variant } from './variant.js';
import { aThing, counted } from './words.js';

/** `minItems` and `maxItems`: as many items as stated, and one beyond. */
export function itemCountVariants(
  { location, keyword, value: limit }: Statement,
  tools: Tools,
): Variant[] | string {
  if (typeof limit !== 'number') return [];
  if (limit > LARGEST) return `An array of ${limit} items is too large to send.`;
  const least = keyword === 'minItems';
  if (least && limit === 0) return 'No array has fewer than 0 items.';
  const beyond = least ? limit - 1 : limit + 1;
  const say = (count: number) => () => `${aThing(location)} with ${counted(count, 'item')}`;
  const holding = (count: number) => (valid: Json, random: Random) =>
    Array.isArray(valid) ? resized(valid, count, { location, tools, random }) : undefined;
  return [
    { name: 'at', intent: 'accept', value: holding(limit), say: say(limit) },
    { name: least ? 'below' : 'above', intent: 'refuse', value: holding(beyond), say: say(beyond) },
  ];
}

/** `uniqueItems: true`: distinct items, and a duplicate. */
export function uniqueVariants({ location, value }: Statement, tools: Tools): Variant[] {
  if (value !== true) return [];
  return [
    {
      name: 'different',
      intent: 'accept',
      value: (valid, random) =>
        Array.isArray(valid) ? resized(valid, 2, { location, tools, random }) : undefined,
      say: () => `${aThing(location)} with distinct items`,
    },
    {
      name: 'twice',
      intent: 'refuse',
      value: (valid) => {
        const [first] = Array.isArray(valid) ? valid : [];
        return Array.isArray(valid) && first !== undefined ? [...valid, first] : undefined;
      },
      say: () => `${aThing(location)} with a duplicate item`,
    },
  ];
}

/** `items: false`: an undeclared item. */
export function unknownItemVariants({ location, value }: Statement): Variant[] {
  if (value !== false) return [];
  const more = (valid: Json): Json | undefined => (Array.isArray(valid) ? [...valid, 'unknown'] : undefined);
  const full = (valid: Json): Json | undefined =>
    Array.isArray(valid) ? [...valid, ...Array.from({ length: 20 }, () => 'unknown')] : undefined;
  const say = (): string => `${aThing(location)} with an undeclared item`;
  return [
    { name: 'unknown', intent: 'refuse', value: more, say },
    { name: 'many-unknown', intent: 'refuse', fallback: true, value: full, say },
  ];
}

function resized(
  valid: readonly Json[],
  count: number,
  {
    location,
    tools,
    random,
  }: { readonly location: Location; readonly tools: Tools; readonly random: Random },
): Json[] | undefined {
  const items = valid.slice(0, count);
  for (let index = items.length; index < count; index += 1) {
    const item = fresh(
      itemLocation(tools.document, location, index),
      items,
      tools,
      resalted(random, String(index)),
    );
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function fresh(
  child: Location | undefined,
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
