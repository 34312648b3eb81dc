import { sameJson, type Json } from '../../model/json.js';
import { valueStep } from './ids.js';
import type { Statement, Variant } from './variant.js';
import { aThing, givenAs } from './words.js';

/** `enum`: every listed value, one that is not listed, and a listed string in the other case. */
export function enumVariants({ location, value }: Statement): Variant[] {
  const listed = Array.isArray(value) ? value : [];
  return [
    ...listed.map((one): Variant => kept(valueStep(one), one, (sent) => givenAs(location, sent))),
    ...unlisted(
      listed,
      (sent) => `${aThing(location)} given as ${JSON.stringify(sent)}, which is not listed`,
    ),
  ];
}

/** `const`: the value, and another one. */
export function constVariants({ location, value }: Statement): Variant[] {
  return [
    kept('value', value, (sent) => givenAs(location, sent)),
    ...unlisted([value], (sent) => `${aThing(location)} given as ${JSON.stringify(sent)}, another value`),
  ];
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
  if (typeof like === 'number') return [Math.max(...listed.filter((one) => typeof one === 'number')) + 1];
  if (typeof like === 'boolean') return [!like];
  if (Array.isArray(like)) return [[...like, 'another'], []];
  return like === null ? [] : [{ ...like, another: 'member' }, {}];
}
