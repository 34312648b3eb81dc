import { isObject, type Json, type JsonObject } from '../model/json.js';
import { below } from './pointers.js';
import { membersOf, partsOf, type Members } from './schema-parts.js';

/** What of an update is kept: all but what only the server may set. */
export function settable(document: JsonObject, pointers: readonly string[], value: Json): Json {
  return projected(document, pointers, value, (members, name) => members.named.get(name)?.readOnly !== true);
}

/** What of a kept value is shown: the members that the schema declares, and are no secret. */
export function showable(document: JsonObject, pointers: readonly string[], value: Json): Json {
  return projected(document, pointers, value, isShown);
}

/** Is a member of that name shown in an object of that schema? */
export function isShown(members: Members, name: string): boolean {
  const member = members.named.get(name);
  if (member !== undefined) return !member.writeOnly;
  return !members.isClosed && (members.isMap || members.named.size === 0);
}

function projected(
  document: JsonObject,
  pointers: readonly string[],
  value: Json,
  keeps: (members: Members, name: string) => boolean,
): Json {
  if (pointers.length === 0) return value; // nothing is said of it, however deep it is
  if (Array.isArray(value)) {
    const items = pointers
      .flatMap((pointer) => partsOf(document, pointer))
      .flatMap((part) => (isObject(part.value.items) ? [below(part.pointer, 'items')] : []));
    return value.map((item) => projected(document, items, item, keeps));
  }
  if (!isObject(value)) return value;
  const members = membersOf(document, pointers);
  const others = pointers
    .flatMap((pointer) => partsOf(document, pointer))
    .flatMap((part) =>
      isObject(part.value.additionalProperties) ? [below(part.pointer, 'additionalProperties')] : [],
    );
  const kept = Object.entries(value).filter(([name]) => keeps(members, name));
  return Object.fromEntries(
    kept.map(([name, member]) => [
      name,
      projected(document, members.named.get(name)?.pointers ?? others, member, keeps),
    ]),
  );
}
