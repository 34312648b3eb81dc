import { isObject, type Json } from '../../src/model/json.js';
import { badRequest, json, notFound, problem, type Answer } from '../../src/reference-server/answer.js';
import { sessionIdOf, type How } from '../../src/reference-server/deviation.js';
import { refusingOverlaps } from '../../src/reference-server/overlaps.js';
import { sessionOf } from '../../src/reference-server/session-of-call.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { objectIn } from '../../src/reference-server/rewriting.js';
import { findProfile, isRunning, type Browser, type World } from '../../src/reference-server/world.js';
import { isRecording } from '../mutants/reading.js';
import type { Variation } from './variation.js';

const REACH = 'PATCH of a session';
const LAG_MS = 200;
const LATE_MS = 60;

/** Differences in what a PATCH accepts, how it refuses, and when its effect can be read. */
export const decisions: readonly Variation[] = [
  refusing(
    'unknown-references-as-404',
    'A proxy or profile that does not exist is a 404.',
    notFound('proxy or profile'),
    (update, _, world) => {
      const proxyUnknown = (update.proxy_id ?? '') !== '' && !world.proxies.has(update.proxy_id ?? '');
      return proxyUnknown || (update.profile !== undefined && !findProfile(world, update.profile));
    },
  ),
  refusing(
    'second-profile-as-403',
    'A second profile is a 403.',
    problem(403, 'profile_loaded', 'The session has a profile.'),
    (update, browser) => update.profile !== undefined && browser.profile !== undefined,
  ),
  refusing(
    'refused-resize-as-403',
    'A resize during a recording is a 403.',
    problem(403, 'busy', 'A recording is active.'),
    (update, browser) =>
      isUnforcedResize(update, browser) &&
      (update.viewport?.width !== browser.viewport.width ||
        update.viewport.height !== browser.viewport.height),
  ),
  refusing(
    'same-size-refused-while-recording',
    'A resize to the present size is refused during a recording.',
    badRequest(['viewport cannot change while a recording is active.']),
    isUnforcedResize,
  ),
  refusing(
    'proxy-beside-switch-refused',
    'proxy_id beside disable_default_proxy is refused.',
    badRequest(['proxy_id cannot stand beside disable_default_proxy.']),
    (update) => update.proxy_id !== undefined && update.disable_default_proxy !== undefined,
  ),
  {
    name: 'start-url-of-ascii-alone',
    sentence: 'No session is created with a start_url that has letters beyond ASCII.',
    reach: 'every call',
    how: () => ({
      around: (call, answer) => {
        const isCreation = call.method === 'POST' && call.path === '/browsers';
        const isOdd = isCreation && Buffer.from(call.body ?? []).some((byte) => byte > 127);
        return isOdd ? badRequest(['start_url is no URL.']) : answer(call);
      },
    }),
  },
  {
    name: 'null-proxy-removes',
    sentence: 'A proxy_id of null takes the proxy away.',
    reach: REACH,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) =>
          steps.decide(world, browser, update.proxy_id === null ? { ...update, proxy_id: '' } : update, now),
      },
    }),
  },
  {
    name: 'rate-of-zero-derived',
    sentence: 'A refresh rate of zero or less counts as left out.',
    reach: REACH,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const { refresh_rate: rate = 1, ...size } = update.viewport ?? { width: 0, height: 0 };
          return steps.decide(world, browser, rate > 0 ? update : { ...update, viewport: size }, now);
        },
      },
    }),
  },
  {
    name: 'unknown-members-refused',
    sentence: 'An update with a member that the document does not know is refused.',
    reach: REACH,
    how: ({ steps }) => ({
      steps: {
        validate: (body) => {
          const update = steps.validate(body);
          return 'value' in update && hasUnknown(body)
            ? { refusal: badRequest(['The update has an unknown member.']) }
            : update;
        },
      },
    }),
  },
  {
    name: 'duplicate-members-refused',
    sentence: 'JSON that names a member twice is refused.',
    reach: REACH,
    how: ({ steps }) => ({
      steps: {
        parseBody: (bytes, type) => {
          const body = steps.parseBody(bytes, type);
          const text = Buffer.from(bytes ?? []).toString('utf8');
          return 'value' in body && countMembers(text) !== countMembers(JSON.stringify(body.value))
            ? { refusal: badRequest(['A member is named twice.']) }
            : body;
        },
      },
    }),
  },
  {
    name: 'missing-content-type-refused',
    sentence: 'A body without content type is refused.',
    reach: REACH,
    how: ({ steps }) => ({
      steps: {
        parseBody: (bytes, type) =>
          type === undefined
            ? { refusal: badRequest(['The request has no content type.']) }
            : steps.parseBody(bytes, type),
      },
    }),
  },
  {
    name: 'any-content-type-accepted',
    sentence: 'JSON is accepted whatever its content type.',
    reach: REACH,
    how: ({ steps }) => ({ steps: { parseBody: (bytes) => steps.parseBody(bytes, 'application/json') } }),
  },
  {
    name: 'deleted-session-as-400',
    sentence: 'An update of a deleted session is a 400.',
    reach: REACH,
    how: ({ steps }) => ({
      steps: {
        findSession: (world, id) =>
          world.browsers.get(id)?.deletedAt === undefined
            ? steps.findSession(world, id)
            : { refusal: problem(400, 'bad_request', 'The session has already been deleted.') },
      },
    }),
  },
  judgingTheBodyFirst('body-before-session', 'The body is judged before the session is looked for.', 404),
  judgingTheBodyFirst('body-before-permission', "The body is judged before the key's permission.", 403),
  {
    name: 'session-before-permission',
    sentence: 'Whether the session exists is decided before the permission of the key.',
    reach: REACH,
    how: (scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        return given.status === 403 && !sessionOf(scene, call) ? notFound('browser session') : given;
      },
    }),
  },
  refusing(
    'switch-for-stealth-alone',
    'disable_default_proxy is refused with 403 on a session that is not a stealth one.',
    problem(403, 'forbidden', 'Only a stealth browser has a default proxy.'),
    (update, browser) => update.disable_default_proxy !== undefined && !browser.stealth,
  ),
  {
    name: 'default-proxy-shown',
    sentence:
      'A stealth session without a proxy of its own shows that of the platform, until it is not to use it.',
    reach: 'PATCH and GET of a session',
    how: (scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        const body = given.status === 200 ? objectIn(given) : undefined;
        const browser = sessionOf(scene, call);
        const isUsed = browser?.stealth === true && !browser.disableDefaultProxy;
        if (body === undefined || !isUsed || (body.proxy_id ?? '') !== '') return given;
        return { ...given, body: { ...body, proxy_id: 'proxyofplatform' } };
      },
    }),
  },
  {
    name: 'other-derived-rates',
    sentence: 'Refresh rates that are left out are derived by another formula.',
    reach: REACH,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const { viewport } = update;
          // No hand-made rate for a size that would then count as a resize of its own.
          if (!viewport || viewport.refresh_rate !== undefined || isNoResize(viewport, browser, now)) {
            return steps.decide(world, browser, update, now);
          }
          const refresh_rate = otherRate(viewport.width * viewport.height);
          return steps.decide(world, browser, { ...update, viewport: { ...viewport, refresh_rate } }, now);
        },
      },
    }),
  },
  {
    name: 'headless-rate-stays',
    sentence: 'A headless session, which has no screen, keeps its refresh rate whatever is asked for.',
    reach: REACH,
    how: ({ steps }) => ({
      steps: {
        apply: (world, browser, changes, now) => {
          const { refresh_rate } = browser.viewport;
          steps.apply(world, browser, changes, now);
          if (browser.headless) browser.viewport = { ...browser.viewport, refresh_rate };
        },
      },
    }),
  },
  {
    name: 'overlapping-updates-refused',
    sentence: 'An update that begins while another one of the session runs is a 400.',
    reach: REACH,
    how: refusingOverlaps(badRequest(['The session is being updated.'])),
  },
  {
    name: 'segments-start-late',
    sentence: 'The next segment of a recording starts 60 milliseconds after a forced resize.',
    reach: REACH,
    how: startingLate,
  },
  {
    name: 'lagging-read-back',
    sentence: 'For 200 milliseconds after an update GET still shows the session as it was before.',
    reach: 'PATCH and GET of a session',
    how: lagging,
  },
];

