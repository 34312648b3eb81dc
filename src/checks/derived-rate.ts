import type { Exchange } from '../model/exchange.js';
import type { DerivedRate, Finding } from '../model/finding.js';

/**
 * "Determined from width and height where it is left out", and "the higher the resolution, the lower the rate": one
 * size has one rate, and a size that is larger both ways has no higher one.
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
  if (other === undefined) return [];
  return [{ check: 'derived-rate', severity: 'breach', clause, exchange, details: { seen, other } }];
}

function contradict(seen: DerivedRate, other: DerivedRate): boolean {
  const [wider, taller] = [seen.width - other.width, seen.height - other.height];
  if (wider === 0 && taller === 0) return seen.rate !== other.rate;
  const higherOnLarger = wider >= 0 && taller >= 0 && seen.rate > other.rate;
  const lowerOnSmaller = wider <= 0 && taller <= 0 && seen.rate < other.rate;
  return higherOnLarger || lowerOnSmaller;
}
