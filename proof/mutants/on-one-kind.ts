import { isObject, type JsonObject } from '../../src/model/json.js';
import type { How } from '../../src/reference-server/deviation.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { findProfile, type Browser, type World } from '../../src/reference-server/world.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';
import { afterwards, bySchemaWith, deciding, refusing, running, whereSession, without } from './reading.js';

interface Kind {
  readonly slug: string;
  readonly words: string;
  readonly is: (browser: Browser) => boolean;
  /** Mistakes that show nothing there: a profile cannot be loaded twice, and some have no switch. */
  readonly takesNoProfile?: true;
  readonly hasSwitch?: true;
}

const KINDS: readonly Kind[] = [
  {
    slug: 'headful',
    words: 'a headful session',
    is: ({ headless, stealth, gpu, kioskMode, replays }) =>
      !headless && !stealth && !gpu && !kioskMode && replays.length === 0,
  },
  {
    slug: 'stealth',
    words: 'a headless stealth session',
    is: ({ headless, stealth }) => headless && stealth,
    hasSwitch: true,
  },
  {
    slug: 'stealth-headful',
    words: 'a headful stealth session',
    is: ({ headless, stealth }) => !headless && stealth,
    hasSwitch: true,
  },
  {
    slug: 'recorded',
    words: 'a session that is recorded',
    is: (browser) => running(browser) === 1 && !browser.gpu,
  },
  {
    slug: 'recorded-before',
    words: 'a session that was recorded',
    is: (browser) => browser.replays.length > 0 && running(browser) === 0,
  },
  {
    slug: 'kiosk',
    words: 'a session in kiosk mode that was created with a profile',
    is: ({ kioskMode, profile }) => kioskMode && profile !== undefined,
    takesNoProfile: true,
  },
  { slug: 'gpu', words: 'a session with a GPU', is: ({ gpu }) => gpu },
];

/** Mistakes that are made on one kind of session alone. */
export const onOneKind: readonly Mutant[] = inArea(
  'whole update',
  KINDS.flatMap((kind) => rowsOf(kind)),
);

