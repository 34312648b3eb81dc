import fc from 'fast-check';
import { isObject, type Json } from '../../src/model/json.js';
import type { Nearly } from '../../src/model/case.js';
import { WRONG_HEADERS, type Credential } from '../../src/model/credential.js';
import { FLAWS, odditiesFor, type Flaw, type Oddity } from './encoding.js';
import {
  concurrent,
  members,
  resize,
  sizesInARow,
  TWO_PROFILES,
  withProfile,
  type Abilities,
} from './bodies.js';
import { wrongBodies } from './wrong-bodies.js';

/** One step of a sequence. `session` counts the sessions of an exploration from 0. */
export type Step =
  | { readonly do: 'update'; readonly session: number; readonly body: Json }
  /** An update of a session that is then left alone for a while, and read twice in a row. */
  | { readonly do: 'update and wait'; readonly session: number; readonly body: Json }
  /** Updates one after the other, each of which is to be refused, and one look at the end. */
  | {
      readonly do: 'refused updates';
      readonly session: number;
      readonly bodies: readonly Json[];
      readonly inChunks: boolean;
    }
  /** Sizes one after the other, whose rates are compared. */
  | { readonly do: 'sizes in a row'; readonly session: number; readonly bodies: readonly Json[] }
  /** A profile, and then others for a session that has one already. */
  | { readonly do: 'profile, then others'; readonly session: number; readonly bodies: readonly Json[] }
  | { readonly do: 'profiles at once'; readonly session: number; readonly bodies: readonly Json[] }
  | { readonly do: 'updates at once'; readonly session: number; readonly bodies: readonly Json[] }
  /** One update of each session, all under way at once. */
  | { readonly do: 'updates everywhere'; readonly bodies: readonly Json[] }
  | {
      readonly do: 'spoilt updates';
      readonly session: number;
      readonly flaws: readonly Flaw[];
      readonly body: Json;
    }
  | {
      readonly do: 'unusual updates';
      readonly session: number;
      readonly oddities: readonly Oddity[];
      readonly body: Json;
    }
  | { readonly do: 'read'; readonly session: number }
  | { readonly do: 'delete and update'; readonly session: number; readonly bodies: readonly Json[] }
  | {
      readonly do: 'update without access';
      readonly session: number;
      readonly credential: Credential;
      readonly body: Json;
      /** The same update goes out with the full key first. */
      readonly isRepeated: boolean;
    }
  | { readonly do: 'update nearby'; readonly session: number; readonly nearly: Nearly; readonly body: Json }
  | { readonly do: 'updates nowhere'; readonly bodies: readonly Json[] };

/** Ids that are nearly that of a session, and belong to none; without those that look like an attack. */
const NEARLY: readonly Nearly[] = [
  'half',
  'with a tail',
  'in upper case',
  'with a file suffix',
  'of its proxy',
  'of its profile',
];

