import type { Json } from '../../src/model/json.js';
import type { Context } from './context.js';
import { isOverlyLiteral, plain, spoilt, type Flaw } from './encoding.js';
import { fillIn, valuesOf } from './placeholders.js';
import { createRates } from './rates.js';
import { rulingFor, update, updateAndWait, updatesInARow } from './one-update.js';
import type { ExploredSession } from './sessions.js';
import type { Step } from './steps.js';
import { deleteAndUpdate, lookAt, refusedUpdates, updateNearby, updatesNowhere } from './unchanged-steps.js';
import { profilesAtOnce, updatesAtOnce, updatesEverywhere } from './updates-at-once.js';
import { createWatch } from './watch.js';

/** Carries steps out and holds what they do to what the model says. */
export interface Walk {
  /**
   * @returns the statuses that the step was answered with.
   * @throws StepFailed where the API contradicts the contract; Blocked where it cannot be judged.
   */
  take(step: Step): Promise<readonly number[]>;
  /** Looks at every session that was not looked at since others were updated. @throws StepFailed, Blocked */
  lookAround(): Promise<void>;
}

const ELSEWHERE = 'only other sessions were updated';

/** Starts a walk over sessions that are home. */
export function startWalk(given: Omit<Context, 'watch' | 'rates'>): Walk {
  const context = { ...given, watch: createWatch(given.sessions), rates: createRates(given.tools) };
  return {
    take: (step) => carryOut(step, context),
    async lookAround() {
      for (const session of context.watch.stale()) await lookAt(session, ELSEWHERE, context);
    },
  };
}

async function carryOut(step: Step, context: Context): Promise<readonly number[]> {
  const values = valuesOf(context.resources);
  const filled = (body: Json): Json => fillIn(body, values);
  switch (step.do) {
    case 'updates nowhere':
      return updatesNowhere(step.bodies.map(filled), context);
    case 'updates everywhere':
      return updatesEverywhere(step.bodies.map(filled), context);
    case 'delete and update':
      return deleteAndUpdate(step.session, step.bodies.map(filled), context);
  }
  const session = context.sessions.at(step.session);
  switch (step.do) {
    case 'read':
      await lookAt(session, 'no update was sent to it', context);
      return [200];
    case 'update':
      return [await update(session, filled(step.body), context)];
    case 'update and wait':
      return [await updateAndWait(session, filled(step.body), context)];
    case 'unusual updates':
      return inTurn(step.oddities, (oddity) => update(session, filled(step.body), context, oddity));
    case 'sizes in a row':
    case 'profile, then others':
      return updatesInARow(session, step.bodies.map(filled), context);
    case 'refused updates':
      return updatesInARow(
        session,
        step.bodies.map(filled),
        context,
        step.inChunks ? 'in chunks' : undefined,
      );
    case 'profiles at once':
      return profilesAtOnce(session, step.bodies.map(filled), context);
    case 'updates at once':
      return updatesAtOnce(session, step.bodies.map(filled), context);
    case 'update nearby':
      return updateNearby(session, step.nearly, filled(step.body), context);
    case 'spoilt updates':
      return spoiltUpdates(session, step.flaws, filled(step.body), context);
    case 'update without access': {
      const { credential, isRepeated } = step;
      const body = filled(step.body);
      const before = isRepeated ? [await update(session, body, context)] : [];
      const refused = await refusedUpdates(
        session,
        {
          // A second try is no better than the first.
          encodings: [plain(body), plain(body)],
          credential,
          expected: credential === 'restricted key' ? withoutPermission(session, body, context) : [401],
          sentence: `an update with ${credential}`,
        },
        context,
      );
      return [...before, ...refused];
    }
  }
}

/** Whoever looks at the body before the permission may refuse what is wrong with it. */
function withoutPermission(session: ExploredSession, body: Json, context: Context): readonly number[] {
  const { statuses } = rulingFor(session, body, context);
  return statuses.includes(200) ? [403] : [...new Set([403, ...statuses])];
}

/** What an update without a body, or of blanks, does is a note: it is looked at by itself. */
async function spoiltUpdates(
  session: ExploredSession,
  flaws: readonly Flaw[],
  body: Json,
  context: Context,
): Promise<number[]> {
  const noted = flaws.filter(isOverlyLiteral);
  const others = flaws.filter((flaw) => !isOverlyLiteral(flaw));
  const groups = [...(others.length > 0 ? [others] : []), ...noted.map((flaw) => [flaw])];
  const statuses = await inTurn(groups, (group) =>
    refusedUpdates(
      session,
      {
        encodings: group.map((flaw) => spoilt(body, flaw)),
        credential: 'full key',
        expected: [400],
        sentence: `an update whose text is ${group.join(', or ')}`,
        isNote: group.every(isOverlyLiteral),
      },
      context,
    ),
  );
  return statuses.flat();
}

/** Does one thing after the other. */
async function inTurn<T, R>(things: readonly T[], act: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const thing of things) results.push(await act(thing));
  return results;
}
