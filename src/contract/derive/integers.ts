import { statedNumbers, stated, type Location } from './location.js';
import type { Random } from './random.js';

/** The integers that the bounds of a location leave open; infinite where there is none. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** The `multipleOf`, where one is stated. */
  readonly step?: number;
}

/** The range of a location's integers, from every bound in every part, in the syntax of 3.0 or 3.1. */
export function integerRange(location: Location): Range {
  const strictly = (keyword: string): boolean => stated(location, keyword).includes(true);
  const low = [
    ...statedNumbers(location, 'minimum').map(
      (bound) => Math.ceil(bound) + (strictly('exclusiveMinimum') ? 1 : 0),
    ),
    ...statedNumbers(location, 'exclusiveMinimum').map((bound) => Math.floor(bound) + 1),
  ];
  const high = [
    ...statedNumbers(location, 'maximum').map(
      (bound) => Math.floor(bound) - (strictly('exclusiveMaximum') ? 1 : 0),
    ),
    ...statedNumbers(location, 'exclusiveMaximum').map((bound) => Math.ceil(bound) - 1),
  ];
  const steps = statedNumbers(location, 'multipleOf');
  const range = { low: Math.max(-Infinity, ...low), high: Math.min(Infinity, ...high) };
  return steps.length === 0 ? range : { ...range, step: Math.max(...steps) };
}

/** A part of a range with ordinary values: some hundreds between two bounds, small counts where a bound is missing. */
export function modestWindow({ low, high }: Range): { from: number; to: number } {
  const sizes = { from: 601, to: 1999 };
  const counts = { from: 20, to: 59 };
  const preferred = Number.isFinite(low) && Number.isFinite(high) ? [sizes, counts] : [counts, sizes];
  for (const window of preferred) if (low <= window.from && window.to <= high) return window;
  if (Number.isFinite(low)) return { from: low, to: Math.min(high, low + 998) };
  return { from: high - 998, to: high };
}

/** An ordinary integer for a location: odd, so that rounding shows, unless the document requires multiples. */
export function modestInteger(location: Location, random: Random): number {
  const range = integerRange(location);
  const { from, to } = modestWindow(range);
  return range.step === undefined
    ? oddIn(from, to, random, location.name)
    : multipleIn(range.step, { from, to }, random, location.name);
}

/** An odd integer from a window; any integer where the window holds no odd one. */
export function oddIn(from: number, to: number, random: Random, key: string): number {
  const first = from % 2 === 0 ? from + 1 : from;
  const count = Math.floor((to - first) / 2) + 1;
  return count < 1 ? from : first + 2 * random.below(count, key);
}

function multipleIn(
  step: number,
  { from, to }: { readonly from: number; readonly to: number },
  random: Random,
  key: string,
): number {
  const first = Math.ceil(from / step);
  const count = Math.max(1, Math.floor(to / step) - first + 1);
  return precise((first + random.below(count, key)) * step);
}

/** A sum or product of decimal numbers without binary rounding errors: 0.3, not 0.30000000000000004. */
export function precise(value: number): number {
  return Number(value.toPrecision(15));
}
