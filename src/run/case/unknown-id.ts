import { randomInt, randomUUID } from 'node:crypto';
import { SHORTEST_SAMPLE } from './nearly-ids.js';

/**
 * An id that nothing has.
 * @param like a real one, whose shape is kept, so that the API does not refuse the shape: only letters and digits of
 * its last third are others, a digit for a digit and a letter that is also a hexadecimal digit for a letter.
 */
export function unknownId(like = ''): string {
  if (like.length < SHORTEST_SAMPLE) return `z${randomUUID().replaceAll('-', '').slice(0, 23)}`;
  const kept = Math.ceil((like.length * 2) / 3);
  const other = (character: string): string => {
    if (/[0-9]/.test(character)) return String(randomInt(10));
    const letter = 'abcdef'.charAt(randomInt(6));
    return /[A-Z]/.test(character) ? letter.toUpperCase() : letter;
  };
  const id = like.slice(0, kept) + like.slice(kept).replaceAll(/[a-z0-9]/gi, other);
  return id === like ? unknownId(like) : id;
}
