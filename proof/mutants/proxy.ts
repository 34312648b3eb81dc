import type { How } from '../../src/reference-server/deviation.js';
import { changed, onBody } from '../../src/reference-server/rewriting.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import type { Browser, World } from '../../src/reference-server/world.js';
import { inArea, response, schema, type Mutant, type Row } from './mutant.js';
import { afterwards, deciding, isRecording, readingMember, refusing, without } from './reading.js';

const PROXY = schema('BrowserUpdateRequest/properties/proxy_id/description');
const SWITCH = schema('BrowserUpdateRequest/properties/disable_default_proxy/description');
const OTHER_FIELDS = `${response(200)}/description`;

/** Mistakes about `proxy_id` and `disable_default_proxy`. */
export const proxies: readonly Mutant[] = inArea('field', [
  reads('empty-proxy-ignored', 'An empty proxy_id leaves the proxy as it is.', ({ proxy_id, ...rest }) =>
    proxy_id === '' || proxy_id === undefined ? rest : { ...rest, proxy_id },
  ),
  stores('empty-proxy-stored', 'An empty proxy_id is kept as a proxy called direct.', (_, id) =>
    id === '' ? 'direct' : undefined,
  ),
  {
    name: 'empty-proxy-refused',
    sentence: 'An empty proxy_id is refused.',
    clause: PROXY,
    how: refusing(({ proxy_id }) => proxy_id === '', 'proxy_id is empty.'),
  },
  {
    name: 'empty-proxy-shown-as-null',
    sentence: 'A session whose proxy was taken away shows null as its proxy_id.',
    clause: schema('Browser/properties/proxy_id/type'),
    how: onBody(200, (body) => changed(body, 'proxy_id', (id) => id ?? null)),
  },
  {
    name: 'blank-proxy-removes',
    sentence: 'A proxy_id of blanks takes the proxy away.',
    clause: PROXY,
    how: deciding((update) => (update.proxy_id?.trim() === '' ? { ...update, proxy_id: '' } : update)),
  },
  {
    name: 'null-proxy-sets-the-oldest',
    sentence: 'A proxy_id of null gives the session the oldest proxy.',
    clause: PROXY,
    how: deciding((update, _, { world }) =>
      update.proxy_id === null ? { ...update, proxy_id: oldestProxy(world) } : update,
    ),
  },
  {
    name: 'unknown-proxy-accepted',
    sentence: 'The id of a proxy that does not exist is accepted and kept.',
    clause: PROXY,
    how: (scene) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const { proxy_id: id, ...rest } = update;
          if (id === undefined || id === null || id === '' || world.proxies.has(id)) {
            return scene.steps.decide(world, browser, update, now);
          }
          const others = scene.steps.decide(world, browser, rest, now);
          return 'refusal' in others ? others : { value: { ...others.value, proxy: { id } } };
        },
      },
    }),
  },
  reads(
    'unknown-proxy-ignored',
    'The id of a proxy that does not exist is accepted and ignored.',
    (update, _, world) => {
      const { proxy_id, ...rest } = update;
      const known =
        proxy_id === undefined || proxy_id === null || proxy_id === '' || world.proxies.has(proxy_id);
      return known ? update : rest;
    },
  ),
  reads(
    'unknown-proxy-removes',
    'The id of a proxy that does not exist takes the proxy away.',
    (update, _, world) => {
      const id = update.proxy_id ?? '';
      return id === '' || world.proxies.has(id) ? update : { ...update, proxy_id: '' };
    },
  ),
  reads('omitted-proxy-removed', 'An update without proxy_id takes the proxy away.', (update) => ({
    proxy_id: '',
    ...update,
  })),
  reads(
    'omitted-proxy-means-the-oldest',
    'An update without proxy_id sets the oldest proxy.',
    (update, _, world) => ({
      proxy_id: oldestProxy(world),
      ...update,
    }),
  ),
  stores('proxy-swap-appends', 'A new proxy is appended to the present one.', (browser, id) =>
    id !== '' && browser.proxyId !== undefined ? `${browser.proxyId},${id}` : undefined,
  ),
  stores(
    'proxy-swap-removes-first',
    'A new proxy in place of another one only takes that away.',
    (browser, id) => (id !== '' && browser.proxyId !== undefined && browser.proxyId !== id ? '' : undefined),
  ),
  reads(
    'proxy-swap-ignored',
    'A proxy is set only where there is none yet.',
    ({ proxy_id, ...rest }, browser) =>
      proxy_id === undefined || (proxy_id !== '' && browser.proxyId !== undefined)
        ? rest
        : { ...rest, proxy_id },
  ),
  {
    name: 'empty-list-removes-proxy',
    sentence: 'A proxy_id that is an empty list takes the proxy away.',
    clause: schema('BrowserUpdateRequest/properties/proxy_id/type'),
    how: readingMember('proxy_id', (value) => (Array.isArray(value) && value.length === 0 ? '' : value)),
  },
  {
    name: 'same-proxy-refused',
    sentence: 'The proxy that the session has already is refused.',
    clause: PROXY,
    how: refusing(
      ({ proxy_id }, { proxyId }) => proxyId !== undefined && proxy_id === proxyId,
      'proxy_id names the present proxy.',
    ),
  },
  reads(
    'same-proxy-removed',
    'The proxy that the session has already is taken away when it is named again.',
    (update, { proxyId }) =>
      proxyId !== undefined && update.proxy_id === proxyId ? { ...update, proxy_id: '' } : update,
  ),
  reads('proxy-ignored-on-stealth', 'A proxy is ignored on a stealth session.', (update, { stealth }) =>
    stealth ? without(update, 'proxy_id') : update,
  ),
  reads(
    'empty-proxy-draws-another-on-stealth',
    'An empty proxy_id gives a stealth session another proxy of the account.',
    (update, { stealth, proxyId }, world) =>
      stealth && update.proxy_id === '' ? { ...update, proxy_id: otherProxy(world, proxyId) } : update,
  ),
  reads('proxy-ignored-on-headful', 'A proxy is ignored on a headful session.', (update, { headless }) =>
    headless ? update : without(update, 'proxy_id'),
  ),
  {
    name: 'proxy-refused-on-stealth',
    sentence: 'A proxy is refused on a stealth session.',
    clause: PROXY,
    how: refusing(
      ({ proxy_id = '' }, { stealth }) => stealth && proxy_id !== '' && proxy_id !== null,
      'proxy_id is not allowed on a stealth session.',
    ),
  },
  {
    name: 'proxy-refused-while-recording',
    sentence: 'A proxy is refused during a recording.',
    clause: response(200),
    how: refusing(
      ({ proxy_id, viewport }, browser, _, now) =>
        proxy_id !== undefined && viewport === undefined && isRecording(browser, now),
      'proxy_id cannot change while a recording is active.',
    ),
  },
  {
    name: 'proxy-resets-viewport',
    sentence: 'A new proxy sets the viewport back to 1920 by 1080.',
    clause: OTHER_FIELDS,
    how: afterwards((browser, changes) => {
      if (changes.proxy) browser.viewport = { width: 1920, height: 1080, refresh_rate: 25 };
    }),
  },
  {
    name: 'proxy-unloads-profile',
    sentence: 'A new proxy unloads the profile of the session.',
    clause: OTHER_FIELDS,
    how: afterwards((browser, changes) => {
      if (changes.proxy) browser.profile = undefined;
    }),
  },
  switching(
    'removes-proxy',
    'disable_default_proxy true takes the session its own proxy away.',
    true,
    (browser) => {
      browser.proxyId = undefined;
    },
  ),
  switching(
    'off-resets-viewport',
    'disable_default_proxy false sets the viewport back.',
    false,
    (browser) => {
      browser.viewport = { width: 1920, height: 1080, refresh_rate: 25 };
    },
  ),
  switching(
    'off-draws-a-proxy',
    'disable_default_proxy false gives a session without a proxy one of the account.',
    false,
    (browser, world) => {
      browser.proxyId ??= otherProxy(world, undefined);
    },
  ),
  switching('unloads-profile', 'disable_default_proxy true unloads the profile.', true, (browser) => {
    browser.profile = undefined;
  }),
  {
    name: 'default-proxy-switch-refused-on-stealth',
    sentence: 'disable_default_proxy is refused on a stealth session, for which it is meant.',
    clause: SWITCH,
    how: refusing(
      (update, browser) => update.disable_default_proxy !== undefined && browser.stealth,
      'disable_default_proxy is not allowed on a stealth session.',
    ),
  },
  {
    name: 'default-proxy-switch-cannot-be-turned-off',
    sentence: 'disable_default_proxy false is refused.',
    clause: schema('BrowserUpdateRequest/properties/disable_default_proxy/type'),
    how: refusing((update) => update.disable_default_proxy === false, 'disable_default_proxy must be true.'),
  },
]);

