import type { Finding, Size } from '../model/finding.js';
import { isObject, sameJson, type Json } from '../model/json.js';
import type { Shown } from './subject.js';

const SIDES = ['width', 'height'] as const;

/** The size that a session's state shows. The rate follows from the size and may be left out. */
export function sizeOf(state: Json | undefined): Size {
  const viewport = isObject(state) && isObject(state.viewport) ? state.viewport : {};
  return { width: viewport.width, height: viewport.height };
}

/**
 * What one look at a session, during or after concurrent updates, shows is whole: one of the sizes that an update
 * asked for, never a mixture of two.
 * @param asked the sizes that are right.
 * @param clause JSON pointer of the sentence that the updates rest on.
 */
export function torn(
  seen: Shown,
  asked: readonly Size[],
  seenIn: 'answer' | 'read meanwhile' | 'last read',
  clause: string,
): Finding[] {
  const size = sizeOf(seen.state);
  if (asked.some((right) => sameJson(right.width, size.width) && sameJson(right.height, size.height)))
    return [];
  const foreign = SIDES.filter((side) => !asked.some((right) => sameJson(right[side], size[side])));
  const details = { seenIn, size, foreign };
  return [{ check: 'torn', severity: 'breach', clause, exchange: seen.exchange, details }];
}
