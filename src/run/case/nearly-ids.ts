import type { Nearly, OddPath } from '../../model/case.js';
import { valueAt, type JsonObject } from '../../model/json.js';

/** Shorter ids may be sequential: one that is nearly theirs may belong to another resource. */
export const SHORTEST_SAMPLE = 16;

/** The first half of an id, which no resource has; undefined where ids are so short that one may have it. */
export function halfOf(id: string): string | undefined {
  return id.length < SHORTEST_SAMPLE ? undefined : id.slice(0, id.length / 2);
}

/**
 * An id in capitals; undefined where that is the same one: ids without letters do not differ in capitals, and the
 * letters of a UUID mean the same (RFC 9562, section 4).
 */
export function inCapitals(id: string): string | undefined {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  return isUuid || id === id.toUpperCase() ? undefined : id.toUpperCase();
}

/**
 * An id with another letter in the end, which no resource has; undefined where ids are so short that one may have it. Most
 * alphabets of ids that are counted up, the hexadecimal one and Crockford's among them, have no `u`.
 */
function withAnotherEnd(id: string): string | undefined {
  if (id.length < SHORTEST_SAMPLE) return undefined;
  return `${id.slice(0, -1)}${id.endsWith('u') ? 'l' : 'u'}`;
}

/** The same to whoever folds letters by their compatibility (NFKC), as some look-ups do. */
export function inWideLetters(name: string): string {
  return name.replaceAll(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
}

/**
 * An id that is nearly that of a session and belongs to none.
 * @param state what the session shows.
 * @returns why there is none, where there is none.
 */
export function nearlyId(
  nearly: Nearly,
  id: string,
  state: JsonObject,
): { readonly id: string } | { readonly unverified: string } {
  const proxy = valueAt(state, ['proxy_id']);
  const profile = valueAt(state, ['profile', 'id']);
  const made: Readonly<Record<Nearly, string | undefined>> = {
    half: id.slice(0, id.length / 2),
    'with a head': `x${id}`,
    'with another last letter': withAnotherEnd(id),
    'with a tail': `${id}x`,
    'in upper case': inCapitals(id),
    'among blanks': ` ${id} `,
    // Decoded once, as it has to be, it still holds an escape.
    'encoded twice': `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`,
    'with a file suffix': `${id}.json`,
    'with a matrix parameter': `${id};x=1`,
    'with a NUL': `${id}\0`,
    'of its proxy': typeof proxy === 'string' ? proxy : undefined,
    'of its profile': typeof profile === 'string' ? profile : undefined,
  };
  const other = made[nearly];
  if (other !== undefined && other !== id) return { id: other };
  const why: Partial<Record<Nearly, string>> = {
    'in upper case': 'ids of this API are the same in capitals',
    'with another last letter': 'ids of this API are so short that another session may have it',
  };
  return { unverified: why[nearly] ?? `the session shows no id ${nearly}` };
}

/** A path that begins as that of a session. @param path of the session. */
export function oddPath(odd: OddPath, path: string): string {
  switch (odd) {
    // The same path: RFC 3986, section 6.2.2.2.
    case 'with a letter percent-encoded':
      return path.replace(/(?<=^\/browsers\/)[a-z0-9]/i, percentEncoded);
    case 'with a segment behind it':
      return `${path}/x`;
    case 'without an id':
      return path.replace(/\/[^/]*$/, '');
  }
}

function percentEncoded(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}