function reads(
  name: string,
  sentence: string,
  misread: (update: BrowserUpdate, browser: Browser, world: World) => BrowserUpdate,
): Row {
  return {
    name,
    sentence,
    clause: PROXY,
    how: deciding((update, browser, { world }) => misread(update, browser, world)),
  };
}

/** Keeps another proxy id than the one that was named; undefined where there is nothing to get wrong. */
function stores(
  name: string,
  sentence: string,
  otherId: (browser: Browser, id: string) => string | undefined,
): Row {
  const how: How = ({ steps }) => ({
    steps: {
      apply: (world, browser, changes, now) => {
        const other = changes.proxy && otherId(browser, changes.proxy.id ?? '');
        const proxy = other === undefined ? changes.proxy : { id: other === '' ? undefined : other };
        steps.apply(world, browser, { ...changes, proxy }, now);
      },
    },
  });
  return { name, sentence, clause: PROXY, how };
}

function switching(
  slug: string,
  sentence: string,
  value: boolean,
  effect: (browser: Browser, world: World) => void,
): Row {
  return {
    name: `default-proxy-switch-${slug}`,
    sentence,
    clause: OTHER_FIELDS,
    how: afterwards((browser, changes, { world }) => {
      if (changes.disableDefaultProxy === value) effect(browser, world);
    }),
  };
}

function oldestProxy(world: World): string {
  return [...world.proxies.keys()][0] ?? '';
}

function otherProxy(world: World, present: string | undefined): string {
  return [...world.proxies.keys()].find((id) => id !== present) ?? '';
}
