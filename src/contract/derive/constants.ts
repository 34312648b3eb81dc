import { sameJson, type Json } from '../../model/json.js';
import { valueStep } from './ids.js';
import type { Location } from './location.js';
import { forbidsNull } from './types.js';
import type { Statement, Variant } from './variant.js';
import { aThing, givenAs } from './words.js';

/** `enum`: every listed value, one that is not listed, and a listed string in the other case. */
export function enumVariants({ location, value, part }: Statement): Variant[] {
  const listed = Array.isArray(value) ? value : [];
  const isNullRefused = part.schema.nullable === true && forbidsNull(part.schema);
  return [
    ...fewOf(listed).map((one): Variant => kept(valueStep(one), one, (sent) => givenAs(location, sent))),
    ...unlisted(
      listed,
      (sent) => `${aThing(location)} given as ${JSON.stringify(sent)}, which is not listed`,
    ),
    ...(isNullRefused ? [refusedNull(location)] : []),
  ];
}

/** Of a longer list, so many values are sent, evenly spread. */
const MOST_LISTED = 200;

/** Why not every value of a list has its case. */
export function unsentValues(value: Json): string | undefined {
  return Array.isArray(value) && value.length > MOST_LISTED
    ? `Of its ${value.length} values, ${MOST_LISTED} have a case.`
    : undefined;
}

function fewOf(listed: readonly Json[]): Json[] {
  const stride = Math.max(1, listed.length / MOST_LISTED);
  const count = Math.min(listed.length, MOST_LISTED);
  return Array.from({ length: count }, (_, index) => listed[Math.floor(index * stride)] ?? null);
}

/** `const`: the value, and another one. */
export function constVariants({ location, value }: Statement): Variant[] {
  return [
    kept('value', value, (sent) => givenAs(location, sent)),
    ...unlisted([value], (sent) => `${aThing(location)} given as ${JSON.stringify(sent)}, another value`),
  ];
}

/** `nullable` beside the list does not add null to it. */
function refusedNull(location: Location): Variant {
  const say = (): string => `${aThing(location)} given as null, which is not listed`;
  return { name: 'null', intent: 'refuse', value: () => null, say };
}

function kept(name: string, value: Json, say: (value: Json) => string): Variant {
  return { name, intent: 'accept', value: () => value, say };
}

function unlisted(listed: readonly Json[], say: (value: Json) => string): Variant[] {
  const fresh = (value: Json): boolean => !listed.some((one) => sameJson(one, value));
  const like = listed.find((one) => one !== null) ?? listed[0] ?? null;
  const other = [...neighbours(like, listed), 'another', 1283, true, false, null].find((value) =>
    fresh(value),
  );
  const flipped =
    typeof like === 'string'
      ? [like.toUpperCase(), like.toLowerCase()].find((text) => fresh(text))
      : undefined;
  const refused = (name: string, value: Json): Variant => ({
    name,
    intent: 'refuse',
    value: () => value,
    say,
  });
  return [
    ...(other === undefined ? [] : [refused('other', other)]),
    ...(flipped === undefined ? [] : [refused('other-case', flipped)]),
  ];
}

/** Values of the same type as a listed one that are not listed: only the list excludes them. */
function neighbours(like: Json, listed: readonly Json[]): Json[] {
  if (typeof like === 'string') return [`${like}x`, `${like}-other`];
  if (typeof like === 'number')
    return [
      listed.reduce<number>((most, one) => (typeof one === 'number' ? Math.max(most, one) : most), like) + 1,
    ];
  if (typeof like === 'boolean') return [!like];
  if (Array.isArray(like)) return [[...like, 'another'], []];
  return like === null ? [] : [{ ...like, another: 'member' }, {}];
}
