import type { ContractDocument } from '../document.js';
import { isObject } from '../../model/json.js';
import { expression } from '../schema.js';
import { memberName } from './ids.js';
import { childLocation, inside, type Entry, type Location } from './location.js';

/** The schemas that a member of an object has to match, by its name. */
export function memberEntries(location: Location, name: string): Entry[] {
  return location.parts.flatMap((part) => {
    const { properties, patternProperties: patterns, additionalProperties: others } = part.schema;
    const entries: Entry[] = [];
    if (isObject(properties) && Object.hasOwn(properties, name))
      entries.push(inside(part, 'properties', name));
    for (const pattern of Object.keys(isObject(patterns) ? patterns : {})) {
      if (expression(pattern)?.test(name) === true) entries.push(inside(part, 'patternProperties', pattern));
    }
    if (entries.length === 0 && isObject(others)) entries.push(inside(part, 'additionalProperties'));
    return entries;
  });
}

/** The location of a member of an object, by its name; undefined where nothing describes it. */
export function memberLocation(
  document: ContractDocument,
  parent: Location,
  name: string,
): Location | undefined {
  const as = { name: memberName(parent, name), subject: name, step: name };
  return childLocation(document, parent, as, memberEntries(parent, name));
}

/** The location of an item of an array; undefined where nothing describes it. */
export function itemLocation(
  document: ContractDocument,
  parent: Location,
  index: number,
): Location | undefined {
  const entries = parent.parts.flatMap((part) =>
    isObject(part.schema.items) ? [inside(part, 'items')] : [],
  );
  return childLocation(
    document,
    parent,
    { name: `${parent.name}[]`, subject: 'item', step: String(index) },
    entries,
  );
}
