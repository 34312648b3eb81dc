import { createHash, randomBytes } from 'node:crypto';

export type Kind = 'browser' | 'profile' | 'proxy' | 'replay';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS_AND_LETTERS = `0123456789${LETTERS}`;
const LENGTH = 24;

/**
 * A source of ids: 24 characters, a letter first, like the document's example of a session id.
 * With a seed, the n-th id of a kind is always the same; without one, ids are random.
 */
export function idSource(seed: string | undefined): (kind: Kind) => string {
  const made = new Map<Kind, number>();
  return (kind) => {
    const count = (made.get(kind) ?? 0) + 1;
    made.set(kind, count);
    // Each kind counts for itself, so that one proxy more does not rename every browser after it.
    const bytes =
      seed === undefined
        ? randomBytes(LENGTH)
        : createHash('sha256').update(`${seed}/${kind}/${count}`).digest().subarray(0, LENGTH);
    return [...bytes].map((byte, place) => pick(place === 0 ? LETTERS : DIGITS_AND_LETTERS, byte)).join('');
  };
}

function pick(alphabet: string, byte: number): string {
  return alphabet.charAt(byte % alphabet.length);
}
