import { at, follow, steps, type ContractDocument } from '../contract/document.js';
import type { Clause } from '../model/clause.js';
import { isObject, type Json, type JsonObject } from '../model/json.js';
import { cut } from './visible.js';

/** A longer statement is cut: a schema of many members says what matters in its first lines. */
const LONGEST_STATEMENT = 500;

/**
 * What the document says at a clause, in its own words: the sentence of the clause, where the description there has it;
 * else what the schema states, and the whole description.
 * @returns undefined where the document has nothing there.
 */
export function clauseWords(document: ContractDocument, { pointer, text }: Clause): string | undefined {
  const value = at(document, pointer);
  if (value === undefined) return undefined;
  if (steps(pointer).at(-1) === 'responses' && isObject(value)) {
    return `The statuses that are declared: ${Object.keys(value).join(', ')}.`;
  }
  if (steps(pointer).at(-1) === 'content' && isObject(value)) {
    return `A body of the type ${Object.keys(value).join(' or ')}.`;
  }
  const description = descriptionAt(document, pointer, value);
  if (description === undefined) return cut(statement(pointer, value), LONGEST_STATEMENT);
  const sentence = inOneLine(text);
  if (sentence === '') return description;
  if (description.includes(sentence)) return sentence;
  const bounds = isObject(value) ? boundsOf(value) : '';
  return bounds === '' ? description : cut(`${bounds}. ${description}`, LONGEST_STATEMENT);
}

/** No bounds: what describes a schema. */
const WORDS: ReadonlySet<string> = new Set(['$ref', 'description', 'title', 'example', 'summary']);

/** `type: integer; minimum: 320`: a clause about these is not found in the description, and this is what it rests on. */
function boundsOf(value: JsonObject): string {
  return Object.entries(value)
    .filter(([name, inner]) => !WORDS.has(name) && typeof inner !== 'object')
    .map(([name, inner]) => `${name}: ${plain(inner)}`)
    .join('; ');
}

/** The description at a pointer, or past a reference there. */
function descriptionAt(document: ContractDocument, pointer: string, value: Json): string | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.description === 'string') return inOneLine(value.description);
  if (typeof value.$ref !== 'string') return undefined;
  const target = follow(document, pointer).value;
  return isObject(target) && typeof target.description === 'string'
    ? inOneLine(target.description)
    : undefined;
}

/** `minimum: 320`; of a schema without a description, all that it states, by the names of what it holds. */
function statement(pointer: string, value: Json): string {
  if (!isObject(value)) return `${steps(pointer).at(-1) ?? ''}: ${plain(value)}`;
  return Object.entries(value)
    .map(([name, inner]) => `${name}: ${plain(inner)}`)
    .join('; ');
}

function plain(value: Json): string {
  if (typeof value === 'string') return value;
  if (isObject(value)) return Object.keys(value).join(', ');
  const isOfTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isOfTexts ? value.join(', ') : JSON.stringify(value);
}

function inOneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