function rowsOf(kind: Kind): Row[] {
  const { is } = kind;
  const row = (slug: string, what: string, clause: string, how: How): Row => ({
    name: `${slug}-on-${kind.slug}`,
    sentence: `${what} on ${kind.words}.`,
    clause,
    how,
  });
  const read = (change: (update: BrowserUpdate, world: World) => BrowserUpdate): How =>
    deciding((update, browser, { world }) => (is(browser) ? change(update, world) : update));
  const always = [
    row(
      'no-proxy-kept',
      'An empty proxy_id is ignored',
      schema('BrowserUpdateRequest/properties/proxy_id/description'),
      read((update) => (update.proxy_id === '' ? without(update, 'proxy_id') : update)),
    ),
    row(
      'proxy-lost-beside-viewport',
      'A proxy beside a viewport is ignored',
      `${PATCH}/description`,
      read((update) => (update.proxy_id && update.viewport ? without(update, 'proxy_id') : update)),
    ),
    row(
      'empty-object-refused',
      'An empty object is refused',
      response(200),
      refusing((update, browser) => Object.keys(update).length === 0 && is(browser), 'Nothing is updated.'),
    ),
    row(
      'viewport-drops-proxy',
      'A viewport takes the proxy away',
      `${PATCH}/description`,
      afterwards((browser, { proxy, viewport }) => {
        if (viewport !== undefined && proxy === undefined && is(browser)) browser.proxyId = undefined;
      }),
    ),
    row(
      'proxy-resizes',
      'Another proxy makes the window wider by a pixel',
      `${PATCH}/description`,
      afterwards((browser, { proxy, viewport }) => {
        if (proxy?.id !== undefined && viewport === undefined && is(browser))
          browser.viewport = { ...browser.viewport, width: browser.viewport.width + 1 };
      }),
    ),
    row(
      'largest-refused',
      'The largest size is refused',
      schema('BrowserViewport/description'),
      refusing(
        ({ viewport }, browser) => viewport?.width === 7680 && viewport.height === 4320 && is(browser),
        'viewport is too large.',
      ),
    ),
    row(
      'square-refused',
      'A square is refused',
      schema('BrowserViewport/description'),
      refusing(
        ({ viewport }, browser) =>
          viewport !== undefined && viewport.width === viewport.height && is(browser),
        'viewport is square.',
      ),
    ),
    row(
      'upright-turned',
      'A viewport that is higher than wide is turned',
      schema('BrowserViewport/description'),
      read((update) => {
        const { viewport } = update;
        if (viewport === undefined || viewport.height <= viewport.width) return update;
        return { ...update, viewport: { ...viewport, width: viewport.height, height: viewport.width } };
      }),
    ),
    row(
      'smallest-grows',
      'The smallest size is made larger by a pixel',
      schema('BrowserViewport/description'),
      read((update) =>
        update.viewport?.width === 320 ? { ...update, viewport: { ...update.viewport, width: 321 } } : update,
      ),
    ),
    row(
      'unknown-proxy-ignored',
      'An unknown proxy is ignored, and not refused,',
      schema('BrowserUpdateRequest/properties/proxy_id/description'),
      read((update, { proxies }) =>
        update.proxy_id && !proxies.has(update.proxy_id) ? without(update, 'proxy_id') : update,
      ),
    ),
    row(
      'height-made-up',
      'A height that is missing is made up',
      schema('BrowserViewport/required'),
      whereSession(
        is,
        lenient((body) => within(body, 'viewport', (viewport) => ({ height: 777, ...viewport }))),
      ),
    ),
    row(
      'width-from-text',
      'A width that is a text of digits is taken for a number',
      schema('BrowserViewport/properties/width/type'),
      whereSession(
        is,
        lenient((body) =>
          within(body, 'viewport', (viewport) =>
            typeof viewport.width === 'string' ? { ...viewport, width: Number(viewport.width) } : viewport,
          ),
        ),
      ),
    ),
    row(
      'proxy-number-ignored',
      'A proxy_id that is a number is ignored',
      schema('BrowserUpdateRequest/properties/proxy_id/type'),
      whereSession(
        is,
        lenient((body) => (typeof body.proxy_id === 'number' ? { ...body, proxy_id: null } : body)),
      ),
    ),
    row(
      'switch-from-text',
      'A disable_default_proxy that is a text is taken for true',
      schema('BrowserUpdateRequest/properties/disable_default_proxy/type'),
      whereSession(
        is,
        lenient((body) =>
          typeof body.disable_default_proxy === 'string' ? { ...body, disable_default_proxy: true } : body,
        ),
      ),
    ),
  ];
  const switched = row(
    'switch-refused',
    'disable_default_proxy is refused',
    schema('BrowserUpdateRequest/properties/disable_default_proxy/description'),
    refusing(
      (update, browser) => update.disable_default_proxy !== undefined && is(browser),
      'There is no default proxy.',
    ),
  );
  const second = row(
    'second-profile-ignored',
    'A second profile is ignored, and not refused,',
    schema('BrowserUpdateRequest/properties/profile/description'),
    deciding((update, browser) =>
      is(browser) && browser.profile !== undefined ? without(update, 'profile') : update,
    ),
  );
  const ofProfile = [
    row(
      'unknown-profile-ignored',
      'An unknown profile is ignored, and not refused,',
      schema('BrowserUpdateRequest/properties/profile/description'),
      read((update, world) =>
        update.profile !== undefined && findProfile(world, update.profile) === undefined
          ? without(update, 'profile')
          : update,
      ),
    ),
    row(
      'both-of-profile-accepted',
      'A profile with both id and name is accepted',
      schema('BrowserProfile/oneOf'),
      whereSession(is, bySchemaWith('BrowserProfile/oneOf', undefined)),
    ),
  ];
  return [
    ...always,
    second,
    ...(kind.hasSwitch ? [switched] : []),
    ...(kind.takesNoProfile ? [] : ofProfile),
  ];
}

/** Another body than was sent is what the schema is asked about. */
function lenient(change: (body: JsonObject) => JsonObject): How {
  return ({ steps }) => ({
    steps: { validate: (body) => steps.validate(isObject(body) ? change(body) : body) },
  });
}

function within(body: JsonObject, name: string, change: (member: JsonObject) => JsonObject): JsonObject {
  const member = body[name];
  return isObject(member) ? { ...body, [name]: change(member) } : body;
}
