import { isObject, type Json } from '../../model/json.js';
import { grown } from './objects.js';
import type { Random } from './random.js';
import type { Statement, Tools, Variant } from './variant.js';
import { aThing } from './words.js';

/** Longer names than these are not sent: they prove nothing that a shorter one does not. */
const LONGEST = 2000;

/** `propertyNames`: a name as long as allowed, and names that are longer, shorter, or of another form. */
export function memberNameVariants({ location, value }: Statement, tools: Tools): Variant[] | string {
  const { minLength = 0, maxLength, pattern } = isObject(value) ? value : {};
  const calling = (name: string) => (valid: Json, random: Random) =>
    renamed(grown(valid, location, tools, random), name);
  const refused = (name: string, given: string, say: string): Variant => ({
    name,
    intent: 'refuse',
    value: calling(given),
    say: () => `${aThing(location)} with ${say}`,
  });
  const variants: Variant[] = [];
  if (typeof maxLength === 'number' && maxLength < LONGEST) {
    const longest = `a member name of ${maxLength} characters`;
    const say = (): string => `${aThing(location)} with ${longest}, as long as allowed`;
    variants.push(
      { name: 'longest', intent: 'accept', value: calling('n'.repeat(maxLength)), say },
      refused('too-long', 'n'.repeat(maxLength + 1), `a member name of ${maxLength + 1} characters`),
    );
  }
  if (typeof minLength === 'number' && minLength > 0 && minLength < LONGEST) {
    variants.push(
      refused('too-short', 'n'.repeat(minLength - 1), `a member name of ${minLength - 1} characters`),
    );
  }
  if (pattern !== undefined) variants.push(refused('odd', ' !', 'a member name that breaks the pattern'));
  return variants.length > 0 ? variants : 'No cases are derived from what it states.';
}

/** The same members, one of them under another name. */
function renamed(valid: Json | undefined, name: string): Json | undefined {
  if (!isObject(valid)) return undefined;
  const [[, first] = [], ...rest] = Object.entries(valid);
  return first === undefined ? undefined : Object.fromEntries([[name, first], ...rest]);
}
