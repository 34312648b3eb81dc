import { badRequest, json } from '../../src/reference-server/answer.js';
import type { How } from '../../src/reference-server/deviation.js';
import { changed, objectIn } from '../../src/reference-server/rewriting.js';
import { changesOf, otherSessions, sessionOf, updateIn } from '../../src/reference-server/session-of-call.js';
import type { Browser } from '../../src/reference-server/world.js';
import { inArea, response, schema, type Mutant, type Row } from './mutant.js';
import { afterwards, applying } from './reading.js';

const FIELDS = [
  { member: 'viewport', change: 'viewport', word: 'viewport' },
  { member: 'proxy_id', change: 'proxy', word: 'proxy' },
  { member: 'profile', change: 'profile', word: 'profile' },
] as const;

type Field = (typeof FIELDS)[number];

/** What can go wrong with the memory of any field: not kept, not shown, not separate, not reached at all. */
export const rememberedFields: readonly Mutant[] = inArea('field', [
  ...FIELDS.map((field) =>
    row(field, 'ignored', `An update of the ${field.word} is accepted and changes nothing.`, ignored(field)),
  ),
  ...FIELDS.map((field) =>
    row(field, 'only-shown', `A new ${field.word} is shown by the answer and not kept.`, forgotten(field)),
  ),
  ...FIELDS.map((field) =>
    row(
      field,
      'not-shown',
      `A new ${field.word} is kept, and the answer shows the old state.`,
      unseen(field),
    ),
  ),
  ...FIELDS.map((field) =>
    row(field, 'leaks', `A new ${field.word} reaches other sessions as well.`, leaking(field)),
  ),
  ...FIELDS.map((field) =>
    row(field, 'refused', `Any update of the ${field.word} is refused.`, refused(field)),
  ),
  ...FIELDS.map((field) =>
    row(
      field,
      'applied-then-500',
      `An update of the ${field.word} is applied and answered with 500.`,
      crashing(field),
    ),
  ),
]);

function row({ member, word }: Field, slug: string, sentence: string, how: How): Row {
  const clause =
    slug === 'refused' || slug.endsWith('500')
      ? response(200)
      : schema(`BrowserUpdateRequest/properties/${member}`);
  return { name: `${word}-${slug}`, sentence, clause, how };
}

function ignored({ change }: Field): How {
  return applying((changes) => ({ ...changes, [change]: undefined }));
}

function forgotten({ member }: Field): How {
  return (scene) => ({
    around: (call, answer) => {
      const session = sessionOf(scene, call);
      const before = session && { ...session };
      const given = answer(call);
      if (session && before) restore(session, before, member);
      return given;
    },
  });
}

function unseen({ member }: Field): How {
  return (scene) => ({
    around: (call, answer) => {
      const session = sessionOf(scene, call);
      const before = session && scene.steps.represent(session, new Date());
      const given = answer(call);
      const body = given.status === 200 ? objectIn(given) : undefined;
      return before && body ? { ...given, body: changed(body, member, () => before[member]) } : given;
    },
  });
}

function leaking({ member }: Field): How {
  return afterwards((browser, changes, scene) => {
    const named = { viewport: changes.viewport, proxy_id: changes.proxy, profile: changes.profile }[member];
    if (named === undefined) return;
    for (const other of otherSessions(scene, browser)) restore(other, browser, member);
  });
}

function refused({ member }: Field): How {
  return ({ steps }) => ({
    steps: {
      decide: (world, browser, update, now) =>
        update[member] === undefined
          ? steps.decide(world, browser, update, now)
          : { refusal: badRequest([`${member} cannot be updated.`]) },
    },
  });
}

function crashing({ change }: Field): How {
  return (scene) => ({
    around: (call, answer) => {
      const session = sessionOf(scene, call);
      const update = updateIn(scene, call);
      const concerned = session && update && changesOf(scene, session, update)?.[change] !== undefined;
      const given = answer(call);
      const crash = { code: 'internal_error', message: 'The update timed out.' };
      return given.status === 200 && concerned ? json(500, crash) : given;
    },
  });
}

/** Gives a session what another one (or its own earlier self) has in that member. */
function restore(session: Browser, model: Browser, member: Field['member']): void {
  if (member === 'viewport') session.viewport = model.viewport;
  else if (member === 'proxy_id') session.proxyId = model.proxyId;
  else session.profile = model.profile;
}
