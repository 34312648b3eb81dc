import { isObject, type Json, type JsonObject } from '../model/json.js';
import { replaceObjects } from './walk.js';

/** Keywords beside which a wider `type` does not let null in: it has to bypass the whole schema. */
const REACHES_FARTHER = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if'];

/**
 * Says the schemas of a document in JSON Schema 2020-12. OpenAPI 3.0 has boolean bounds, `nullable`, and nothing beside a
 * `$ref`; in 3.1, `nullable` means nothing, but who writes it means it.
 * @throws Error for a document of another specification.
 */
export function inJsonSchema(document: JsonObject): JsonObject {
  const version = document.openapi ?? '3.1.0';
  if (typeof version !== 'string' || !/^3\.[0-2](?:\.|$)/.test(version)) {
    throw new Error(`it is of openapi ${JSON.stringify(version)}, and only 3.0 and 3.1 are played`);
  }
  const change = version.startsWith('3.0') ? from30 : from31;
  const bare = ({ 'x-files': files, ...own }: JsonObject): JsonObject => ({
    ...own,
    ...(isObject(files) ? { 'x-files': Object.fromEntries(Object.entries(files).map(of)) } : {}),
  });
  const of = ([name, content]: [string, Json]): [string, Json] => [name, replaceObjects(content, change)];
  const changed = replaceObjects(document, change);
  return isObject(changed) ? bare(changed) : document;
}

function from30(schema: JsonObject): JsonObject {
  if (typeof schema.$ref === 'string') return { $ref: schema.$ref };
  return from31(
    numericBounds(numericBounds(schema, 'exclusiveMinimum', 'minimum'), 'exclusiveMaximum', 'maximum'),
  );
}

/** `minimum: 5, exclusiveMinimum: true` is `exclusiveMinimum: 5`. */
function numericBounds(schema: JsonObject, exclusive: string, bound: string): JsonObject {
  const { [exclusive]: isStrict, [bound]: limit, ...others } = schema;
  if (typeof isStrict !== 'boolean') return schema;
  if (limit === undefined) return others;
  return { ...others, [isStrict ? exclusive : bound]: limit };
}

function from31(schema: JsonObject): JsonObject {
  const { $id: id, ...named } = schema; // an address of its own would move what its references lead to
  return honourNullable(typeof id === 'string' ? named : schema);
}

/** Null is let in, unless an `enum` or `const` beside it does not list it. */
function honourNullable(schema: JsonObject): JsonObject {
  const { nullable, ...plain } = schema;
  if (typeof nullable !== 'boolean') return schema;
  if (!nullable) return plain;
  if (!REACHES_FARTHER.some((keyword) => Object.hasOwn(plain, keyword))) {
    return plain.type === undefined ? plain : schema; // Ajv knows `nullable` beside a type
  }
  const { enum: values, const: only, ...rest } = plain;
  return {
    ...(values === undefined ? {} : { enum: values }),
    ...(only === undefined ? {} : { const: only }),
    anyOf: [rest, { type: 'null' }],
  };
}
