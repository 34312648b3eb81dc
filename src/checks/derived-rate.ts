import type { Finding } from '../model/finding.js';

/** A refresh rate that was left to the API, with the size that it was derived from. */
export interface DerivedRate {
  readonly width: number;
  readonly height: number;
  readonly rate: number;
}

/**
 * "Determined from width and height where it is left out", and "the higher the resolution, the lower the rate": one
 * size has one rate, and a size that is larger both ways has no higher one.
 * @param seen what an update without a rate has led to.
 * @param known what others have led to before.
 * @param clause JSON pointer of the member.
 * @param exchange index of the exchange that shows it.
 */
export function derivedRate(
  seen: DerivedRate,
  known: readonly DerivedRate[],
  clause: string,
  exchange: number,
): Finding[] {
  const objection = known.map((other) => contradiction(seen, other)).find((text) => text !== undefined);
  if (objection === undefined) return [];
  const because = `it shows viewport.refresh_rate ${seen.rate}, left out at ${sizeOf(seen)}, ${objection}`;
  return [{ check: 'derived-rate', severity: 'breach', clause, because, exchange }];
}

function contradiction(seen: DerivedRate, other: DerivedRate): string | undefined {
  const [wider, taller] = [seen.width - other.width, seen.height - other.height];
  const told = `but it was ${other.rate} at ${sizeOf(other)}`;
  if (wider === 0 && taller === 0) return seen.rate === other.rate ? undefined : `${told} before`;
  const larger = wider >= 0 && taller >= 0 && seen.rate > other.rate;
  const smaller = wider <= 0 && taller <= 0 && seen.rate < other.rate;
  return larger || smaller ? `${told}: the higher the resolution, the lower the rate` : undefined;
}

function sizeOf({ width, height }: DerivedRate): string {
  return `${width} x ${height}`;
}
