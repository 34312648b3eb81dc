import { isObject, memberPath } from '../model/json.js';
import { at, type ContractDocument } from './document.js';
import { memberLocations, together } from './schema-locations.js';

/** Schemas of schemas name their members by thousands: so many are told apart. */
const MOST_MEMBERS = 2000;

/**
 * A value and its members at any depth, by path (`profile.name`, `tags[]`; empty for the value itself), each with every
 * schema that describes it: behind `$ref`, in allOf, oneOf, anyOf. A schema inside itself is entered once.
 * @throws Error when a `$ref` on the way leads nowhere.
 */
export function membersBelow(
  document: ContractDocument,
  schema: string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const visit = (locations: readonly string[], name: string, outer: readonly string[]): void => {
    const isInItself = locations.some((location) => outer.includes(location));
    if (locations.length === 0 || isInItself || found.size >= MOST_MEMBERS) return;
    found.set(name, locations);
    const way = [...outer, ...locations];
    const schemas = locations.map((location) => at(document, location)).filter(isObject);
    const properties = schemas.flatMap((one) =>
      isObject(one.properties) ? Object.keys(one.properties) : [],
    );
    if (schemas.some(({ items }) => items !== undefined)) {
      visit(memberLocations(document, locations, 0), `${name}[]`, way);
    }
    for (const member of new Set(properties)) {
      visit(memberLocations(document, locations, member), memberPath(name, member), way);
    }
  };
  visit(together(document, schema), '', []);
  return found;
}
