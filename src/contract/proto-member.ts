import { isObject, type Json, type JsonObject } from '../model/json.js';

/** Ajv passes over a member of this name, to be safe from those who would change every object. */
const NAME = '__proto__';
/** The name that it has while Ajv judges: no other member is called so. */
const ALIAS = '__proto__\u2060';

/** A value for Ajv to judge: a member called `__proto__` is one like others. */
export function withProtoAlias(value: Json): Json {
  return hasProto(value) ? renamed(value) : value;
}

/** The same for what a schema says of its members. */
export function schemaWithProtoAlias(schema: JsonObject): JsonObject {
  const { properties, required } = schema;
  return {
    ...schema,
    ...(isObject(properties) && Object.hasOwn(properties, NAME)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, one]) => [aliasOf(name), one]),
          ),
        }
      : {}),
    ...(Array.isArray(required) ? { required: required.map((name) => (name === NAME ? ALIAS : name)) } : {}),
  };
}

/** Text of Ajv with the name that people know. */
export function withoutProtoAlias(text: string): string {
  return text.replaceAll(ALIAS, NAME);
}

function aliasOf(name: string): string {
  return name === NAME ? ALIAS : name;
}

function hasProto(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasProto);
  return isObject(value) && (Object.hasOwn(value, NAME) || Object.values(value).some(hasProto));
}

function renamed(value: Json): Json {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [aliasOf(name), renamed(one)]));
}
