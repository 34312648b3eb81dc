import { grouped } from './visible.js';

/** A length of time as a person says it: `31 ms`, `5.8 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${grouped(ms)} ms`;
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${grouped(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}

const MINUTE_MS = 60_000;
const UNITS = [
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
] as const;

/** How long before `now` something was: `2 days ago`, `1 minute ago`. Both are ISO 8601. */
export function ago(at: string, now: string): string {
  const passed = Date.parse(now) - Date.parse(at);
  const [unit, ms] = UNITS.find(([, length]) => passed >= length) ?? ['minute', MINUTE_MS];
  return new Intl.RelativeTimeFormat('en').format(-Math.max(1, Math.floor(passed / ms)), unit);
}
