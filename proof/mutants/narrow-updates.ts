import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { sessionOf, updateIn } from '../../src/reference-server/session-of-call.js';
import { changed, objectIn } from '../../src/reference-server/rewriting.js';
import type { Profile } from '../../src/reference-server/world.js';
import type { How } from '../../src/reference-server/deviation.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';
import { deciding, reading, refusing, without } from './reading.js';

const PROXY = schema('BrowserUpdateRequest/properties/proxy_id/description');
const ONCE = schema('BrowserUpdateRequest/properties/profile/description');
const NAMES = `${PATCH}/description`;

/** Proxies, profiles and members that go wrong in one kind of session, one order, or one company. */
export const narrowUpdates: readonly Mutant[] = inArea('whole update', [
  {
    name: 'null-proxy-answered-as-gone',
    sentence: 'To a proxy_id of null the answer shows no proxy, and reads show the one that stayed.',
    clause: schema('Browser/properties/proxy_id/description'),
    how: (scene) => ({
      around: (call, answer) => {
        const isNull = updateIn(scene, call)?.proxy_id === null;
        const given = answer(call);
        const body = given.status === 200 && isNull ? objectIn(given) : undefined;
        return body ? { ...given, body: changed(body, 'proxy_id', () => undefined) } : given;
      },
    }),
  },
  emptyProxyIgnored('beside-profile', 'beside a profile', ({ profile }) => profile !== undefined),
  {
    name: 'empty-proxy-ignored-in-kiosk-mode',
    sentence: 'An empty proxy_id is ignored in kiosk mode.',
    clause: PROXY,
    how: deciding((update, { kioskMode }) =>
      kioskMode && update.proxy_id === '' ? without(update, 'proxy_id') : update,
    ),
  },
  {
    name: 'empty-proxy-refused-on-stealth',
    sentence: 'An empty proxy_id is refused on a stealth session.',
    clause: PROXY,
    how: refusing(({ proxy_id }, { stealth }) => stealth && proxy_id === '', 'proxy_id is empty.'),
  },
  {
    name: 'proxy-null-as-text-removes',
    sentence: 'The text null as a proxy_id takes the proxy away.',
    clause: PROXY,
    how: deciding((update) => (update.proxy_id === 'null' ? { ...update, proxy_id: '' } : update)),
  },
  {
    name: 'proxy-dropped-beside-switch-off',
    sentence: 'A proxy is dropped beside a disable_default_proxy of false.',
    clause: NAMES,
    how: deciding((update) =>
      update.disable_default_proxy === false ? without(update, 'proxy_id') : update,
    ),
  },
  {
    name: 'switch-off-shows-a-default-proxy',
    sentence: 'disable_default_proxy false gives a session without a proxy the oldest one.',
    clause: schema('BrowserUpdateRequest/properties/disable_default_proxy/description'),
    how: deciding((update, { proxyId }, { world }) =>
      update.disable_default_proxy === false && proxyId === undefined
        ? { proxy_id: [...world.proxies.keys()][0] ?? '', ...update }
        : update,
    ),
  },
  droppedAfter('proxy_id', 'disable_default_proxy'),
  droppedAfter('profile', 'viewport'),
  {
    name: 'proxy-removed-when-viewport-refused',
    sentence: 'An empty proxy_id takes the proxy away although the viewport beside it is refused.',
    clause: response(400),
    how: (scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        const body = scene.steps.parseBody(call.body, call.headers['content-type']);
        const session = sessionOf(scene, call);
        const isMeant = 'value' in body && body.value.proxy_id === '' && 'viewport' in body.value;
        if (given.status === 400 && isMeant && session) session.proxyId = undefined;
        return given;
      },
    }),
  },
  {
    name: 'null-profile-unloads',
    sentence: 'A profile of null is accepted and unloads the profile.',
    clause: schema('BrowserUpdateRequest/properties/profile'),
    how: (scene) => {
      const how = reading((body) =>
        body.profile === null ? changed(body, 'profile', () => undefined) : body,
      );
      return {
        ...how(scene),
        around: (call, answer) => {
          const body = scene.steps.parseBody(call.body, call.headers['content-type']);
          const given = answer(call);
          const session = sessionOf(scene, call);
          if (given.status === 200 && session && 'value' in body && body.value.profile === null)
            session.profile = undefined;
          return given;
        },
      };
    },
  },
  againAccepted(
    'same-profile-accepted-by-name',
    'The profile that the session has loaded is accepted a second time by its name.',
    ({ profile }, loaded) => profile?.name !== undefined && profile.name === loaded.name,
  ),
  {
    name: 'second-profile-replaces-the-first-on-stealth',
    sentence: 'On a stealth session a profile replaces the one that is loaded.',
    clause: ONCE,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const profile = browser.stealth ? undefined : browser.profile;
          return steps.decide(world, { ...browser, profile }, update, now);
        },
      },
    }),
  },
  {
    name: 'deleted-profile-loaded-by-id',
    sentence: 'The id of a deleted profile loads what is left of it.',
    clause: schema('BrowserProfile/description'),
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const gone = world.deleted.profiles.find(({ id }) => id === update.profile?.id);
          const profiles =
            gone === undefined ? world.profiles : new Map([...world.profiles, [gone.id, gone]]);
          return steps.decide({ ...world, profiles }, browser, update, now);
        },
      },
    }),
  },
  settable('timeout-set-by-update', 'timeout_seconds', (value) => ({ timeoutSeconds: Number(value) })),
  settable('gpu-set-by-update', 'gpu', (value) => ({ gpu: value === true })),
  {
    name: 'size-beside-viewport-applied',
    sentence: 'A width and a height outside of viewport resize the session.',
    clause: NAMES,
    how: reading((body) => {
      const { width, height } = body;
      return width === undefined || height === undefined ? body : { ...body, viewport: { width, height } };
    }),
  },
]);

