import { Validator, type Schema } from '@cfworker/json-schema';
import { isObject, type Json, type JsonObject } from '../../src/model/json.js';

/** How a document is read. */
interface Reading {
  /** Do the members beside a `$ref` count? */
  readonly siblings: boolean;
  /** Are required members that are `readOnly` not to be sent? */
  readonly ofRequests: boolean;
}

const BASE = 'https://second.validator';

/**
 * Says by a validator that nothing else here uses, and by a translation of its own, whether values fit a schema.
 * @param root an OpenAPI document of 3.0 or 3.1; `nullable` counts in both.
 * @param pointer of the schema.
 * @param more other files that it refers to, by their paths next to it.
 */
export function secondValidator(
  root: JsonObject,
  pointer: string,
  {
    ofRequests,
    more = {},
  }: { readonly ofRequests: boolean; readonly more?: Readonly<Record<string, JsonObject>> },
): (value: Json) => boolean {
  const reading = { ofRequests, siblings: !JSON.stringify(root.openapi ?? '').startsWith('"3.0') };
  const schema: Schema = {
    ...objectOf(translated(root, reading)),
    $id: `${BASE}/document.json`,
    $ref: pointer,
  };
  const validator = new Validator(schema, '2020-12', true);
  for (const [name, file] of Object.entries(more))
    validator.addSchema(objectOf(translated(file, reading)), `${BASE}/${name}`);
  return (value) => validator.validate(value).valid;
}

function objectOf(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

/** OpenAPI in the vocabulary of JSON Schema 2020-12. */
function translated(value: Json, reading: Reading): Json {
  if (Array.isArray(value)) return value.map((item) => translated(item, reading));
  if (!isObject(value)) return value;
  if (typeof value.$ref === 'string' && !reading.siblings) return { $ref: value.$ref };
  const { nullable, exclusiveMinimum: low, exclusiveMaximum: high, ...others } = value;
  for (const name of ['discriminator', 'example', 'examples']) Reflect.deleteProperty(others, name);
  const plain: JsonObject = Object.fromEntries(
    Object.entries(others).map(([name, inner]) => [
      name,
      name === 'enum' ? inner : translated(inner, reading),
    ]),
  );
  Object.assign(plain, bound('Minimum', low, plain), bound('Maximum', high, plain));
  if (plain.format === 'int32') plain.maximum = 2 ** 31 - 1; // a format of OpenAPI alone
  if (reading.ofRequests && isObject(plain.properties) && Array.isArray(plain.required)) {
    const { properties } = plain;
    plain.required = plain.required.filter((name) => {
      const member = typeof name === 'string' ? properties[name] : undefined;
      return !(isObject(member) && member.readOnly === true);
    });
  }
  if (nullable !== true) return plain;
  return typeof plain.type === 'string'
    ? { ...plain, type: [plain.type, 'null'] }
    : { anyOf: [{ type: 'null' }, plain] };
}

function bound(side: 'Minimum' | 'Maximum', exclusive: Json | undefined, schema: JsonObject): JsonObject {
  if (exclusive === undefined) return {};
  if (typeof exclusive !== 'boolean') return { [`exclusive${side}`]: exclusive };
  const name = side.toLowerCase();
  const limit = schema[name] ?? 0;
  if (!exclusive) return {};
  Reflect.deleteProperty(schema, name);
  return { [`exclusive${side}`]: limit };
}
