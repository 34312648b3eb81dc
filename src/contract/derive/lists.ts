import type { ContractDocument } from '../document.js';
import { isObject, sameJson, type Json } from '../../model/json.js';
import type { Given, Search } from './candidates.js';
import { childPlace, inside, itemEntries, stated, statedNumbers, type Place } from './location.js';
import { digest, resalted, type Random } from './random.js';

/** Makes the writer of arrays: as short as the place allows, with the items that `contains` asks for in front. */
export function createLists(
  document: ContractDocument,
  search: Search,
): (place: Place, random: Random, given: Given) => Generator<Json> {
  function* arrays(place: Place, random: Random, given: Given): Generator<Json> {
    const fixed = Object.keys(given).map((index) => Number(index) + 1);
    const least = Math.max(0, ...statedNumbers(place, 'minItems'), ...fixed);
    const needed =
      stated(place, 'contains').length > 0 ? Math.max(1, ...statedNumbers(place, 'minContains')) : 0;
    const usual = place.parts.some((part) => part.silent) ? 0 : 1;
    for (const count of new Set([Math.max(least, needed, usual), least])) {
      const items: Json[] = [];
      for (let index = 0; index < Math.min(count, 10_000); index += 1) {
        const salted = resalted(random, String(index));
        const fixedItem = given[String(index)];
        const item =
          fixedItem === undefined
            ? itemOf(place, index, salted, items.length < needed + fixed.length, items)
            : fixedItem;
        if (item === undefined) return;
        items.push(item);
      }
      yield items;
    }
  }

  function itemOf(
    place: Place,
    index: number,
    random: Random,
    contained: boolean,
    before: Json[],
  ): Json | undefined {
    const holding = contained ? place.parts.filter((part) => isObject(part.schema.contains)) : [];
    const entries = [...itemEntries(place, index), ...holding.map((part) => inside(part, 'contains'))];
    const child = childPlace(
      document,
      place,
      { name: `${place.name}[]`, subject: 'item', step: String(index) },
      entries,
    );
    if (child === undefined) return `case-${digest(String(random.below(1e9, `${index}`)))}`;
    const first = search.value(child, random);
    const unique = stated(place, 'uniqueItems').includes(true);
    if (!unique || first === undefined || !before.some((other) => sameJson(other, first))) return first;
    for (const salt of ['1', '2', '3', '4', '5', '6', '7', '8']) {
      const other = search.plain(child, resalted(random, salt));
      if (other !== undefined && !before.some((earlier) => sameJson(earlier, other))) return other;
    }
    return first;
  }

  return arrays;
}
