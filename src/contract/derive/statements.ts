import { at, below, type ContractDocument } from '../document.js';
import { isAnnotation } from '../schema.js';
import { openBranches } from './branches.js';
import type { NotCovered } from '../../model/not-covered.js';
import { memberEntries, memberLocation } from './child-locations.js';
import { memberName } from './ids.js';
import { isReadOnly, statedKeys, type Entry, type Location, type Part } from './location.js';
import { locationsBelow } from './locations-below.js';
import type { Statement } from './variant.js';

/** Of a larger schema, so many places are looked at, the outermost first. */
const MOST_PLACES = 6000;
/** Of more statements, so many have cases, the outermost first. */
const MOST_STATEMENTS = 800;
const FEW_STATEMENTS = 400;

/** A place in the body, with its position in the document: that of its parent, then its own. */
interface Place {
  readonly location: Location;
  readonly order: readonly number[];
}

/** Every statement about the body and what is in it, in the order of the document, and what was left out of it. */
export function statementsBelow(
  document: ContractDocument,
  body: Location,
): { readonly statements: readonly Statement[]; readonly leftOut: readonly NotCovered[] } {
  const { places, isWhole } = placesBelow(document, body);
  const all = distinct(places.flatMap(({ location }) => statementsAt(location)));
  const kept = new Set(outermostFirst(all).slice(0, MOST_STATEMENTS));
  const leftOut = leftOutOf(all.filter((statement) => !kept.has(statement)));
  const [last] = isWhole ? [] : all.slice(-1);
  const mute = places.flatMap(({ location }) => muteBelow(document, location));
  return {
    statements: all.filter((statement) => kept.has(statement)),
    leftOut: [...leftOut, ...mute, ...(last === undefined ? [] : [notLookedAt(last)])],
  };
}

/** The members of a place whose schemas state nothing: no case would send them. */
function muteBelow(document: ContractDocument, location: Location): NotCovered[] {
  return statedKeys(location, 'properties').flatMap((name): NotCovered[] => {
    const [entry] = memberEntries(location, name);
    const member = memberLocation(document, location, name);
    const isStated = member === undefined ? !isAnything(document, entry) : statesAnything(member);
    if (entry === undefined || isStated) return [];
    const reason = 'Its schema states nothing that a case could rest on.';
    return [{ pointer: entry.pointer, keyword: 'properties', path: memberName(location, name), reason }];
  });
}

function isAnything(document: ContractDocument, entry: Entry | undefined): boolean {
  return entry !== undefined && at(document, entry.pointer) === true;
}

/** What leads to other schemas states nothing by itself. */
const LEADING: readonly string[] = ['$ref', 'allOf'];

function statesAnything(location: Location): boolean {
  return (
    isReadOnly(location) ||
    location.parts.some(
      ({ schema, silent }) =>
        silent || Object.keys(schema).some((keyword) => !isAnnotation(keyword) && !LEADING.includes(keyword)),
    )
  );
}

function placesBelow(document: ContractDocument, body: Location): { places: Place[]; isWhole: boolean } {
  const places: Place[] = [{ location: body, order: [] }];
  for (const { location, order } of places) {
    if (places.length >= MOST_PLACES) break;
    if (isReadOnly(location)) continue; // one case sends it; what is in it is not for requests
    const branches = openBranches(document, location).map((branch) => branch.location);
    [...locationsBelow(document, location), ...branches].forEach((inner, index) => {
      places.push({ location: inner, order: [...order, index] });
    });
  }
  const isWhole = places.length < MOST_PLACES;
  return { places: places.sort((a, b) => byOrder(a.order, b.order)), isWhole };
}

/** An outer place comes before those in it. */
function byOrder(a: readonly number[], b: readonly number[]): number {
  for (const [index, position] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (position !== other) return position - other;
  }
  return a.length - b.length;
}

function statementsAt(location: Location): Statement[] {
  const isSent = !isReadOnly(location);
  return location.parts.flatMap((part) =>
    Object.entries(part.silent ? {} : part.schema).flatMap(([keyword, value]): Statement[] => {
      const isStated = isSent ? !isAnnotation(keyword) : keyword === 'readOnly' && value === true;
      return isStated ? [{ location, part, keyword, value, pointer: below(part.pointer, keyword) }] : [];
    }),
  );
}

/** Equal statements of several parts are one; a part may also recur in another branch. */
function distinct(statements: readonly Statement[]): Statement[] {
  const known = new Set<string>();
  return statements.filter((statement) => {
    const { location, part, keyword, value, pointer } = statement;
    const stated = keyword === 'properties' ? pointer : JSON.stringify(value);
    const key = `${location.name} ${keyword} ${stated} ${threshold(part, keyword)}`;
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
}

/** The bound that makes a 3.0 `exclusiveMinimum: true` a statement of its own. */
function threshold(part: Part, keyword: string): string {
  const bound = { exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' }[keyword];
  return JSON.stringify(bound === undefined ? null : (part.schema[bound] ?? null));
}

/** Where there are so many statements that steps or cases may run out, those about inner members wait. */
export function outermostFirst(statements: readonly Statement[]): readonly Statement[] {
  if (statements.length <= FEW_STATEMENTS) return statements;
  return statements.toSorted((a, b) => a.location.steps.length - b.location.steps.length);
}

/** One sentence for each field. */
function leftOutOf(statements: readonly Statement[]): NotCovered[] {
  const byField = new Map<string, Statement[]>();
  for (const statement of statements) {
    const field = statement.location.steps[0] ?? 'the body';
    byField.set(field, [...(byField.get(field) ?? []), statement]);
  }
  return [...byField].flatMap(([field, [first, ...others]]) =>
    first === undefined ? [] : [notCovered(first, `This statement and ${others.length} more of ${field}`)],
  );
}

function notCovered(statement: Statement, what: string): NotCovered {
  const { pointer, keyword, location } = statement;
  const reason = `${what} were left out: cases are derived from ${MOST_STATEMENTS} statements at most.`;
  return { pointer, keyword, path: location.name, reason };
}

function notLookedAt({ pointer, keyword, location }: Statement): NotCovered {
  const reason = `The schema goes on: only its outermost ${MOST_PLACES} places were looked at.`;
  return { pointer, keyword, path: location.name, reason };
}
