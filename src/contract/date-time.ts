import { fullFormats } from 'ajv-formats/dist/formats.js';

/** Rejects what ajv-formats allows and the grammar does not: a space for the `T`, and an offset without its colon. */
const SHAPE = /^\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(?:\.(\d+))?(?:z|[+-]\d\d:\d\d)$/i;

/**
 * Is the text a date-time of RFC 3339, section 5.6? Calendar days must exist, and a second of 60 is allowed only where
 * leap seconds fall (23:59 UTC).
 */
export function isDateTime(text: string): boolean {
  const format: unknown = fullFormats['date-time'];
  return SHAPE.test(text) && isTextFormat(format) && format.validate(text);
}

/** The types of ajv-formats do not distinguish formats of strings from those of numbers. */
function isTextFormat(format: unknown): format is { validate: (text: string) => boolean } {
  return typeof format === 'object' && format !== null && 'validate' in format;
}

/**
 * Do two date-times name the same instant, as far as both specify it? Offsets may differ, and one may have fewer
 * fraction digits than the other, cut or rounded, and filled up with zeros or not. A malformed date-time names no instant.
 */
export function sameInstant(a: string, b: string): boolean {
  const one = read(a);
  const other = read(b);
  if (one === undefined || other === undefined) return false;
  // A leap second and the second after it are two instants with the same count.
  if (one.leap !== other.leap) return false;
  const [short, long] = one.fraction.length <= other.fraction.length ? [one, other] : [other, one];
  const digits = short.fraction.length;
  // The one with fewer digits was cut or rounded.
  const up = Number(long.fraction.charAt(digits) || '0') >= 5 ? 1n : 0n;
  const apart = ticks(short, digits) - ticks(long, digits);
  return apart === 0n || apart === up;
}

/** The instant as a whole number of that digit's units, cut. */
function ticks({ second, fraction }: Instant, digits: number): bigint {
  return BigInt(second) * 10n ** BigInt(digits) + BigInt(fraction.slice(0, digits) || '0');
}

interface Instant {
  /** Seconds since 1970 UTC, leap seconds not counted. */
  readonly second: number;
  readonly leap: boolean;
  /** The digits after the decimal point, as many as were written. */
  readonly fraction: string;
}

function read(text: string): Instant | undefined {
  if (!isDateTime(text)) return undefined;
  const fraction = (SHAPE.exec(text)?.[1] ?? '').replace(/0+$/, ''); // zeros may only fill up what was cut
  const isLeap = text.slice(17, 19) === '60';
  // JavaScript dates have no leap second: count it as the one after 59.
  const whole = text
    .toUpperCase()
    .replace(/\.\d+/, '')
    .replace(/:60(?=Z|[+-])/, ':59');
  return { second: Date.parse(whole) / 1000 + (isLeap ? 1 : 0), leap: isLeap, fraction };
}
