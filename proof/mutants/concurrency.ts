import { problem, type Answer } from '../../src/reference-server/answer.js';
import { sessionIdOf, type How } from '../../src/reference-server/deviation.js';
import { linger } from '../../src/reference-server/linger.js';
import { refusingOverlaps } from '../../src/reference-server/overlaps.js';
import { sessionOf } from '../../src/reference-server/session-of-call.js';
import { inArea, PATCH, response, type Mutant } from './mutant.js';

const DESCRIPTION = `${PATCH}/description`;
const LONG_MS = 60;
const SHORT_MS = 3;

/** Mistakes that only show when updates of one session overlap. One after another they do nothing wrong. */
export const concurrency: readonly Mutant[] = inArea('whole update', [
  {
    name: 'concurrent-updates-torn',
    sentence: 'Two resizes at once leave the width of one and the height of the other.',
    clause: DESCRIPTION,
    how: torn,
  },
  {
    name: 'concurrent-updates-lost',
    sentence:
      'Of two updates at once, each accepted, the later one undoes the earlier one although they name different fields.',
    clause: DESCRIPTION,
    how: lost,
  },
  {
    name: 'concurrent-updates-as-500',
    sentence: 'An update that begins while another one runs is answered with 500.',
    clause: response(200),
    how: refusingOverlaps(problem(500, 'internal_error', 'The session is locked.')),
  },
  {
    name: 'concurrent-updates-as-409',
    sentence: 'An update that begins while another one runs is answered with 409.',
    clause: `${PATCH}/responses`,
    how: refusingOverlaps(problem(409, 'conflict', 'The session is being updated.')),
  },
  {
    name: 'concurrent-answers-mixed-up',
    sentence: 'The answer to an update that overlaps with another one shows the session of that other one.',
    clause: response(200),
    how: mixedUp,
  },
]);

/** The width is written at once, the height later; the first of several waits for the others. */
function torn(...[scene]: Parameters<How>): ReturnType<How> {
  const running = new Map<string, number>();
  return {
    around: async (call, answer) => {
      const session = sessionOf(scene, call);
      const before = session?.viewport;
      const given = answer(call);
      if (!session || !before || session.viewport === before) return given;
      const after = session.viewport;
      const count = running.get(session.id) ?? 0;
      running.set(session.id, count + 1);
      session.viewport = { ...after, height: before.height };
      await linger(count === 0 ? LONG_MS : SHORT_MS);
      while (count === 0 && (running.get(session.id) ?? 1) > 1) await linger(SHORT_MS);
      session.viewport = { ...session.viewport, height: after.height };
      running.set(session.id, (running.get(session.id) ?? 1) - 1);
      return given;
    },
  };
}

/** Each update writes back the whole session that it read, with its own change in it. */
function lost(...[scene]: Parameters<How>): ReturnType<How> {
  return {
    around: async (call, answer) => {
      const session = sessionOf(scene, call);
      if (!session) return answer(call);
      const read = { ...session };
      const given = answer(call);
      if (given.status !== 200) return given;
      const written = { ...session };
      Object.assign(session, read);
      await linger(LONG_MS);
      Object.assign(session, { ...written, deletedAt: session.deletedAt });
      return given;
    },
  };
}

function mixedUp(): ReturnType<How> {
  let latest: { readonly id: string | undefined; readonly answer: Answer } | undefined;
  return {
    around: async (call, answer) => {
      const given = answer(call);
      if (given.status !== 200) return given;
      latest = { id: sessionIdOf(call), answer: given };
      await linger(LONG_MS);
      return latest.answer;
    },
  };
}
