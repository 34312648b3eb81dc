import { at, below, type ContractDocument } from '../document.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { notUnderstood } from '../schema.js';

/** One schema object that applies at a location. With `$ref` and `allOf`, several apply at once. */
export interface Part {
  readonly pointer: string;
  readonly schema: JsonObject;
  /** Pointers of the `oneOf` and `anyOf` that contain it: breaking it breaks those as well. */
  readonly chain: readonly string[];
  /** Targets of the `$ref`s passed on the way from the body: a second visit would be circular. */
  readonly refs: readonly string[];
  /** The name of the component that contains it, where there is one. */
  readonly component: string;
  /** Is it a branch of a `oneOf` or `anyOf` of this location? */
  readonly branch: boolean;
  /** Does it only constrain valid values, without cases of its own, as a recurring schema does? */
  readonly silent: boolean;
}

/** A location in the body, with every schema that applies there. */
export interface Location {
  /** `viewport.width`, `tags[]`, `labels.*`; `body` for the whole: the first step of ids. */
  readonly name: string;
  /** Its name in sentences: `width`. */
  readonly subject: string;
  /** Its path in the bodies derived for it: member names, and indices of arrays. */
  readonly steps: readonly string[];
  readonly parent?: Location;
  /** Pointers of the schemas that a value of this location has to match. */
  readonly roots: readonly string[];
  readonly parts: readonly Part[];
  /** Pointers of the `oneOf` and `anyOf` of which a branch was added to the parts. */
  readonly chosen: ReadonlySet<string>;
}

/** A schema about to be entered: its pointer, and what is known from the path to it. */
export type Entry = Pick<Part, 'pointer' | 'chain' | 'refs' | 'component' | 'branch' | 'silent'>;

/** The location of the whole body. */
export function bodyLocation(document: ContractDocument, pointer: string): Location {
  const entry = {
    pointer,
    chain: [],
    refs: [pointer],
    component: component(pointer),
    branch: false,
    silent: false,
  };
  const parts = partsOf(document, [entry]);
  return { name: 'body', subject: 'body', steps: [], roots: [pointer], parts, chosen: new Set() };
}

/** The location below another one at which the given schemas apply; undefined where none of them is an object. */
export function childLocation(
  document: ContractDocument,
  parent: Location,
  as: { name: string; subject: string; step: string },
  entries: readonly Entry[],
): Location | undefined {
  const parts = partsOf(document, entries);
  if (parts.length === 0) return undefined;
  const { name, subject, step } = as;
  const roots = entries.map((entry) => entry.pointer);
  return { name, subject, steps: [...parent.steps, step], parent, roots, parts, chosen: new Set() };
}

/** The same location, with further schemas that apply to it. */
export function extended(
  document: ContractDocument,
  location: Location,
  combinator: string,
  entries: readonly Entry[],
): Location {
  const known = new Set(location.parts.map((part) => part.pointer));
  const parts = partsOf(document, entries).filter((part) => !known.has(part.pointer));
  return {
    ...location,
    roots: [...location.roots, ...entries.map((entry) => entry.pointer)],
    parts: [...location.parts, ...parts],
    chosen: new Set([...location.chosen, combinator]),
  };
}

/** The entry into a schema inside a part, for a location below the part's own. */
export function inside(part: Part, ...path: string[]): Entry {
  return { ...part, pointer: below(part.pointer, ...path), branch: false };
}

/** Would following the `$ref` of a part enter the same schema a second time? */
export function isCircular(part: Part): boolean {
  const target = part.schema.$ref;
  return typeof target === 'string' && part.refs.includes(target);
}

/** Is it for answers only? What a request says of it is ignored or refused. */
export function isReadOnly(location: Location): boolean {
  return location.parts.some(({ schema }) => schema.readOnly === true);
}

/** All parts that entries lead to, through `$ref` and `allOf`, each once. */
function partsOf(document: ContractDocument, entries: readonly Entry[]): Part[] {
  const found = new Map<string, Part>();
  const enter = (entry: Entry): void => {
    const schema = at(document, entry.pointer);
    if (!isObject(schema) || found.has(entry.pointer)) return;
    found.set(entry.pointer, { ...entry, schema });
    const { $ref: target, allOf } = schema;
    if (typeof target === 'string') {
      // Entered a second time, a schema still constrains valid values, but its cases have been derived.
      const silent = entry.silent || entry.refs.includes(target);
      enter({
        ...entry,
        pointer: target,
        refs: [...entry.refs, target],
        component: component(target),
        silent,
      });
    }
    if (!Array.isArray(allOf)) return;
    allOf.forEach((_, index) => enter({ ...entry, pointer: below(entry.pointer, 'allOf', index) }));
  };
  entries.forEach((entry) => enter(entry));
  return [...found.values()];
}

/** The values that a keyword has in the parts of a location, as far as they are understood. */
export function stated(location: Location, keyword: string): Json[] {
  return location.parts.flatMap(({ schema }) => {
    const value = schema[keyword];
    return value === undefined || notUnderstood(keyword, value) !== undefined ? [] : [value];
  });
}

export function statedNumbers(location: Location, keyword: string): number[] {
  return stated(location, keyword).filter((value) => typeof value === 'number');
}

export function statedNames(location: Location, keyword: string): string[] {
  const names = stated(location, keyword).flatMap((value) => (Array.isArray(value) ? value : []));
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}

/** The names that an object-valued keyword has in the parts of a location: members, or patterns of their names. */
export function statedKeys(location: Location, keyword: 'properties' | 'patternProperties'): string[] {
  const maps = stated(location, keyword).filter((value) => isObject(value));
  return [...new Set(maps.flatMap((map) => Object.keys(map)))];
}

function component(pointer: string): string {
  return (
    /^#\/components\/schemas\/([^/]+)$/.exec(pointer)?.[1] ?? /\/([^/]+)$/.exec(pointer)?.[1] ?? 'schema'
  );
}