function refusing(
  name: string,
  sentence: string,
  refusal: Answer,
  isRefused: (update: BrowserUpdate, browser: Browser, world: World) => boolean,
): Variation {
  return {
    name,
    sentence,
    reach: REACH,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) =>
          isRefused(update, browser, world) ? { refusal } : steps.decide(world, browser, update, now),
      },
    }),
  };
}

function judgingTheBodyFirst(name: string, sentence: string, status: number): Variation {
  return {
    name,
    sentence,
    reach: REACH,
    how: ({ steps }) => ({
      around: (call, answer) => {
        const given = answer(call);
        const body = steps.parseBody(call.body, call.headers['content-type']);
        const verdict = 'value' in body ? steps.validate(body.value) : body;
        return given.status === status && 'refusal' in verdict ? verdict.refusal : given;
      },
    }),
  };
}

function isUnforcedResize(update: BrowserUpdate, browser: Browser): boolean {
  const recording = browser.replays.some((replay) => isRunning(replay, new Date()));
  return recording && update.viewport !== undefined && update.viewport.force !== true;
}

const KNOWN: readonly (readonly [path: string, names: readonly string[]])[] = [
  ['', ['proxy_id', 'disable_default_proxy', 'profile', 'viewport']],
  ['profile', ['id', 'name', 'save_changes']],
  ['viewport', ['width', 'height', 'refresh_rate', 'force']],
];

