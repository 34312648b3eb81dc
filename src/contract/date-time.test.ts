import { expect } from 'chai';
import { isDateTime, sameInstant } from './date-time.js';

describe('date-times of RFC 3339', () => {
  const accepted = [
    ['2026-05-04T03:02:01Z', 'the plain form'],
    ['2026-05-04T03:02:01.123456789Z', 'any number of fraction digits'],
    ['2026-05-04t03:02:01z', 'lower-case t and z'],
    ['2026-05-04T03:02:01+14:00', 'an offset ahead of UTC'],
    ['2026-05-04T03:02:01-00:00', 'an unknown local offset'],
    ['2024-02-29T00:00:00Z', 'the leap day of a leap year'],
    ['2000-02-29T00:00:00Z', 'the leap day of a century that has one'],
    ['0000-02-29T00:00:00Z', 'the leap day of the year 0'],
    ['2016-12-31T23:59:60Z', 'a leap second'],
    ['2017-01-01T00:59:60+01:00', 'a leap second written ahead of UTC'],
    ['2016-12-31T18:29:60.5-05:30', 'a leap second written behind UTC, with a fraction'],
  ] as const;
  for (const [text, what] of accepted) it(`accept ${what}`, () => expect(isDateTime(text)).to.equal(true));

  const refused = [
    ['', 'an empty text'],
    ['yesterday', 'a word'],
    ['2026-05-04', 'a date alone'],
    ['03:02:01Z', 'a time alone'],
    ['2026-05-04T03:02:01', 'a missing offset'],
    ['2026-05-04 03:02:01Z', 'a space instead of the T'],
    ['2026-05-04T03:02:01 Z', 'a space before the offset'],
    ['2026-05-04T03:02Z', 'missing seconds'],
    ['2026-05-04T03:02:01.Z', 'a point without a fraction'],
    ['2026-05-04T03:02:01,5Z', 'a comma instead of the point'],
    ['2026-05-04T03:02:01+0200', 'an offset without its colon'],
    ['2026-05-04T03:02:01+24:00', 'an offset of a whole day'],
    ['2026-05-04T03:02:01+01:60', 'an offset of sixty minutes'],
    ['2026-13-04T03:02:01Z', 'a thirteenth month'],
    ['2026-00-04T03:02:01Z', 'a month 0'],
    ['2026-05-00T03:02:01Z', 'a day 0'],
    ['2026-02-30T03:02:01Z', 'a day that February never has'],
    ['2026-02-29T03:02:01Z', 'a leap day in a common year'],
    ['1900-02-29T03:02:01Z', 'a leap day in a century without one'],
    ['2026-04-31T03:02:01Z', 'a thirty-first of April'],
    ['2026-05-04T24:00:00Z', 'an hour 24'],
    ['2026-05-04T03:60:00Z', 'a minute 60'],
    ['2026-05-04T03:02:61Z', 'a second 61'],
    ['2026-05-04T03:02:60Z', 'a leap second in the middle of a day'],
    ['2016-12-31T23:59:60+01:00', 'a leap second at local, not UTC midnight'],
    ['2026-05-04T03:02:01Z\n', 'a line break at the end'],
    ['26-05-04T03:02:01Z', 'a year of two digits'],
  ] as const;
  for (const [text, what] of refused) it(`refuse ${what}`, () => expect(isDateTime(text)).to.equal(false));

  const pairs = [
    ['2026-05-04T03:02:01Z', '2026-05-04T05:02:01+02:00', true, 'offsets differ'],
    ['2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00z', true, 'the year differs with the offset'],
    ['2026-05-04T03:02:01.5Z', '2026-05-04T03:02:01.500000Z', true, 'one has more fraction digits'],
    ['2026-05-04T03:02:01Z', '2026-05-04T03:02:01.999Z', true, 'only one has a fraction'],
    ['2026-05-04T03:02:01.123Z', '2026-05-04T03:02:01.124Z', false, 'milliseconds differ'],
    ['2026-05-04T03:02:01.123456Z', '2026-05-04T03:02:01.123457Z', false, 'microseconds differ'],
    ['2026-05-04T03:02:01.123Z', '2026-05-04T03:02:01.1234Z', true, 'one has its last digit cut'],
    ['2026-05-04T03:02:02Z', '2026-05-04T03:02:01.999Z', true, 'one is rounded up to the next second'],
    ['2026-05-04T03:02:01.124Z', '2026-05-04T03:02:01.12375Z', true, 'one has its last digit rounded'],
    ['2026-05-04T03:02:02Z', '2026-05-04T03:02:01.4Z', false, 'one would have been rounded up too far'],
    ['2026-05-04T03:02:01Z', '2026-05-04T03:02:02.0Z', false, 'one is a second early'],
    ['2026-05-04T03:02:03Z', '2026-05-04T03:02:01.999Z', false, 'more than a rounding lies between them'],
    ['2026-05-04T03:02:01Z', '2026-05-04T03:02:02Z', false, 'seconds differ'],
    ['2026-05-04T03:02:01Z', '2026-05-04T03:02:01+01:00', false, 'only the offset differs'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:59:60.0+01:00', true, 'a leap second is written in two offsets'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z', false, 'a leap second precedes the other'],
    ['0026-01-01T00:00:00Z', '1926-01-01T00:00:00Z', false, 'years before 100 are meant'],
    ['yesterday', 'yesterday', false, 'neither is a date-time'],
  ] as const;
  for (const [one, other, same, when] of pairs) {
    it(`are ${same ? 'one instant' : 'two instants'} when ${when}`, () => {
      expect([sameInstant(one, other), sameInstant(other, one)]).to.deep.equal([same, same]);
    });
  }
});
