import { isObject, type JsonObject } from '../model/json.js';
import { membersOf } from './schema-parts.js';
import { replaceObjects } from './walk.js';

/**
 * A document whose schemas require no member that the other side alone sets: of requests none that is `readOnly`, of
 * answers none that is `writeOnly`.
 */
export function withoutRequired(document: JsonObject, flag: 'readOnly' | 'writeOnly'): JsonObject {
  if (!JSON.stringify(document).includes(`"${flag}":true`)) return document;
  const changed = replaceObjects(document, (schema, pointer) => {
    const { required, ...others } = schema;
    if (!Array.isArray(required)) return schema;
    const { named } = membersOf(document, [pointer]);
    const left = required.filter((name) => typeof name !== 'string' || named.get(name)?.[flag] !== true);
    return left.length === required.length ? schema : { ...others, required: left };
  });
  return isObject(changed) ? changed : document;
}
