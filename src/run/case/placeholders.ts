import { isObject, type Json } from '../../model/json.js';

/** Words in angle brackets that stand in a case's body for something that is known only when it is sent. */
export type Placeholders = Readonly<Record<string, string>>;

/** Fills the placeholders of a body; text that is no placeholder stays as it is. */
export function fill(body: Json, values: Placeholders): Json {
  if (typeof body === 'string') return Object.hasOwn(values, body) ? (values[body] ?? body) : body;
  if (Array.isArray(body)) return body.map((item) => fill(item, values));
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, member]) => [name, fill(member, values)]));
}
