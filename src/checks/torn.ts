import { isObject, sameJson, type Json } from '../model/json.js';
import type { Finding } from '../model/finding.js';
import { shown } from './session-state.js';
import type { Shown } from './subject.js';

/** A size as a read shows it; the rate follows from the size and may be left out. */
export interface Size {
  readonly width: Json | undefined;
  readonly height: Json | undefined;
}

/** The size that a session's state shows. */
export function sizeOf(state: Json | undefined): Size {
  const viewport = isObject(state) && isObject(state.viewport) ? state.viewport : {};
  return { width: viewport.width, height: viewport.height };
}

/**
 * What one look at a session, during or after concurrent updates, shows is whole: one of the sizes that somebody
 * asked for, never a mixture of two.
 */
export function torn(seen: Shown, asked: readonly Size[], who: string, clause: string): Finding[] {
  const size = sizeOf(seen.state);
  if (asked.some((one) => sameJson(one.width, size.width) && sameJson(one.height, size.height))) return [];
  return [
    {
      check: 'torn',
      severity: 'breach',
      clause,
      because: `${who} a viewport of ${shown(size.width)} x ${shown(size.height)}, which no update asked for`,
      exchange: seen.index,
    },
  ];
}
