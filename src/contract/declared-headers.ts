import { isObject, parseJson, type Json } from '../model/json.js';
import { at, below, follow, type ContractDocument } from './document.js';
import { readingsOf } from './header-text.js';
import { isJson } from './media-type.js';
import type { Opinion } from './response-opinions.js';

/** A header that the document declares for a status. */
export interface DeclaredHeader {
  /** As the document spells it. */
  readonly name: string;
  readonly required: boolean;
  /** JSON pointer of the declaration, past a `$ref`. */
  readonly clause: string;
  /** JSON pointer of the schema of its value; undefined where the value may be any. */
  readonly schema: string | undefined;
  /** Is the value JSON, by `content`? Otherwise it is written in the style `simple`. */
  readonly isJson: boolean;
  readonly explode: boolean;
}

/** One way in which the value of a header differs from its declaration. */
export type HeaderFault =
  | { readonly kind: 'not JSON'; readonly problem: string }
  | {
      readonly kind: 'does not fit';
      /** Member names and indices, joined by dots; empty for the value itself. */
      readonly path: string;
      readonly message: string;
    };

/**
 * The headers that a response declares, without `Content-Type`, which OpenAPI has ignored there.
 * @param response JSON pointer of the response, past a `$ref`.
 * @throws Error in a whole sentence where a declaration is missing or is none.
 */
export function declaredHeaders(document: ContractDocument, response: string): DeclaredHeader[] {
  const headers = at(document, below(response, 'headers'));
  return Object.keys(isObject(headers) ? headers : {})
    .filter((name) => name.toLowerCase() !== 'content-type')
    .map((name) => declaredHeader(document, name, below(response, 'headers', name)));
}

function declaredHeader(document: ContractDocument, name: string, where: string): DeclaredHeader {
  const { pointer: clause, value: header } = follow(document, where);
  if (!isObject(header)) throw new Error(`The contract document has no header object at ${clause}.`);
  const [type] = Object.keys(isObject(header.content) ? header.content : {}); // OpenAPI allows one
  const schema = type === undefined ? below(clause, 'schema') : below(clause, 'content', type, 'schema');
  const isReadable = type === undefined || isJson(type);
  return {
    name,
    required: header.required === true,
    clause,
    schema: isReadable && at(document, schema) !== undefined ? schema : undefined,
    isJson: type !== undefined && isJson(type),
    explode: header.explode === true,
  };
}

/**
 * What is wrong with the value of a header. Where its text can be read in several ways, one that fits is enough.
 * @param opinion judges a value by the header's schema.
 */
export function headerFaults(
  document: ContractDocument,
  header: DeclaredHeader,
  text: string,
  opinion: Opinion,
): HeaderFault[] {
  const { schema, explode } = header;
  const json = header.isJson ? parsed(text) : undefined;
  if (json !== undefined && 'problem' in json) return [{ kind: 'not JSON', problem: json.problem }];
  if (schema === undefined) return [];
  const readings = json === undefined ? readingsOf(text, { document, schema, explode }) : [json.value];
  const complaints = readings.map((value) => opinion(schema, value));
  const [first = []] = complaints;
  if (complaints.some((own) => own.length === 0)) return [];
  return first.map(({ steps, message }) => ({ kind: 'does not fit', path: steps.join('.'), message }));
}

function parsed(text: string): { value: Json } | { problem: string } {
  try {
    return { value: parseJson(text) };
  } catch (error) {
    return { problem: withoutQuote(error instanceof Error ? error.message : String(error)) };
  }
}

/** What a parser says, without the part of the text that it quotes: the value is shown as a whole, and without secrets. */
function withoutQuote(message: string): string {
  return message.replace(/, (?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON$/s, '');
}