function hasUnknown(body: Json): boolean {
  return KNOWN.some(([path, names]) => {
    const value = path === '' || !isObject(body) ? body : body[path];
    return isObject(value) && Object.keys(value).some((name) => !names.includes(name));
  });
}

/** How many members JSON text names, more or less: both sides are counted by the same rule. */
function countMembers(text: string): number {
  return (text.match(/"\s*:/g) ?? []).length;
}

function sameSize(wish: { readonly width: number; readonly height: number }, { viewport }: Browser): boolean {
  return wish.width === viewport.width && wish.height === viewport.height;
}

/** May it be sent without force to a session that is recorded? */
function isNoResize(viewport: NonNullable<BrowserUpdate['viewport']>, browser: Browser, now: Date): boolean {
  return viewport.force !== true && isRecording(browser, now) && sameSize(viewport, browser);
}

function otherRate(pixels: number): number {
  if (pixels <= 1_100_000) return 60;
  return pixels <= 2_400_000 ? 25 : Math.max(5, Math.floor(30_000_000 / pixels));
}

function startingLate(...[{ steps }]: Parameters<How>): ReturnType<How> {
  return {
    steps: {
      apply: (world, browser, changes, now) => {
        const before = browser.replays.length;
        steps.apply(world, browser, changes, now);
        const segments = browser.replays.splice(before);
        if (segments.length > 0) setTimeout(() => browser.replays.push(...segments), LATE_MS).unref();
      },
    },
  };
}

function lagging(...[scene]: Parameters<How>): ReturnType<How> {
  const before = new Map<string, { readonly answer: Answer; readonly until: number }>();
  return {
    around: (call, answer) => {
      const session = sessionOf(scene, call);
      if (call.method === 'PATCH' && session) {
        const now = new Date();
        const old = json(200, scene.steps.represent(session, now));
        const given = answer(call);
        if (given.status === 200) before.set(session.id, { answer: old, until: now.getTime() + LAG_MS });
        return given;
      }
      const given = answer(call);
      const old = before.get(sessionIdOf(call) ?? '');
      return given.status === 200 && old && Date.now() < old.until ? old.answer : given;
    },
  };
}