function emptyProxyIgnored(slug: string, words: string, isMeant: (update: BrowserUpdate) => boolean): Row {
  return {
    name: `empty-proxy-ignored-${slug}`,
    sentence: `An empty proxy_id is ignored ${words}.`,
    clause: PROXY,
    how: deciding((update) =>
      update.proxy_id === '' && isMeant(update) ? without(update, 'proxy_id') : update,
    ),
  };
}

/** A field that counts only before another one. */
function droppedAfter(field: keyof BrowserUpdate, first: keyof BrowserUpdate): Row {
  return {
    name: `${field.replace('_id', '')}-dropped-after-${first.replaceAll('_', '-')}`,
    sentence: `${field} is dropped where it comes after ${first}.`,
    clause: NAMES,
    how: deciding((update) => {
      const names = Object.keys(update);
      return names.includes(first) && names.indexOf(first) < names.indexOf(field)
        ? without(update, field)
        : update;
    }),
  };
}

function againAccepted(
  name: string,
  sentence: string,
  isMeant: (update: BrowserUpdate, loaded: Profile) => boolean,
): Row {
  const how = deciding((update, { profile }) =>
    profile !== undefined && isMeant(update, profile) ? without(update, 'profile') : update,
  );
  return { name, sentence, clause: ONCE, how };
}

/** A member that only the creation sets is set by an update that names it. */
function settable(name: string, member: string, set: (value: unknown) => object): Row {
  const how: How = (scene) => ({
    around: (call, answer) => {
      const body = scene.steps.parseBody(call.body, call.headers['content-type']);
      const session = sessionOf(scene, call);
      const value = 'value' in body ? body.value[member] : undefined;
      if (call.method === 'PATCH' && session && value !== undefined) Object.assign(session, set(value));
      return answer(call);
    },
  });
  const sentence = `An update that names ${member} sets it.`;
  return { name, sentence, clause: schema(`Browser/properties/${member}`), how };
}
