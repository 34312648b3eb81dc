import type { NotCovered } from '../model/not-covered.js';
import type { RunRecord } from '../model/run-record.js';
import { readablePointer } from './readable-pointer.js';
import { counted } from './visible.js';

const MOST_NAMED = 8;

/**
 * The statements that have no case, or that nothing checks, by place: `telemetry.mode: discriminator, pattern`,
 * `in answers, Browser › usage: format`.
 */
export function notCoveredLines({ notCovered = [] }: Pick<RunRecord, 'notCovered'>): string[] {
  const byPlace = new Map<string, Set<string>>();
  for (const one of notCovered) {
    const place = placeOf(one);
    const keywords = byPlace.get(place) ?? new Set();
    byPlace.set(place, keywords.add(one.keyword));
  }
  const lines = [...byPlace].map(([path, keywords]) => `${path}: ${[...keywords].join(', ')}`);
  const more = lines.length - MOST_NAMED;
  return more > 0 ? [...lines.slice(0, MOST_NAMED), `and ${counted(more, 'more place')}`] : lines;
}

function placeOf({ path, pointer, of }: NotCovered): string {
  return of === 'answers' ? `in answers, ${readablePointer(outer(pointer))}` : path;
}

function outer(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
