const SHAPE = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|[+-](\d\d):(\d\d))$/;

/**
 * Is the text a date-time of RFC 3339, section 5.6? Calendar days must exist, a second of 60 is allowed only where
 * leap seconds fall (23:59 UTC), and a blank in place of the `T` is refused: section 5.6 lets applications choose it
 * for people to read, the `date-time` rule of the grammar does not contain it.
 */
export function isDateTime(text: string): boolean {
  const parts = SHAPE.exec(text);
  if (parts === null) return false;
  const [year, month, day, hour, minute, second, offsetHour, offsetMinute] = [1, 2, 3, 4, 5, 6, 8, 9].map(
    (index) => Number(parts[index] ?? 0),
  );
  if (year === undefined || month === undefined || day === undefined) return false;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 60) return false;
  if ((offsetHour ?? 0) > 23 || (offsetMinute ?? 0) > 59) return false;
  if (second !== 60) return true;
  const sign = /-\d\d:\d\d$/.test(text) ? -1 : 1;
  const offset = sign * ((offsetHour ?? 0) * 60 + (offsetMinute ?? 0));
  const utcMinute = ((hour ?? 0) * 60 + (minute ?? 0) - offset + 2 * 1440) % 1440;
  return utcMinute === 1439;
}

/**
 * Do two date-times name the same instant, as far as both tell it? Offsets may differ, and one may have fewer
 * fraction digits than the other.
 */
export function sameInstant(a: string, b: string): boolean {
  const digits = Math.min(fraction(a), fraction(b), 3);
  const unit = 10 ** (3 - digits);
  return Math.floor(Date.parse(a) / unit) === Math.floor(Date.parse(b) / unit);
}

function fraction(text: string): number {
  return SHAPE.exec(text)?.[7]?.length ?? 0;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
