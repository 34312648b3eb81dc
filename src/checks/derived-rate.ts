import type { Exchange } from '../model/exchange.js';
import type { DerivedRate, Finding } from '../model/finding.js';

/**
 * "Determined from width and height where it is left out", and "the higher the resolution, the lower the rate": one
 * size has one rate, a size that is larger both ways has no higher one, and none is a display that is never refreshed.
 * @param seen what an update without a rate has led to.
 * @param known what others have led to before.
 * @param clause JSON pointer of the member.
 * @param exchange the exchange that shows it.
 */
export function derivedRate(
  seen: DerivedRate,
  known: readonly DerivedRate[],
  clause: string,
  exchange: Exchange,
): Finding[] {
  const other = known.find((rate) => contradict(seen, rate));
  if (other === undefined && seen.rate > 0) return [];
  const details = other === undefined ? { seen } : { seen, other };
  return [{ check: 'derived-rate', severity: 'breach', clause, exchange, details }];
}

/** "The higher the resolution, the lower the rate": the smallest and the largest size cannot have the same one. */
export function sameRate(
  smallest: DerivedRate,
  largest: DerivedRate,
  clause: string,
  exchange: Exchange,
): Finding[] {
  if (smallest.rate !== largest.rate) return [];
  const details = { seen: largest, other: smallest };
  return [{ check: 'derived-rate', severity: 'breach', clause, exchange, details }];
}

function contradict(seen: DerivedRate, other: DerivedRate): boolean {
  const [wider, taller] = [seen.width - other.width, seen.height - other.height];
  if (wider === 0 && taller === 0) return seen.rate !== other.rate;
  const higherOnLarger = wider >= 0 && taller >= 0 && seen.rate > other.rate;
  const lowerOnSmaller = wider <= 0 && taller <= 0 && seen.rate < other.rate;
  return higherOnLarger || lowerOnSmaller;
}
