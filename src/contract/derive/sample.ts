import type { ContractDocument } from '../document.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import type { SchemaChecker } from '../request-validator.js';
import { openBranches, type Branch } from './branches.js';
import { memberLocation } from './child-locations.js';
import { memberName } from './ids.js';
import { createCandidates } from './candidates.js';
import type { Given } from './search.js';
import { isReadOnly, stated, statedKeys, type Location } from './location.js';
import { resalted, type Random } from './random.js';

/** Values that exist where the cases run, by property path. */
export type Hints = Readonly<Record<string, { readonly valid: readonly Json[] }>>;

export interface Sampler {
  /** Begins the search for the values of a statement. @returns false where no steps are left for any. */
  begin(): boolean;
  /** Have the steps for this statement been used up? */
  isSpent(): boolean;
  /** A valid value for a location, the hinted one where there is one; undefined when none was found. */
  value(location: Location, random: Random, given?: Given): Json | undefined;
  /** The same without the location's own hints: a value that may be modified freely. */
  plain(location: Location, random: Random, given?: Given): Json | undefined;
  /** The first candidate for a location, valid or not. */
  sketch(location: Location, random: Random): Json | undefined;
  /** The whole body around a value of a location, with only the members that it requires. */
  around(location: Location, random: Random, value: Json): Json | undefined;
  /** Is a value valid by every schema that applies at a location? */
  fits(location: Location, value: Json): boolean;
  /** The body with placeholders that only fit once they are filled in (`<profile-name>`) replaced by such values. */
  filled(body: Json): Json;
  hinted(location: Location): readonly Json[];
}

const DEEPEST = 12;
/** How many steps one search may take: a recursive schema has too many candidates. */
const BUDGET = 3000;
/** How many steps all searches for one statement may take, and those for all statements. */
const BUDGET_OF_STATEMENT = 8000;
const BUDGET_OF_ALL = 400_000;
const SALTS = ['', 'a', 'b', 'c', 'd', 'e'];

/** Finds valid values, fresh ones for each `Random`, by writing candidates and asking the checker. */
export function createSampler(document: ContractDocument, checker: SchemaChecker, hints: Hints): Sampler {
  const samples = new Map<string, Json>();
  const { candidates, member } = createCandidates(document, { value, plain });
  let depth = 0;
  let budget = BUDGET;
  let ofStatement = BUDGET_OF_STATEMENT;
  let ofAll = BUDGET_OF_ALL;

  /** Takes a step of a search. @returns whether there was one left. */
  function takeStep(): boolean {
    if (Math.min(budget, ofStatement, ofAll) <= 0) return false;
    budget -= 1;
    ofStatement -= 1;
    ofAll -= 1;
    return true;
  }

  function filled(body: Json): Json {
    if (samples.size === 0) return body;
    if (typeof body === 'string') return samples.get(body) ?? body;
    if (Array.isArray(body)) return body.map((item) => filled(item));
    if (!isObject(body)) return body;
    return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, filled(value)]));
  }

  const fits = (location: Location, value: Json): boolean => {
    const real = filled(value);
    return location.roots.every((root) => checker.fits(root, real));
  };
  const hinted = (location: Location): readonly Json[] =>
    (Object.hasOwn(hints, location.name) ? hints[location.name]?.valid : undefined) ?? [];

  function value(location: Location, random: Random, given: Given = {}): Json | undefined {
    const [known] = hinted(location);
    if (known === undefined || Object.keys(given).length > 0) return plain(location, random, given);
    if (fits(location, known)) return known;
    // A placeholder will be filled in with a valid value; until then, a made-up one is checked instead.
    const madeUp = typeof known === 'string' && /^<.+>$/.test(known) ? plain(location, random) : undefined;
    if (typeof known !== 'string' || madeUp === undefined) return plain(location, random);
    samples.set(known, madeUp);
    return known;
  }

  function plain(location: Location, random: Random, given: Given = {}): Json | undefined {
    if (location.steps.length > DEEPEST) return undefined;
    if (depth === 0) budget = BUDGET;
    if (!takeStep()) return undefined;
    depth += 1;
    try {
      const branches = openBranches(document, location);
      const own = (): Json | undefined => written(location, random, given);
      // Where only branches state the type, they are tried first.
      const branchesFirst = branches.length > 0 && stated(location, 'type').length === 0;
      const asked = (): Json | undefined => branched(location, branches, random, given);
      for (const ask of branchesFirst ? [asked, own] : [own, asked]) {
        const found = ask();
        if (found !== undefined) return found; // not `??`: null is a value
      }
      return undefined;
    } finally {
      depth -= 1;
    }
  }

  function branched(
    location: Location,
    branches: readonly Branch[],
    random: Random,
    given: Given,
  ): Json | undefined {
    for (const branch of branches) {
      const found = plain(branch.location, random, given);
      if (found !== undefined && fits(location, found)) return found;
    }
    return undefined;
  }

  function written(location: Location, random: Random, given: Given): Json | undefined {
    for (const salt of SALTS) {
      const salted = salt === '' ? random : resalted(random, salt);
      for (const candidate of candidates(location, salted, given)) {
        if (!takeStep()) return undefined;
        if (fits(location, candidate))
          return isEmptyObject(candidate) ? inhabited(location, salted) : candidate;
      }
    }
    return undefined;
  }

  /** An empty object has no visible effect, so one member is added, preferably one whose value may be made up. */
  function inhabited(location: Location, random: Random): JsonObject {
    if (location.parts.some((part) => part.silent)) return {}; // a recurring schema would never end
    const added = statedKeys(location, 'properties').flatMap((name) => {
      const child = memberLocation(document, location, name);
      if (child !== undefined && isReadOnly(child)) return [];
      const inner = member(location, name, random);
      if (inner === undefined || !fits(location, { [name]: inner })) return [];
      const path = memberName(location, name);
      const hintedAt = Object.keys(hints).some((key) => key === path || key.startsWith(`${path}.`));
      return [{ name, inner, rank: hintedAt ? 3 : ambiguity(inner) }];
    });
    const [best] = added.toSorted((a, b) => a.rank - b.rank);
    return best === undefined ? {} : { [best.name]: best.inner };
  }

  function around(location: Location, random: Random, inner: Json): Json | undefined {
    if (location.parent === undefined) return inner;
    const outer = value(location.parent, random, { [location.steps.at(-1) ?? '']: inner });
    return outer === undefined ? undefined : around(location.parent, random, outer);
  }

  function sketch(location: Location, random: Random): Json | undefined {
    for (const candidate of candidates(location, random, {})) return candidate;
    return undefined;
  }

  function begin(): boolean {
    ofStatement = BUDGET_OF_STATEMENT;
    return ofAll > 0;
  }

  return {
    begin,
    isSpent: () => ofStatement <= 0 || ofAll <= 0,
    value,
    plain,
    sketch,
    around,
    fits,
    filled,
    hinted,
  };
}

/** Lower is better: made-up numbers are distinct, booleans have two values, strings may name what does not exist. */
function ambiguity(value: Json): number {
  const all = leaves(value);
  if (all.some((leaf) => typeof leaf === 'number')) return 0;
  return all.some((leaf) => typeof leaf === 'string') ? 2 : 1;
}

function leaves(value: Json): Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item));
  return isObject(value) ? Object.values(value).flatMap((inner) => leaves(inner)) : [value];
}

function isEmptyObject(value: Json): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
