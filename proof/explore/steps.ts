import fc from 'fast-check';
import { isObject, type Json } from '../../src/model/json.js';
import { WRONG_HEADERS, type Credential } from '../../src/model/credential.js';
import { FLAWS, odditiesFor, type Flaw, type Oddity } from './encoding.js';
import { concurrent, members, withProfile, type Abilities } from './bodies.js';
import { wrongBody } from './wrong-bodies.js';

/** One step of a sequence. `session` counts the sessions of an exploration from 0. */
export type Step =
  | { readonly do: 'update'; readonly session: number; readonly body: Json }
  /** Updates one after the other, each of which is to be refused, and one look at the end. */
  | { readonly do: 'refused updates'; readonly session: number; readonly bodies: readonly Json[] }
  /** A profile, and then one for a session that has one already. */
  | { readonly do: 'profile twice'; readonly session: number; readonly bodies: readonly Json[] }
  | { readonly do: 'updates at once'; readonly session: number; readonly bodies: readonly Json[] }
  /** One update of each session, all under way at once. */
  | { readonly do: 'updates everywhere'; readonly bodies: readonly Json[] }
  | { readonly do: 'spoilt update'; readonly session: number; readonly flaw: Flaw; readonly body: Json }
  | { readonly do: 'unusual update'; readonly session: number; readonly oddity: Oddity; readonly body: Json }
  | { readonly do: 'read'; readonly session: number }
  | { readonly do: 'delete and update'; readonly session: number; readonly body: Json }
  | {
      readonly do: 'update without access';
      readonly session: number;
      readonly credential: Credential;
      readonly body: Json;
    }
  | { readonly do: 'update nowhere'; readonly body: Json };

/** Steps over so many sessions, of what is able to be done. */
export function stepOf(sessions: number, abilities: Abilities): fc.Arbitrary<Step> {
  const session = fc.nat({ max: sessions - 1 });
  const right = members(abilities);
  const wrong = wrongBody(abilities);
  const either = fc.oneof<fc.Arbitrary<Json>[]>(right, wrong);
  const credential = fc.constantFrom<Credential[]>('no header', ...WRONG_HEADERS);
  const weighted: fc.WeightedArbitrary<Step>[] = [
    { weight: 40, arbitrary: fc.record({ do: word('update'), session, body: right }) },
    {
      weight: 50,
      arbitrary: fc.record({
        do: word('refused updates'),
        session,
        bodies: fc.array(wrong, { minLength: 1, maxLength: 16, size: 'max' }),
      }),
    },
    {
      weight: 22,
      arbitrary: fc.record({
        do: word('spoilt update'),
        session,
        flaw: fc.constantFrom(...FLAWS),
        body: right,
      }),
    },
    {
      weight: 14,
      arbitrary: fc.record({
        do: word('unusual update'),
        session,
        oddity: fc.constantFrom(...odditiesFor(!abilities.atOnce)),
        body: right,
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: word('read'), session }) },
    { weight: 3, arbitrary: fc.record({ do: word('update nowhere'), body: either }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: word('update without access'), session, credential, body: either }),
    },
    { weight: 1, arbitrary: fc.record({ do: word('delete and update'), session, body: right }) },
  ];
  if (abilities.profiles) {
    const body = withProfile(abilities);
    const bodies = fc.tuple(body, body);
    weighted.push(
      { weight: 8, arbitrary: fc.record({ do: word('update'), session, body }) },
      { weight: 3, arbitrary: fc.record({ do: word('profile twice'), session, bodies }) },
    );
  }
  if (abilities.restrictedKey) {
    const restricted = fc.constant<Credential>('restricted key');
    weighted.push({
      weight: 3,
      arbitrary: fc.record({
        do: word('update without access'),
        session,
        credential: restricted,
        body: either,
      }),
    });
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
  if (abilities.atOnce && sessions > 1) {
    const bodies = fc.array(right, { minLength: sessions, maxLength: sessions });
    weighted.push({ weight: 3, arbitrary: fc.record({ do: word('updates everywhere'), bodies }) });
  }
  return fc.oneof(...weighted);
}

/** A step as a line of a sequence reads it. */
export function describeStep(step: Step): string {
  if (step.do === 'update nowhere') return `${step.do}  ${JSON.stringify(step.body)}`;
  if (step.do === 'updates everywhere') return `${step.do}  ${listed(step.bodies)}`;
  const where = `${step.do}  session ${step.session + 1}`;
  switch (step.do) {
    case 'read':
      return where;
    case 'update without access':
      return `${where}  ${step.credential}  ${JSON.stringify(step.body)}`;
    case 'refused updates':
    case 'profile twice':
    case 'updates at once':
      return `${where}  ${listed(step.bodies)}`;
    case 'spoilt update':
      return `${where}  ${JSON.stringify(step.body)} ${step.flaw}`;
    case 'unusual update':
      return `${where}  ${JSON.stringify(step.body)} ${step.oddity}`;
    default:
      return `${where}  ${JSON.stringify(step.body)}`;
  }
}

function listed(bodies: readonly Json[]): string {
  return bodies.map((body) => JSON.stringify(body)).join('  ');
}

function word<T extends string>(text: T): fc.Arbitrary<T> {
  return fc.constant(text);
}

/** Is the session gone afterwards, or one that no update can bring home? */
export function usesUpSession(step: Step): boolean {
  if (step.do === 'delete and update' || step.do === 'profile twice') return true;
  return step.do === 'update' && isObject(step.body) && 'profile' in step.body;
}
