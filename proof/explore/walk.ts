import type { Json } from '../../src/model/json.js';
import type { Context } from './context.js';
import { plain, spoilt } from './encoding.js';
import { fillIn, valuesOf } from './placeholders.js';
import { createRates } from './rates.js';
import { updatesInARow, update } from './one-update.js';
import type { Step } from './steps.js';
import { deleteAndUpdate, lookAt, refusedUpdate, updateNowhere } from './unchanged-steps.js';
import { updatesAtOnce, updatesEverywhere } from './updates-at-once.js';
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
    case 'update nowhere':
      return [await updateNowhere(filled(step.body), context)];
    case 'updates everywhere':
      return updatesEverywhere(step.bodies.map(filled), context);
    case 'delete and update':
      return [await deleteAndUpdate(step.session, filled(step.body), context)];
  }
  const session = context.sessions.at(step.session);
  switch (step.do) {
    case 'read':
      await lookAt(session, 'no update was sent to it', context);
      return [200];
    case 'update':
      return [await update(session, filled(step.body), context)];
    case 'unusual update':
      return [await update(session, filled(step.body), context, step.oddity)];
    case 'refused updates':
    case 'profile twice':
      return updatesInARow(session, step.bodies.map(filled), context);
    case 'updates at once':
      return updatesAtOnce(session, step.bodies.map(filled), context);
    case 'spoilt update': {
      const what = `an update whose text is ${step.flaw}`;
      return [
        await refusedUpdate(
          session,
          {
            encoding: spoilt(filled(step.body), step.flaw),
            credential: 'full key',
            expected: [400],
            sentence: what,
          },
          context,
        ),
      ];
    }
    case 'update without access': {
      const right = step.credential === 'restricted key' ? [403] : [401];
      const what = `an update with ${step.credential}`;
      return [
        await refusedUpdate(
          session,
          {
            encoding: plain(filled(step.body)),
            credential: step.credential,
            expected: right,
            sentence: what,
          },
          context,
        ),
      ];
    }
  }
}
