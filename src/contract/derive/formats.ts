import type { Json } from '../../model/json.js';
import { digest, type Random } from './random.js';

/** A format's valid value, and one that differs from a valid one only in what the format requires. */
interface Format {
  readonly valid: (random: Random) => Json;
  readonly broken: Json;
}

const two = (number: number): string => String(number).padStart(2, '0');
const day = (random: Random): string =>
  `2031-${two(1 + random.below(12, 'month'))}-${two(1 + random.below(28, 'day'))}`;
const clock = (random: Random): string =>
  `${two(random.below(24, 'hour'))}:${two(random.below(60, 'minute'))}:07Z`;
const word = (random: Random): string => `case-${digest(String(random.below(1e9, 'word')))}`;
const uuid = (random: Random): string => {
  const part = (key: string): string => digest(String(random.below(1e9, key)));
  return `${part('a')}00-${part('b').slice(2)}-4${part('c').slice(3)}-8${part('d').slice(3)}-${part('e')}${part('f')}`;
};

const FORMATS: Readonly<Record<string, Format>> = {
  'date-time': { valid: (random) => `${day(random)}T${clock(random)}`, broken: '2031-02-30T12:00:07Z' },
  date: { valid: day, broken: '2031-02-30' },
  time: { valid: clock, broken: '25:00:07Z' },
  duration: { valid: (random) => `PT${1 + random.below(50, 'minutes')}M`, broken: '5 minutes' },
  email: { valid: (random) => `${word(random)}@example.com`, broken: 'case.example.com' },
  hostname: { valid: (random) => `${word(random)}.example.com`, broken: '-case-.example.com' },
  ipv4: { valid: (random) => `192.0.2.${1 + random.below(254, 'octet')}`, broken: '192.0.2.256' },
  ipv6: {
    valid: (random) => `2001:db8::${(1 + random.below(9999, 'group')).toString(16)}`,
    broken: '2001:db8::g',
  },
  uri: { valid: (random) => `https://example.com/${word(random)}`, broken: '//example.com/without a scheme' },
  url: { valid: (random) => `https://example.com/${word(random)}`, broken: 'example' },
  'uri-reference': { valid: (random) => `/${word(random)}`, broken: '\\\\case\\with backslashes' },
  'uri-template': { valid: (random) => `/${word(random)}/{id}`, broken: '/case/{id' },
  uuid: { valid: uuid, broken: '01234567-89ab-4cde-8f01-23456789abcg' },
  regex: { valid: (random) => `^${word(random)}$`, broken: '(case' },
  'json-pointer': { valid: (random) => `/${word(random)}`, broken: 'case' },
  'relative-json-pointer': { valid: (random) => `1/${word(random)}`, broken: '/case' },
  byte: { valid: (random) => Buffer.from(word(random)).toString('base64'), broken: 'case!' },
  int32: { valid: () => 2 ** 31 - 1, broken: 2 ** 31 },
};

/** Formats that exclude no JSON value: they only inform about its use. */
const WITHOUT_BROKEN: ReadonlySet<string> = new Set(['int64', 'float', 'double', 'password', 'binary']);

/**
 * The values of a format.
 * @returns why there are none, as a whole sentence, for formats that are unknown or exclude nothing.
 */
export function formatValues(format: string): Format | string {
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (known !== undefined) return known;
  return WITHOUT_BROKEN.has(format)
    ? `The format ${format} excludes no JSON value of its type.`
    : `No values of the format ${format} are known.`;
}
