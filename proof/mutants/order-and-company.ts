import { isObject, type Json } from '../../src/model/json.js';
import { linger } from '../../src/reference-server/linger.js';
import { changed } from '../../src/reference-server/rewriting.js';
import { sessionOf } from '../../src/reference-server/session-of-call.js';
import type { How } from '../../src/reference-server/deviation.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';
import { deciding, reading, without } from './reading.js';

const NAMES = `${PATCH}/description`;
const ONCE = schema('BrowserUpdateRequest/properties/profile/description');
const LONG_MS = 60;

/** Members that count by their place, or by what stands beside them, and profiles that come from elsewhere. */
export const orderAndCompany: readonly Mutant[] = inArea('whole update', [
  {
    name: 'proxy-counts-only-first',
    sentence: 'proxy_id counts only where it is the first member.',
    clause: NAMES,
    how: deciding((update) => (Object.keys(update)[0] === 'proxy_id' ? update : without(update, 'proxy_id'))),
  },
  {
    name: 'viewport-counts-only-last',
    sentence: 'A viewport counts only where it is the last member.',
    clause: NAMES,
    how: deciding((update) =>
      Object.keys(update).at(-1) === 'viewport' ? update : without(update, 'viewport'),
    ),
  },
  countsOnlyLast('force', schema('BrowserViewportUpdate/allOf/1/properties/force/description')),
  countsOnlyLast('refresh_rate', schema('BrowserViewport/properties/refresh_rate/description')),
  {
    name: 'width-and-height-by-place',
    sentence: 'The width and the height of a viewport are told by their order, not by their names.',
    clause: schema('BrowserViewport/properties/width/description'),
    how: deciding((update) => {
      const { viewport } = update;
      const names = Object.keys(viewport ?? {});
      if (viewport === undefined || names.indexOf('width') < names.indexOf('height')) return update;
      return { ...update, viewport: { ...viewport, width: viewport.height, height: viewport.width } };
    }),
  },
  {
    name: 'unknown-member-voids-the-update',
    sentence: 'An update that has an undeclared member is accepted, and has no effect.',
    clause: NAMES,
    how: reading((body) => (hasUnknown(body, FIELDS) ? {} : body)),
  },
  {
    name: 'unknown-member-voids-the-viewport',
    sentence: 'A viewport that has an undeclared member is accepted, and has no effect.',
    clause: NAMES,
    how: reading((body) =>
      changed(body, 'viewport', (viewport) => (hasUnknown(viewport, VIEWPORT) ? undefined : viewport)),
    ),
  },
  {
    name: 'text-body-refused-and-applied',
    sentence: 'An update that comes as text/plain is refused, and applied.',
    clause: response(400),
    how: () => ({
      around: (call, answer) => {
        const given = answer(call);
        if (given.status === 400 && call.headers['content-type'] === 'text/plain')
          answer({ ...call, headers: { ...call.headers, 'content-type': 'application/json' } });
        return given;
      },
    }),
  },
  {
    name: 'profile-of-creation-replaced',
    sentence: 'A profile that the session was created with is replaced by one of an update.',
    clause: ONCE,
    how: ofCreation(
      (steps) => (world, browser, update, now) =>
        steps.decide(world, { ...browser, profile: undefined }, update, now),
    ),
  },
  {
    name: 'second-profile-ignored-after-creation',
    sentence:
      'A second profile is accepted and ignored where the first came with the creation of the session.',
    clause: ONCE,
    how: ofCreation(
      (steps) => (world, browser, update, now) =>
        steps.decide(world, browser, without(update, 'profile'), now),
    ),
  },
  {
    name: 'concurrent-profiles-both-loaded',
    sentence: 'Two profiles at once are both accepted, and the later one stays.',
    clause: ONCE,
    how: lateProfile,
  },
]);

const FIELDS = ['proxy_id', 'disable_default_proxy', 'profile', 'viewport'];
const VIEWPORT = ['width', 'height', 'refresh_rate', 'force'];

function hasUnknown(value: Json | undefined, known: readonly string[]): boolean {
  return isObject(value) && Object.keys(value).some((name) => !known.includes(name));
}

function countsOnlyLast(member: 'force' | 'refresh_rate', clause: string): Row {
  const how = deciding((update) => {
    const { viewport } = update;
    if (viewport === undefined || Object.keys(viewport).at(-1) === member) return update;
    const { width, height, ...others } = viewport;
    return { ...update, viewport: { width, height, ...others, [member]: undefined } };
  });
  const name = `${member.replace('_', '-')}-counts-only-last`;
  return { name, sentence: `${member} counts only where it is the last member of a viewport.`, clause, how };
}

type Steps = Parameters<How>[0]['steps'];

/** Decides otherwise where the session has a profile that no update has loaded. */
function ofCreation(decide: (steps: Steps) => Steps['decide']): How {
  return ({ steps }) => {
    const byUpdate = new Set<string>();
    return {
      steps: {
        decide: (world, browser, update, now) =>
          (browser.profile && !byUpdate.has(browser.id) ? decide(steps) : steps.decide)(
            world,
            browser,
            update,
            now,
          ),
        apply: (world, browser, changes, now) => {
          if (changes.profile) byUpdate.add(browser.id);
          steps.apply(world, browser, changes, now);
        },
      },
    };
  };
}

/** A profile is loaded a moment after it was looked whether there is one already. */
function lateProfile(...[scene]: Parameters<How>): ReturnType<How> {
  return {
    around: async (call, answer) => {
      const session = sessionOf(scene, call);
      const before = session?.profile;
      const given = answer(call);
      if (session === undefined || session.profile === before) return given;
      const loaded = session.profile;
      session.profile = before;
      await linger(LONG_MS);
      session.profile = loaded;
      return given;
    },
  };
}
