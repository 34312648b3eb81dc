const SHAPE = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * Is the text a date-time of RFC 3339, section 5.6? Calendar days must exist, a second of 60 is allowed only where
 * leap seconds fall (23:59 UTC), and a blank in place of the `T` is refused: section 5.6 lets applications choose it
 * for people to read, the `date-time` rule of the grammar does not contain it.
 */
export function isDateTime(text: string): boolean {
  return read(text) !== undefined;
}

/**
 * Do two date-times name the same instant, as far as both tell it? Offsets may differ, and one may have fewer
 * fraction digits than the other, cut or rounded. What is no date-time names no instant.
 */
export function sameInstant(a: string, b: string): boolean {
  const one = read(a);
  const other = read(b);
  if (one === undefined || other === undefined) return false;
  // A leap second and the second after it are two instants that count alike.
  if (one.leap !== other.leap) return false;
  const [short, long] = one.fraction.length <= other.fraction.length ? [one, other] : [other, one];
  const digits = short.fraction.length;
  // Whoever tells fewer digits has cut the others, or rounded.
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
  const parts = SHAPE.exec(text);
  if (parts === null) return undefined;
  const number = (index: number): number => Number(parts[index] ?? 0);
  const [year, month, day] = [number(1), number(2), number(3)];
  const [hour, minute, second] = [number(4), number(5), number(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60 || number(9) > 23 || number(10) > 59) return undefined;

  const offset = (parts[8] === '-' ? -1 : 1) * (number(9) * 60 + number(10));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // unlike Date.UTC, it does not take the year 26 for 1926
  const minutes = date.getTime() / 60_000 + hour * 60 + minute - offset;
  const isLastOfDay = ((minutes % 1440) + 1440) % 1440 === 1439;
  if (second === 60 && !isLastOfDay) return undefined;
  return { second: minutes * 60 + second, leap: second === 60, fraction: parts[7] ?? '' };
}

function daysIn(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0); // day 0 is the last one of the month before
  return date.getUTCDate();
}
