import { isObject, type JsonObject } from '../../src/model/json.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import type { How, Scene } from '../../src/reference-server/deviation.js';
import { isRunning, type Browser } from '../../src/reference-server/world.js';
import { sessionOf } from '../../src/reference-server/session-of-call.js';
import { objectOf } from './body-text.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';
import { afterwards, deciding, isRecording } from './reading.js';

const FORCE = schema('BrowserViewportUpdate/allOf/1/properties/force/description');

/** What goes wrong with recordings on one kind of session, or in the company of another member. */
export const narrowRecordings: readonly Mutant[] = inArea('whole update', [
  notNeeded('with-a-gpu', 'on a session with a GPU', ({ gpu }) => gpu),
  notNeeded('on-stealth', 'on a stealth session', ({ stealth }) => stealth),
  notNeeded('with-two-recordings', 'while two replays are recorded', ({ replays }) => {
    return replays.filter((replay) => isRunning(replay, new Date())).length > 1;
  }),
  notNeeded('beside-no-proxy', 'beside an empty proxy_id', (_, update) => update.proxy_id === ''),
  {
    name: 'proxy-removed-where-a-resize-needs-force',
    sentence: 'An empty proxy_id takes the proxy away although the resize beside it needs force.',
    clause: FORCE,
    how: whereRefused(({ proxy_id: id, viewport }, browser) => {
      if (id === '' && viewport !== undefined && isRecording(browser, new Date()))
        browser.proxyId = undefined;
    }),
  },
  refusalStops('an-unknown-proxy', 'An unknown proxy', ({ proxy_id: id }) => id !== undefined && id !== ''),
  refusalStops('an-unknown-profile', 'An unknown profile', ({ profile }) => profile !== undefined),
  forcedStops('beside-an-unknown-proxy', ({ proxy_id: id }) => typeof id === 'string' && id !== ''),
  forcedStops('beside-an-unknown-profile', ({ profile }) => isObject(profile) && 'id' in profile),
  forcedStops('beside-an-invalid-proxy', ({ proxy_id: id }) => typeof id === 'number'),
  forcedStops('beside-an-invalid-profile', ({ profile }) => isObject(profile) && !('id' in profile)),
  forcedStops('without-a-key', () => true, 401),
  forcedStops('with-a-key-that-may-not-update', () => true, 403),
  {
    name: 'force-beside-a-profile-ends-the-recording',
    sentence: 'After a forced resize beside a profile the recording does not go on.',
    clause: FORCE,
    how: afterwards((browser, { viewport, profile }, _, now) => {
      if (viewport !== undefined && profile !== undefined) stop(browser, now);
    }),
  },
  stopsRecordings('a-profile', 'A profile', ({ profile }) => profile !== undefined),
  stopsRecordings('the-removal-of-a-proxy', 'The removal of a proxy', ({ proxy }) => {
    return proxy !== undefined && proxy.id === undefined;
  }),
  {
    name: 'force-restarts-a-finished-recording',
    sentence: 'A forced resize makes a recording that was stopped run again, under its own id.',
    clause: FORCE,
    how: afterwards((browser, { viewport }) => {
      const [first] = browser.replays;
      if (viewport !== undefined && first?.endsAt !== undefined) first.endsAt = undefined;
    }),
  },
]);

function stop({ replays }: Browser, now: Date): void {
  for (const replay of replays) if (isRunning(replay, now)) replay.endsAt = now;
}

function notNeeded(
  slug: string,
  words: string,
  isMeant: (browser: Browser, update: BrowserUpdate) => boolean,
): Row {
  return {
    name: `force-not-needed-${slug}`,
    sentence: `A resize of a recorded session needs no force ${words}.`,
    clause: FORCE,
    how: deciding((update, browser) =>
      update.viewport && isMeant(browser, update)
        ? { ...update, viewport: { ...update.viewport, force: true } }
        : update,
    ),
  };
}

/** Does something although the update is refused. */
function whereRefused(effect: (update: BrowserUpdate, browser: Browser, now: Date) => void): How {
  return ({ steps }) => ({
    steps: {
      decide: (world, browser, update, now) => {
        const decision = steps.decide(world, browser, update, now);
        if ('refusal' in decision) effect(update, browser, now);
        return decision;
      },
    },
  });
}

function refusalStops(slug: string, what: string, isMeant: (update: BrowserUpdate) => boolean): Row {
  return {
    name: `recording-stopped-by-${slug}`,
    sentence: `${what} is refused, and stops the recording all the same.`,
    clause: response(400),
    how: whereRefused((update, browser, now) => {
      if (isMeant(update) && update.viewport === undefined) stop(browser, now);
    }),
  };
}

/** A resize begins before the rest of its update is looked at, or before the key is. */
function forcedStops(slug: string, isMeant: (body: JsonObject) => boolean, status?: 401 | 403): Row {
  return {
    name: `recording-stopped-by-a-refused-forced-resize-${slug}`,
    sentence: `A forced resize that is refused ${slug.replaceAll('-', ' ')} stops the recording all the same.`,
    clause: response(status ?? 400),
    how: (scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        const body = objectOf(call);
        const session = sessionOf(scene, call);
        const { viewport } = body ?? {};
        const isForced = isObject(viewport) && viewport.force === true;
        const isRefused = status === undefined ? [400, 404].includes(given.status) : given.status === status;
        if (isRefused && isForced && session !== undefined && isMeant(body ?? {})) stop(session, new Date());
        return given;
      },
    }),
  };
}

function stopsRecordings(
  slug: string,
  what: string,
  isMeant: (changes: Parameters<Scene['steps']['apply']>[2]) => boolean,
): Row {
  return {
    name: `recording-stopped-by-${slug}`,
    sentence: `${what} stops the recording.`,
    clause: `${PATCH}/description`,
    how: afterwards((browser, changes, _, now) => {
      if (isMeant(changes) && changes.viewport === undefined) stop(browser, now);
    }),
  };
}
