import { badRequest, empty, json, type Answer, type Outcome } from './answer.js';
import { findAnySession } from './find-session.js';
import type { Call } from './http.js';
import { page } from './paging.js';
import { parseOptionalBody } from './parse-body.js';
import type { Schemas } from './request-schema.js';
import type { BrowserCreation } from './requests.js';
import type { Steps } from './steps.js';
import type { Route } from './routes.js';
import { completeViewport } from './update-rules.js';
import { findProfile, isRunning, loadProfile, type Browser, type World } from './world.js';

/** The calls that create, read, list and delete browser sessions. */
export function browserRoutes(steps: Steps, schemas: Schemas, world: World): Route[] {
  return [
    { method: 'POST', path: '/browsers', handle: (call) => create(steps, schemas, world, call) },
    { method: 'GET', path: '/browsers', handle: (call) => list(steps, world, call) },
    { method: 'GET', path: '/browsers/*', handle: (call, id) => retrieve(steps, world, call, id) },
    { method: 'DELETE', path: '/browsers/*', handle: (_, id) => remove(steps, world, id) },
  ];
}

function create(steps: Steps, schemas: Schemas, world: World, call: Call): Answer {
  const body = parseOptionalBody(call.body, call.headers['content-type']);
  if ('refusal' in body) return body.refusal;
  const wish = schemas.browser(body.value);
  if ('refusal' in wish) return wish.refusal;
  const now = new Date();
  const browser = build(world, wish.value, now);
  if ('refusal' in browser) return browser.refusal;
  browser.value.more = schemas.kept(wish.value);
  const conflict = schemas.refuseTaken(world, browser.value.more);
  if (conflict !== undefined) return conflict;
  world.browsers.set(browser.value.id, browser.value);
  return json(200, steps.represent(browser.value, now));
}

function build(world: World, wish: BrowserCreation, now: Date): Outcome<Browser> {
  const { headless = false, gpu = false, proxy_id = '' } = wish;
  const choice = wish.profile ?? undefined;
  const profile = choice === undefined ? undefined : findProfile(world, choice);
  const faults = [
    ...(gpu && headless ? ['gpu needs a browser that is not headless.'] : []),
    ...(proxy_id !== '' && !world.proxies.has(proxy_id) ? ['proxy_id does not name a proxy.'] : []),
    ...(choice !== undefined && profile === undefined ? ['profile does not name a profile.'] : []),
  ];
  if (faults.length > 0) return { refusal: badRequest(faults) };
  const browser: Browser = {
    id: world.newId('browser'),
    createdAt: now,
    headless,
    stealth: wish.stealth ?? false,
    gpu,
    kioskMode: wish.kiosk_mode ?? false,
    timeoutSeconds: wish.timeout_seconds ?? 60,
    startUrl: wish.start_url,
    // "Where the viewport is left out, the image decides: 1920x1080@25, or 1920x1080@60 on GPU images."
    viewport: completeViewport(wish.viewport ?? { width: 1920, height: 1080, refresh_rate: gpu ? 60 : 25 }),
    proxyId: proxy_id === '' ? undefined : proxy_id,
    disableDefaultProxy: false,
    profile: undefined,
    saveChanges: false,
    more: {},
    replays: [],
    deletedAt: undefined,
  };
  if (profile) loadProfile(browser, profile, choice?.save_changes ?? false, now);
  return { value: browser };
}

function retrieve(steps: Steps, world: World, call: Call, id: string): Answer {
  const find = call.query.get('include_deleted') === 'true' ? findAnySession : steps.findSession;
  const session = find(world, id);
  if ('refusal' in session) return session.refusal;
  return json(200, steps.read(session.value, steps.represent(session.value, new Date())));
}

function list(steps: Steps, world: World, call: Call): Answer {
  const status =
    call.query.get('status') ?? (call.query.get('include_deleted') === 'true' ? 'all' : 'active');
  if (!['active', 'deleted', 'all'].includes(status)) {
    return badRequest(['status must be active, deleted or all.']);
  }
  const query = call.query.get('query') ?? '';
  const found = [...world.browsers.values()].filter(
    (browser) =>
      (status === 'all' || (status === 'deleted') === (browser.deletedAt !== undefined)) &&
      [browser.id, browser.profile?.id, browser.proxyId].some((text) => text?.includes(query)),
  );
  const now = new Date();
  return page(found, call.query, (browser) => steps.represent(browser, now));
}

/** Soft: the session stays readable as a deleted one. What it recorded ends, what its profile learned is saved. */
function remove(steps: Steps, world: World, id: string): Answer {
  const session = steps.findSession(world, id);
  if ('refusal' in session) return session.refusal;
  const browser = session.value;
  const now = new Date();
  browser.deletedAt = now;
  for (const replay of browser.replays) if (isRunning(replay, now)) replay.endsAt = now;
  if (browser.profile && browser.saveChanges) browser.profile.updatedAt = now;
  return empty(204);
}