/** Steps over so many sessions, of what is able to be done. */
export function stepOf(sessions: number, abilities: Abilities): fc.Arbitrary<Step> {
  const session = fc.nat({ max: sessions - 1 });
  const right = members(abilities);
  const wrongs = wrongBodies(abilities);
  const wrong = wrongs.map(([first = null]) => first);
  // Most oddities show by what becomes of the size, whatever else there is.
  const sized = fc.oneof({ weight: 2, arbitrary: resize }, { weight: 1, arbitrary: right });
  const either = fc.oneof<fc.Arbitrary<Json>[]>(right, wrong);
  const empty = fc.constant<Json>({});
  const anyBody = fc.oneof({ weight: 3, arbitrary: either }, { weight: 1, arbitrary: empty });
  const credential = fc.constantFrom<Credential[]>('no header', ...WRONG_HEADERS);
  const withoutAccess = (by: fc.Arbitrary<Credential>): fc.Arbitrary<Step> =>
    fc.record({
      do: word('update without access'),
      session,
      credential: by,
      body: anyBody,
      isRepeated: fc.boolean(),
    });
  const weighted: fc.WeightedArbitrary<Step>[] = [
    { weight: 30, arbitrary: fc.record({ do: word('update'), session, body: right }) },
    { weight: 3, arbitrary: fc.record({ do: word('update'), session, body: empty }) },
    { weight: 3, arbitrary: fc.record({ do: word('update and wait'), session, body: right }) },
    {
      weight: 42,
      arbitrary: fc.record({
        do: word('refused updates'),
        session,
        bodies: wrongs,
        inChunks: fc.oneof(
          { weight: 5, arbitrary: fc.constant(false) },
          { weight: 1, arbitrary: fc.constant(true) },
        ),
      }),
    },
    { weight: 5, arbitrary: fc.record({ do: word('sizes in a row'), session, bodies: sizesInARow }) },
    {
      weight: 12,
      arbitrary: fc.record({ do: word('spoilt updates'), session, flaws: some(FLAWS, 8), body: right }),
    },
    {
      weight: 26,
      arbitrary: fc.record({
        do: word('unusual updates'),
        session,
        oddities: some(odditiesFor(!abilities.atOnce), 6),
        body: sized,
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: word('read'), session }) },
    { weight: 3, arbitrary: fc.record({ do: word('updates nowhere'), bodies: fc.tuple(anyBody, empty) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: word('update nearby'),
        session,
        nearly: fc.constantFrom(...NEARLY),
        body: anyBody,
      }),
    },
    { weight: 4, arbitrary: withoutAccess(credential) },
    {
      weight: 1,
      arbitrary: fc.record({ do: word('delete and update'), session, bodies: fc.tuple(right, empty) }),
    },
  ];
  if (abilities.profiles) {
    const body = withProfile(abilities);
    const bodies = fc.array(body, { minLength: 2, maxLength: 6 });
    weighted.push(
      { weight: 9, arbitrary: fc.record({ do: word('update'), session, body }) },
      { weight: 1, arbitrary: fc.record({ do: word('update and wait'), session, body }) },
      { weight: 3, arbitrary: fc.record({ do: word('profile, then others'), session, bodies }) },
    );
  }
  if (abilities.restrictedKey) {
    weighted.push({ weight: 3, arbitrary: withoutAccess(fc.constant<Credential>('restricted key')) });
  }
  if (abilities.atOnce) {
    const several = fc.array(
      fc.oneof({ weight: 5, arbitrary: concurrent(abilities) }, { weight: 1, arbitrary: wrong }),
      {
        minLength: 2,
        maxLength: 3,
      },
    );
    weighted.push({
      weight: 8,
      arbitrary: fc.record({ do: word('updates at once'), session, bodies: several }),
    });
  }
  if (abilities.atOnce && abilities.profiles) {
    const bodies = fc.constant(TWO_PROFILES);
    weighted.push({ weight: 1, arbitrary: fc.record({ do: word('profiles at once'), session, bodies }) });
  }
  if (abilities.atOnce && sessions > 1) {
    const bodies = fc.array(right, { minLength: sessions, maxLength: sessions });
    weighted.push({ weight: 3, arbitrary: fc.record({ do: word('updates everywhere'), bodies }) });
  }
  return fc.oneof(...weighted);
}

/** A step as a line of a sequence reads it. */
export function describeStep(step: Step): string {
  const where = 'session' in step ? `${step.do}  session ${step.session + 1}` : step.do;
  const how =
    'credential' in step
      ? `${where}  ${step.credential}`
      : 'nearly' in step
        ? `${where}  ${step.nearly}`
        : where;
  switch (step.do) {
    case 'read':
      return where;
    case 'spoilt updates':
      return `${where}  ${JSON.stringify(step.body)} ${step.flaws.join(', ')}`;
    case 'unusual updates':
      return `${where}  ${JSON.stringify(step.body)} ${step.oddities.join(', ')}`;
    case 'refused updates':
      return `${where}  ${listed(step.bodies)}${step.inChunks ? '  in chunks' : ''}`;
    case 'update without access':
      return `${how}  ${JSON.stringify(step.body)}${step.isRepeated ? '  after the full key' : ''}`;
    default:
      return 'bodies' in step ? `${how}  ${listed(step.bodies)}` : `${how}  ${JSON.stringify(step.body)}`;
  }
}

function listed(bodies: readonly Json[]): string {
  return bodies.map((body) => JSON.stringify(body)).join('  ');
}

function word<T extends string>(text: T): fc.Arbitrary<T> {
  return fc.constant(text);
}

/** Some of several things, none of them twice. */
function some<T>(things: readonly T[], most: number): fc.Arbitrary<readonly T[]> {
  return fc.noBias(fc.shuffledSubarray([...things], { minLength: 1, maxLength: most }));
}

/** Is the session gone afterwards, or one that no update can bring home? */
export function usesUpSession(step: Step): boolean {
  switch (step.do) {
    case 'delete and update':
    case 'profile, then others':
    case 'profiles at once':
      return true;
    case 'update':
    case 'update and wait':
      return isObject(step.body) && 'profile' in step.body;
    default:
      return false;
  }
}
