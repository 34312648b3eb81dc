import { takeNumber, takeString, takeWord } from './literals.js';
import { Source, unexpected } from './source.js';

/** A JSON value as it was written: a member that is named twice is there twice, and a number keeps its spelling. */
export type GoValue =
  | GoObject
  | { readonly kind: 'array' }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'null' };

export interface GoObject {
  readonly kind: 'object';
  readonly members: (readonly [name: string, value: GoValue])[];
}

/** An object or array that has not ended yet. */
interface Open {
  readonly value: GoObject | { readonly kind: 'array' };
  /** The name of the member whose value is being read. */
  name: string;
}

const DEEPEST = 10_000;

/**
 * Reads the first JSON value of a body, as Go's `json.Decoder` does: it does not look at what follows. There is no
 * recursion, which would overflow the stack before a value reaches the depth that Go permits.
 * @throws GoError
 */
export function readValue(bytes: Uint8Array): GoValue {
  const source = new Source(bytes);
  const open: Open[] = [];
  for (;;) {
    let value = begin(source, open);
    while (value !== undefined) {
      const parent = open.at(-1);
      if (parent === undefined) return value;
      if (parent.value.kind === 'object') parent.value.members.push([parent.name, value]);
      value = goesOn(source, parent) ? undefined : open.pop()?.value;
    }
  }
}

/** Begins a value: gives it if it is complete already, or opens an object or array that holds something. */
function begin(source: Source, open: Open[]): GoValue | undefined {
  source.skipSpace();
  const first = source.ahead();
  if (!source.takeIf(/^[{[]$/)) return literal(source, first);
  if (open.length === DEEPEST) throw unexpected(first, 'exceeded max depth');
  const value: Open['value'] = first === '{' ? { kind: 'object', members: [] } : { kind: 'array' };
  source.skipSpace();
  if (source.takeIf(first === '{' ? /^\}$/ : /^\]$/)) return value;
  open.push({ value, name: first === '{' ? memberName(source) : '' });
  return undefined;
}

function literal(source: Source, first: string): GoValue {
  if (source.takeIf(/^"$/)) return { kind: 'string', text: takeString(source) };
  if (/[-\d]/.test(first)) return { kind: 'number', text: takeNumber(source) };
  const word = ['true', 'false', 'null'].find((candidate) => candidate.startsWith(first));
  if (word === undefined) throw unexpected(first, 'looking for beginning of value');
  takeWord(source, word);
  return word === 'null' ? { kind: 'null' } : { kind: 'bool', value: word === 'true' };
}

/** After a value inside an object or array: is there another one? */
function goesOn(source: Source, parent: Open): boolean {
  source.skipSpace();
  if (parent.value.kind === 'array') return source.expect(/^[,\]]$/, 'after array element') === ',';
  if (source.expect(/^[,}]$/, 'after object key:value pair') === '}') return false;
  parent.name = memberName(source);
  return true;
}

function memberName(source: Source): string {
  source.skipSpace();
  source.expect(/^"$/, 'looking for beginning of object key string');
  const name = takeString(source);
  source.skipSpace();
  source.expect(/^:$/, 'after object key');
  return name;
}
