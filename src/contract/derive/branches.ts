import { at, below, type ContractDocument } from '../document.js';
import { isObject, type Json } from '../../model/json.js';
import { notUnderstood } from '../schema.js';
import { extended, type Entry, type Part, type Location } from './location.js';
import { digest } from './random.js';

/** One branch of a `oneOf` or `anyOf` at a location. */
export interface Branch {
  /** Stable name: a component, a title, a constant, the required members, a type. Never a number. */
  readonly label: string;
  /** The same in a sentence: `with id`, `of the kind Cat`. */
  readonly words: string;
  readonly location: Location;
}

const CHOICES = ['oneOf', 'anyOf'] as const;

/** The branches of every choice at a location that is still open, choice by choice. */
export function openBranches(document: ContractDocument, location: Location): Branch[] {
  return location.parts.flatMap((part) =>
    CHOICES.flatMap((keyword) =>
      keyword in part.schema ? branchesOf(document, location, part, keyword) : [],
    ),
  );
}

/** The branches of one choice; none when one was already chosen on the way to this location. */
export function branchesOf(
  document: ContractDocument,
  location: Location,
  part: Part,
  keyword: (typeof CHOICES)[number],
): Branch[] {
  const combinator = below(part.pointer, keyword);
  const value = part.schema[keyword];
  if (value === undefined || notUnderstood(keyword, value) !== undefined || location.chosen.has(combinator))
    return [];
  const entry = (pointer: string): Entry => ({
    ...part,
    chain: [...part.chain, combinator],
    branch: true,
    pointer,
  });
  const schemas = Array.isArray(value) ? value : [];
  const labels = schemas.map((schema) => label(schema));
  return schemas.map((schema, index) => {
    const plain = labels[index] ?? '';
    const shared = labels.filter((other) => other === plain).length > 1;
    return {
      words: wordsFor(schema, plain),
      label: shared ? `${plain}-${digest(JSON.stringify(schema))}` : plain,
      location: extended(document, location, combinator, [entry(below(combinator, index))]),
    };
  });
}

function requiredLabel(names: readonly Json[]): string {
  return names.filter((name) => typeof name === 'string').join('+');
}

function wordsFor(schema: Json, name: string): string {
  const picked =
    isObject(schema) && Array.isArray(schema.required) && name === requiredLabel(schema.required);
  return picked ? `with ${name.replaceAll('+', ', ')}` : `of the kind ${name}`;
}

function label(schema: Json): string {
  if (!isObject(schema)) return schema === false ? 'never' : 'anything';
  const { $ref: target, title, properties, required, type } = schema;
  if (typeof target === 'string') return target.split('/').at(-1) ?? target;
  if (typeof title === 'string') return title;
  for (const [name, inner] of Object.entries(isObject(properties) ? properties : {})) {
    if (isObject(inner) && typeof inner.const === 'string') return `${name}-${inner.const}`;
  }
  if (Array.isArray(required) && required.length > 0) return requiredLabel(required);
  if (typeof type === 'string') return type;
  return digest(JSON.stringify(schema));
}

/** Every schema that can be reached from a combinator: their faults may accompany its own. */
export function reach(document: ContractDocument, pointer: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const walk = (here: string, value: Json | undefined): void => {
    if (seen.has(here)) return;
    seen.add(here);
    for (const [name, inner] of Object.entries(isObject(value) || Array.isArray(value) ? value : {})) {
      if (name === '$ref' && typeof inner === 'string') walk(inner, at(document, inner));
      else if (typeof inner === 'object') walk(below(here, name), inner);
    }
  };
  walk(pointer, at(document, pointer));
  return seen;
}
