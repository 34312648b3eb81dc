import type { Json } from '../model/json.js';
import type { ContractDocument } from './document.js';
import { typesAt } from './schema-locations.js';

/** How the text of a header stands for a value: in OpenAPI's style `simple`, by the types of a schema. */
interface Format {
  readonly document: ContractDocument;
  /** JSON pointer of the schema. */
  readonly schema: string;
  /** Are an object's members written `name=value`, and not `name,value`? */
  readonly explode: boolean;
}

/** Leading zeros are allowed: OpenAPI does not say how a number is written in a header. */
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

const LITERALS: readonly (readonly [string, string, Json])[] = [
  ['true', 'boolean', true],
  ['false', 'boolean', false],
  ['null', 'null', null],
];

/**
 * What the text of a header may stand for, the most specific reading first. A text that none of the schema's types can
 * be read from stands for itself.
 */
export function readingsOf(text: string, format: Format): Json[] {
  const types = typesAt(format.document, format.schema, []);
  const object = types.has('object') ? objectIn(text, format) : undefined;
  const found = [
    ...primitivesIn(text, types),
    ...(types.has('array') ? [listIn(text, format)] : []),
    ...(object === undefined ? [] : [object]),
  ];
  return found.length === 0 || types.has('string') ? [...found, text] : found;
}

function primitivesIn(text: string, types: ReadonlySet<string>): Json[] {
  const isNumber = (types.has('integer') || types.has('number')) && NUMBER.test(text);
  const literals = LITERALS.filter(([written, type]) => written === text && types.has(type));
  return [...(isNumber ? [Number(text)] : []), ...literals.map(([, , value]) => value)];
}

/** A list is separated by commas; white space around them is that of HTTP (RFC 9110, section 5.6.1). */
function partsOf(text: string): string[] {
  return text === '' ? [] : text.split(',').map((part) => part.trim());
}

function listIn(text: string, format: Format): Json[] {
  return partsOf(text).map((part, index) => memberIn(part, format, String(index)));
}

function objectIn(text: string, format: Format): Json | undefined {
  const pairs = format.explode ? explodedPairs(text) : plainPairs(text);
  if (pairs.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(pairs.map(([name, value = '']) => [name, memberIn(value, format, name)]));
}

/** `role=admin,level=2` */
function explodedPairs(text: string): (readonly [string, string | undefined])[] {
  return partsOf(text).map((part) => {
    const equals = part.indexOf('=');
    return equals < 0 ? [part, undefined] : [part.slice(0, equals), part.slice(equals + 1)];
  });
}

/** `role,admin,level,2` */
function plainPairs(text: string): (readonly [string, string | undefined])[] {
  const parts = partsOf(text);
  return parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1]] as const] : []));
}

/** Members and items are primitives: OpenAPI does not say how anything deeper is written. */
function memberIn(text: string, { document, schema }: Format, step: string): Json {
  const [first = text] = primitivesIn(text, typesAt(document, schema, [step]));
  return first;
}
