import type { RunRecord } from '../model/run-record.js';
import { counted } from './visible.js';

const MOST_NAMED = 8;

/** The statements of the request schema that have no case, by place: `telemetry.mode: discriminator, pattern`. */
export function notCoveredLines({ notCovered = [] }: Pick<RunRecord, 'notCovered'>): string[] {
  const byPlace = new Map<string, Set<string>>();
  for (const { path, keyword } of notCovered) {
    const keywords = byPlace.get(path) ?? new Set();
    byPlace.set(path, keywords.add(keyword));
  }
  const lines = [...byPlace].map(([path, keywords]) => `${path}: ${[...keywords].join(', ')}`);
  const more = lines.length - MOST_NAMED;
  return more > 0 ? [...lines.slice(0, MOST_NAMED), `and ${counted(more, 'more place')}`] : lines;
}
