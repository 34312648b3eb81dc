/** Up to so many pixels, so many Hz. The bounds are the largest presets of the document that have that rate. */
const RATES = [
  { pixels: 1280 * 800, hertz: 60 },
  { pixels: 1920 * 1200, hertz: 25 },
] as const;
const LOWEST = 10;

/**
 * The refresh rate of a viewport that names none, determined by its resolution: every preset that the document
 * lists gets its own rate, and of two other sizes the larger never gets the higher one.
 */
export function refreshRateFor(width: number, height: number): number {
  return RATES.find((rate) => width * height <= rate.pixels)?.hertz ?? LOWEST;
}
