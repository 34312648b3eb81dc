import { isObject, type Json } from '../../model/json.js';
import { branchesOf, type Branch } from './branches.js';
import { step } from './ids.js';
import { childLocation, stated, statedKeys, statedNames, type Location } from './location.js';
import type { Random } from './random.js';
import type { Statement, Tools, Variant } from './variant.js';
import { unchanged } from './variant.js';
import { aThing, givenAs } from './words.js';

/** `oneOf` and `anyOf`: each branch alone, none of them, and for `oneOf` two at once. */
export function choiceVariants({ location, part, keyword }: Statement, tools: Tools): Variant[] {
  if (keyword !== 'oneOf' && keyword !== 'anyOf') return [];
  const branches = branchesOf(tools.document, location, part, keyword);
  const alone = branches.map((branch): Variant => ({
    name: step(branch.label),
    intent: 'accept',
    base: (random) => tools.sampler.value(branch.location, random),
    value: unchanged,
    say: () => `${aThing(location)} ${branch.words}`,
  }));
  return [
    ...alone,
    ...none(location, branches, tools),
    ...(keyword === 'oneOf' ? several(location, branches, tools) : []),
  ];
}

function none(location: Location, branches: readonly Branch[], { sampler }: Tools): Variant[] {
  const word = branches.length === 2 ? 'neither' : 'none';
  const known = new Set(statedKeys(location, 'properties'));
  const own = statedNames(location, 'required');
  const distinctive = new Set(
    branches.flatMap(({ location: at }) => [
      ...statedNames(at, 'required'),
      ...statedKeys(at, 'properties').filter((name) => !known.has(name)),
    ]),
  );
  const missing = [...distinctive].filter((name) => !own.includes(name));
  const variants: Variant[] = [
    {
      name: word,
      intent: 'refuse',
      value: (valid) =>
        isObject(valid)
          ? Object.fromEntries(Object.entries(valid).filter(([name]) => !missing.includes(name)))
          : undefined,
      say: () => `${aThing(location)} without ${missing.join(' or ')}`,
    },
    {
      name: word,
      intent: 'refuse',
      fallback: true, // members that all branches require are kept, with values that match none of them
      value: (valid) =>
        isObject(valid) ? Object.fromEntries(Object.keys(valid).map((name) => [name, 'unknown'])) : undefined,
      say: () => `${aThing(location)} that matches ${word === 'neither' ? 'neither' : 'no'} branch`,
    },
  ];
  // Where the location itself states a type, values of other types break that statement too.
  const typed = stated(location, 'type').length > 0;
  const others = Object.entries(OF_EACH_TYPE).map(([name, value]): Variant => ({
    name: `${word}-${name}`,
    intent: 'refuse',
    fallback: typed,
    value: () => (sampler.fits(location, value) ? undefined : value),
    say: () => givenAs(location, value),
  }));
  return [...variants, ...others];
}

/** One value of every type, for choices between types. */
const OF_EACH_TYPE: Readonly<Record<string, Json>> = {
  text: 'plain text',
  'empty-text': '',
  number: -1283,
  true: true,
  null: null,
  array: [],
  object: {},
};

/** Of more branches, each is sent together with the next one only. */
const MOST_PAIRED = 6;

function several(location: Location, branches: readonly Branch[], { sampler }: Tools): Variant[] {
  const mates = branches.length > MOST_PAIRED ? 1 : branches.length;
  return branches.flatMap((first, index) =>
    branches.slice(index + 1, index + 1 + mates).flatMap((second): Variant[] => {
      const name = branches.length === 2 ? 'both' : `${step(first.label)}+${step(second.label)}`;
      const say = (): string => `${aThing(location)} ${first.words} and ${second.words}`;
      const base = (random: Random): Json | undefined => sampler.value(first.location, random);
      const merged = (valid: Json, random: Random): Json | undefined => {
        const other = sampler.value(second.location, random);
        return isObject(valid) && isObject(other) ? { ...other, ...valid } : undefined;
      };
      // A value for both branches is written without being checked: the choice itself would reject it.
      const written = (_: Json, random: Random): Json | undefined => {
        const parts = [
          ...first.location.parts,
          ...second.location.parts.filter((part) => !first.location.parts.includes(part)),
        ];
        return sampler.sketch({ ...location, parts }, random);
      };
      return [
        { name, intent: 'refuse', base, value: merged, say },
        { name, intent: 'refuse', fallback: true, base, value: written, say },
      ];
    }),
  );
}

/** `not`: a value that does not match the forbidden schema, and one that does. */
export function notVariants(
  { location, part, pointer }: Statement,
  { document, sampler }: Tools,
): Variant[] | string {
  const alone = { name: location.name, subject: location.subject, step: '' };
  const kind = childLocation(document, location, alone, [{ ...part, pointer, branch: false }]);
  if (kind === undefined) return 'The forbidden schema states nothing.';
  const merged = (valid: Json, random: Random): Json | undefined => {
    const value = sampler.plain(kind, random);
    return isObject(valid) && isObject(value) ? { ...valid, ...value } : value;
  };
  // The outer statements apply as well: `not: { multipleOf: 2 }` needs an even number that is in range.
  const within = (_: Json, random: Random): Json | undefined =>
    sampler.sketch({ ...location, parts: [...location.parts, ...kind.parts] }, random);
  const say = (): string => `${aThing(location)} that matches the forbidden schema`;
  return [
    {
      name: 'other',
      intent: 'accept',
      value: unchanged,
      say: () => `${aThing(location)} that does not match the forbidden schema`,
    },
    { name: 'forbidden', intent: 'refuse', value: merged, say },
    { name: 'forbidden', intent: 'refuse', fallback: true, value: within, say },
  ];
}
