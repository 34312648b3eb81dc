import type { ContractDocument } from '../document.js';
import { sameJson, type Json } from '../../model/json.js';
import { itemLocation } from './child-locations.js';
import { stated, statedNumbers, type Location } from './location.js';
import { LARGEST } from './sizes.js';
import { digest, resalted, type Random } from './random.js';
import type { Given, Search } from './search.js';

/** Makes the writer of arrays, as short as the location allows. */
export function createLists(
  document: ContractDocument,
  search: Search,
): (location: Location, random: Random, given: Given) => Generator<Json> {
  function* arrays(location: Location, random: Random, given: Given): Generator<Json> {
    const fixed = Object.keys(given).map((index) => Number(index) + 1);
    const least = Math.max(0, ...statedNumbers(location, 'minItems'), ...fixed);
    if (least > LARGEST) return;
    const usual = location.parts.some((part) => part.silent) ? 0 : 1;
    for (const count of new Set([Math.max(least, usual), least])) {
      const items: Json[] = [];
      for (let index = 0; index < count; index += 1) {
        const salted = resalted(random, String(index));
        const item = given[String(index)] ?? itemOf(location, index, salted, items);
        if (item === undefined) return;
        items.push(item);
      }
      yield items;
    }
  }

  function itemOf(
    location: Location,
    index: number,
    random: Random,
    before: readonly Json[],
  ): Json | undefined {
    const child = itemLocation(document, location, index);
    if (child === undefined) return `case-${digest(String(random.below(1e9, `${index}`)))}`;
    const isNew = (item: Json): boolean => !before.some((other) => sameJson(other, item));
    const first = search.value(child, random);
    if (first === undefined || isNew(first) || !stated(location, 'uniqueItems').includes(true)) return first;
    for (const salt of ['1', '2', '3', '4', '5', '6', '7', '8']) {
      const other = search.plain(child, resalted(random, salt));
      if (other !== undefined && isNew(other)) return other;
    }
    return first;
  }

  return arrays;
}
