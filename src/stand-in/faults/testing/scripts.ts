import type { Json, JsonObject } from '../../../contract/json.js';
import type { Area } from '../fault.js';
import type { Driver, Script } from './driver.js';

const UNKNOWN = 'unknownsession0000000000';
const LONG_NAME = 'n'.repeat(255);
const FULL = {
  stealth: true,
  timeout_seconds: 600,
  start_url: 'https://example.com/',
  viewport: { width: 1441, height: 903, refresh_rate: 17 },
} as const;

interface Things {
  readonly main: string;
  readonly other: string;
  readonly bare: string;
  readonly headless: string;
  readonly proxies: readonly [string, string];
  readonly profiles: readonly [string, string];
}

/** What most scripts start from: four sessions, two proxies, two profiles with names. */
async function prepared(driver: Driver): Promise<Things> {
  const proxies = [
    await driver.create('/proxies', { type: 'isp', name: 'exit-1' }),
    await driver.create('/proxies', { type: 'mobile' }),
  ] as const;
  const profiles = [
    await driver.create('/profiles', { name: 'work-1' }),
    await driver.create('/profiles', { name: 'play.2' }),
  ] as const;
  const rest = { ...FULL, proxy_id: proxies[0] };
  return {
    main: await driver.create('/browsers', { ...rest, profile: { id: profiles[0] } }),
    other: await driver.create('/browsers', { ...rest, profile: { id: profiles[1] } }),
    bare: await driver.create('/browsers', FULL),
    headless: await driver.create('/browsers', { headless: true }),
    proxies,
    profiles,
  };
}

/** A fresh session for one update, followed by a look at it. */
async function tried(driver: Driver, body: Json, wish: JsonObject = { ...FULL }): Promise<void> {
  const id = await driver.create('/browsers', wish);
  await driver.patch(id, body);
  await driver.read(id);
}

async function responseBody(driver: Driver, { main, headless, bare, proxies }: Things): Promise<void> {
  await driver.patch(main, {});
  await driver.patch(main, { viewport: { width: 1283, height: 807 } });
  await driver.patch(main, { proxy_id: proxies[1], viewport: { width: 1000, height: 700 } });
  await driver.patch(headless, { viewport: { width: 1283, height: 807 } });
  await driver.patch(bare, { disable_default_proxy: true });
  await driver.patch(bare, { created_at: '2001-02-03T04:05:06.000Z' });
}

async function errorBody(driver: Driver, { main, proxies }: Things): Promise<void> {
  const { restrictedApiKey, failingBrowserId } = driver.standIn;
  await driver.patch(main, { proxy_id: 1 });
  await driver.patch(main, { proxy_id: 1, viewport: 5 });
  await driver.patch(main, { profile: { name: 'work-1' }, proxy_id: proxies[1] });
  await driver.send('PATCH', `/browsers/${main}`, { raw: '{' });
  for (const Authorization of [undefined, 'Bearer wrong', `Bearer ${restrictedApiKey}`]) {
    await driver.send('PATCH', `/browsers/${main}`, { body: {}, headers: { Authorization } });
  }
  await driver.patch(UNKNOWN, {});
  await driver.patch(failingBrowserId, {});
}

const access: Script = async (driver) => {
  const { main, other } = await prepared(driver);
  const { apiKey, restrictedApiKey, failingBrowserId } = driver.standIn;
  const deleted = await driver.create('/browsers');
  const half = apiKey.slice(0, Math.ceil(apiKey.length / 2));
  const valid = { viewport: { width: 999, height: 555 } } as const;
  const to = (id: string, Authorization: string | undefined, sending: { body?: Json; raw?: string }) =>
    driver.send('PATCH', `/browsers/${id}`, { ...sending, headers: { Authorization } });
  const credentials = [
    undefined,
    '',
    'Bearer',
    'Bearer x',
    apiKey,
    `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
    `Token ${apiKey}`,
    `Digest ${apiKey}`,
    `Bearer ${half}`,
    `Bearer ${apiKey.slice(1)}`,
    `Bearer ${apiKey}x`,
    `Bearer ${apiKey.slice(0, -1)}_`,
    `Bearer ${apiKey.toUpperCase()}`,
    `Bearer "${apiKey}"`,
    `bearer ${apiKey}`,
    `Bearer${apiKey}`,
    `Bearer ${apiKey} x`,
    `Bearer Bearer ${apiKey}`,
  ];
  for (const credential of credentials) await to(main, credential, { body: {} });
  const elsewhere = { Authorization: undefined };
  await driver.send('PATCH', `/browsers/${main}?api_key=${apiKey}`, { body: {}, headers: elsewhere });
  await driver.send('PATCH', `/browsers/${main}?access_token=${apiKey}`, { body: {}, headers: elsewhere });
  for (const name of ['X-API-Key', 'X-Auth-Token']) {
    await driver.send('PATCH', `/browsers/${main}`, { body: {}, headers: { ...elsewhere, [name]: apiKey } });
  }
  await driver.send('PATCH', `/browsers/${main}`, {
    body: {},
    headers: { ...elsewhere, Cookie: `key=${apiKey}` },
  });
  const restricted = `Bearer ${restrictedApiKey}`;
  for (const credential of ['Bearer x', restricted]) {
    await to(UNKNOWN, credential, { body: {} });
    await to(main, credential, { raw: '{' });
    await to(main, credential, { body: { viewport: 1 } });
    await to(main, credential, { body: {} });
    await to(main, credential, { body: valid });
    await driver.read(main);
  }
  for (const body of [{ proxy_id: '' }, { profile: { name: 'work-1' } }, { disable_default_proxy: true }]) {
    await to(main, restricted, { body });
  }
  await driver.send('DELETE', `/browsers/${deleted}`);
  const ids = [
    UNKNOWN,
    deleted,
    main.slice(0, 12),
    `${main}0`,
    main.toUpperCase(),
    `%20${main}%20`,
    'a'.repeat(300),
    '%C3%A9'.repeat(24),
    '%ZZ',
    '%FF',
    '%25',
    `%25${main.charCodeAt(0).toString(16)}${main.slice(1)}`,
    `${main}%2Fx`,
    `${main}'`,
    'x',
    failingBrowserId,
  ];
  for (const id of ids) {
    await driver.patch(id, valid);
    await driver.read(main);
  }
  await driver.read(other);
};

const field: Script = async (driver) => {
  const { main, other, bare, headless, proxies, profiles } = await prepared(driver);
  await viewports(driver);
  await wrongTypes(driver, proxies[0], profiles[0]);
  await recordings(driver, proxies[0], profiles[0]);
  const sized = { viewport: { width: 1283, height: 807, refresh_rate: 90 } } as const;
  for (const body of [sized, { viewport: { width: 1283, height: 807 } }, sized, {}] as const) {
    await driver.patch(main, body);
    await driver.read(main);
  }
  const byProxy: Json[] = ['', proxies[1], proxies[0], proxies[0], [], null, 'unknown', '  ', ''];
  for (const proxy_id of [...byProxy, ...(await noProxies(driver, proxies[0]))]) {
    await driver.patch(main, { proxy_id });
    await driver.read(main);
  }
  await driver.patch(bare, { proxy_id: null });
  await driver.patch(bare, {});
  for (const disable_default_proxy of [true, false]) {
    await driver.patch(other, { disable_default_proxy });
    await driver.read(other);
  }
  await driver.read(other);
  await profileChoices(driver, profiles);
  await driver.patch(bare, { profile: { name: 'work-1' }, viewport: { width: 640, height: 480 } });
  await driver.read(other);
  await driver.read(headless);
};

/** Texts that a careless server could take for a proxy. */
async function noProxies(driver: Driver, id: string): Promise<string[]> {
  const deleted = await driver.create('/proxies', { type: 'isp' });
  await driver.send('DELETE', `/proxies/${deleted}`);
  const nearly = [id.slice(0, -1), id.toUpperCase(), ` ${id} `];
  const odd = ['a\0b', 'a😀b', "a'b", 'a/b', 'a'.repeat(300)];
  return [deleted, 'exit-1', ...nearly, '%', 'none', id, 'none', 'constructor', ...odd];
}

async function viewports(driver: Driver): Promise<void> {
  const sizes: [Json, Json][] = [
    [320, 240],
    [7680, 4320],
    [319, 500],
    [500, 239],
    [7681, 500],
    [500, 4321],
    [1, 500],
    [99_999, 500],
    [500, 1],
    [500, 99_999],
    [1283, 807],
    [1366, 807],
    [3000, 2001],
    [7680, 240],
    [320, 4320],
    [0, 0],
    [-800, -600],
    [800 + 2 ** 16, 600],
    [800 + 2 ** 32, 600],
  ];
  for (const [width, height] of sizes) await tried(driver, { viewport: { width, height } });
  for (const refresh_rate of [1, 59, 144, 300]) {
    await tried(driver, { viewport: { width: 800, height: 600, refresh_rate } });
    await tried(driver, {
      viewport: { width: FULL.viewport.width, height: FULL.viewport.height, refresh_rate },
    });
  }
  const id = await driver.create('/browsers', FULL);
  for (const width of [800, FULL.viewport.width]) {
    await driver.patch(id, { viewport: { width, height: FULL.viewport.height } });
    await driver.read(id);
  }
  for (const raw of [
    '{"viewport":{"width":801.0,"height":601}}',
    '{"viewport":{"width":8.01e2,"height":601}}',
    `{"viewport":{"width":${'9'.repeat(20)},"height":601}}`,
  ]) {
    await driver.send('PATCH', `/browsers/${id}`, { raw });
  }
  await tried(driver, { viewport: { width: 800 } });
  await tried(driver, { viewport: { height: 600 } });
}

async function wrongTypes(driver: Driver, proxy: string, profile: string): Promise<void> {
  const size = { width: 800, height: 600 } as const;
  const odd: Json[] = ['801', 801.4, 801.6, [801], '801px', true, null, ''];
  for (const member of ['width', 'height', 'refresh_rate']) {
    for (const value of odd) await tried(driver, { viewport: { ...size, [member]: value } });
  }
  for (const value of ['true', 'false', 1, 0, null, '', 'yes', [true]]) {
    await tried(driver, { disable_default_proxy: value });
    await tried(driver, { profile: { id: profile, save_changes: value } });
    await tried(driver, { viewport: { ...size, force: value } });
  }
  for (const value of [[proxy], { id: proxy }, false, 0]) await tried(driver, { proxy_id: value });
  for (const value of ['work-1', null, [], { id: null, name: 'work-1' }, { id: [profile] }]) {
    await tried(driver, { profile: value });
  }
  await tried(driver, { profile: { name: null, id: profile } });
  await tried(driver, { profile: { name: ['work-1'] } });
  for (const value of [null, '800x600', [800, 600], {}]) await tried(driver, { viewport: value });
}

async function recordings(driver: Driver, proxy_id: string, profile: string): Promise<void> {
  const id = await driver.create('/browsers', FULL);
  await driver.create(`/browsers/${id}/replays`);
  for (const [width, force] of [
    [640, undefined],
    [641, false],
    [642, true],
    [643, undefined],
    [644, true],
  ] as const) {
    await driver.patch(id, { viewport: { width, height: 480, ...(force === undefined ? {} : { force }) } });
    await driver.read(id);
    await driver.send('GET', `/browsers/${id}/replays`);
  }
  await driver.patch(id, { viewport: { width: 644, height: 481 } });
  await driver.patch(id, { viewport: { width: 645, height: 480, refresh_rate: 9, force: true } });
  await driver.patch(id, { proxy_id: '', viewport: { width: 646, height: 480, force: true } });
  await driver.patch(id, { profile: { name: 'work-1' }, viewport: { width: 647, height: 480 } });
  await driver.read(id);
  await driver.patch(id, { proxy_id });
  await driver.patch(id, { profile: { id: profile } });
}

async function profileChoices(driver: Driver, [work]: readonly [string, string]): Promise<void> {
  await driver.create('/profiles', { name: LONG_NAME });
  for (const name of ['9', 'a_b', 'CapitaL', '-a..b.']) await driver.create('/profiles', { name });
  const deleted = await driver.create('/profiles', { name: 'gone' });
  await driver.send('DELETE', `/profiles/${deleted}`);
  const choices: Json[] = [
    { id: work },
    { name: 'work-1' },
    { name: 'wor' },
    { name: 'play.2' },
    { name: LONG_NAME },
    { name: `${LONG_NAME}n` },
    { name: '9' },
    { name: 'a_b' },
    { name: 'CapitaL' },
    { name: '-a..b.' },
    { id: await driver.create('/profiles') },
    { id: '' },
    { id: '', name: 'work-1' },
    { id: work, name: '' },
    { id: 'work-1' },
    { id: work.slice(0, -1) },
    { id: work.toUpperCase() },
    { id: ` ${work} ` },
    { id: deleted },
    { id: 'a\0b' },
    { id: 'a😀b' },
    { name: work },
    { name: 'WORK-1' },
    { name: 'work_1' },
    { name: 'work-1\n' },
    { name: ' work-1 ' },
    { name: '"work-1"' },
    { name: 'wörk-1' },
    { name: '' },
    { name: 'nobody' },
    { id: 'nobody' },
    { id: work, name: 'work-1' },
    { id: work, name: 'play.2' },
    {},
    { save_changes: true },
    { id: work, save_changes: true },
    { id: work, save_changes: false },
  ];
  for (const profile of choices) await tried(driver, { profile });
  const id = await driver.create('/browsers', { profile: { id: work } });
  for (const profile of [{ name: 'play.2' }, { name: 'work-1' }, { id: work, save_changes: true }]) {
    await driver.patch(id, { profile });
    await driver.read(id);
  }
}

const wholeUpdate: Script = async (driver) => {
  const { main, bare, proxies, profiles } = await prepared(driver);
  await driver.patch(main, {});
  await driver.read(main);
  await driver.patch(main, { disable_default_proxy: true });
  await driver.read(main);
  const good = {
    proxy_id: proxies[1],
    profile: { id: profiles[1] },
    viewport: { width: 700, height: 500 },
  } as const;
  const bad = { proxy_id: 'unknown', profile: { id: 'unknown' }, viewport: { width: 1, height: 1 } } as const;
  for (const refused of ['proxy_id', 'profile', 'viewport'] as const) {
    for (const applied of ['proxy_id', 'profile', 'viewport'] as const) {
      if (refused !== applied) {
        await tried(driver, { [applied]: good[applied], [refused]: bad[refused] });
      }
    }
  }
  await tried(driver, { ...good, disable_default_proxy: true });
  await tried(driver, { proxy_id: proxies[1], viewport: good.viewport });
  await tried(driver, { profile: good.profile, viewport: good.viewport });
  await tried(driver, { profile: { name: 'play.2', save_changes: true }, viewport: good.viewport });
  for (const proxy_id of ['', null]) {
    await tried(driver, { proxy_id, viewport: good.viewport }, { ...FULL, proxy_id: proxies[0] });
  }
  await driver.patch(main, { proxy_id: proxies[1], profile: good.profile });
  await driver.read(main);
  await driver.create(`/browsers/${main}/replays`);
  await driver.patch(main, {});
  const recorded = await driver.create('/browsers', FULL);
  await driver.create(`/browsers/${recorded}/replays`);
  await driver.patch(recorded, { profile: good.profile, viewport: good.viewport });
  await driver.read(recorded);
  for (let count = 0; count < 3; count += 1) {
    await driver.patch(bare, { viewport: good.viewport });
    await driver.patch(bare, { proxy_id: proxies[count % 2] ?? '' });
    await driver.read(bare);
  }
  await odd(driver, bare);
  await overlapping(driver, proxies);
};

async function odd(driver: Driver, id: string): Promise<void> {
  const size = '{"viewport":{"width":666,"height":444}}';
  const bodies = [
    '',
    'null',
    '[0]',
    '"x"',
    '7',
    `[${size}]`,
    JSON.stringify(size),
    size.slice(0, -1),
    `${size} ok`,
    `${size}{}`,
    size.replace('}}', ',}}'),
    'nonsense',
    '[]',
    'false',
    size.replace('}}', ',"refresh_rate":NaN}}'),
    size.replace('}}', '/* wide */}}'),
    size.replaceAll('"', "'"),
    size.replaceAll('"', ''),
    size.replace('666', '0666'),
    size.replace('width', 'wid\tth'),
    ` ${size.replace('666', '667')}`,
    size.replace('viewport', '\\u0076iewport').replace('666', '668'),
    size.replace('width', 'WIDTH'),
    '{"profile":{"NAME":"work-1"}}',
    '{"PROXY_ID":""}',
    '{"proxyId":""}',
    '{"__proto__":{"proxy_id":""}}',
    `{"other":${'['.repeat(200)}${']'.repeat(200)}}`,
    `{"other":"${'x'.repeat(200_000)}"}`,
    '{"other":"é"}',
  ];
  for (const raw of bodies) {
    await driver.send('PATCH', `/browsers/${id}`, { raw });
    await driver.read(id);
  }
  for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
    await driver.send('PATCH', `/browsers/${id}`, { raw: size, headers: { 'Content-Type': type } });
  }
}

/** Which of two overlapping updates comes last is anybody's guess: noted is only what must hold either way. */
async function overlapping(driver: Driver, proxies: readonly [string, string]): Promise<void> {
  const [one, two] = [await driver.create('/browsers'), await driver.create('/browsers')];
  const sizes = [
    { width: 801, height: 601 },
    { width: 802, height: 602 },
  ] as const;
  const resized = await driver.atOnce(sizes.map((viewport) => [one, { viewport }] as const));
  const viewport = JSON.stringify((await seen(driver, one)).viewport);
  driver.note(`statuses ${resized.map(({ status }) => status).join()}`);
  driver.note(`whole ${sizes.some((size) => viewport.startsWith(JSON.stringify(size).slice(0, -1)))}`);
  const mixed = await driver.atOnce([
    [one, { proxy_id: proxies[0] }],
    [one, { viewport: { width: 803, height: 603 } }],
  ]);
  driver.note(`statuses ${mixed.map(({ status }) => status).join()}`);
  await driver.read(one);
  const apart = await driver.atOnce([
    [one, {}],
    [two, {}],
  ]);
  driver.note(`own ${apart[0]?.body.session_id === one} ${apart[1]?.body.session_id === two}`);
}

async function seen(driver: Driver, id: string): Promise<JsonObject> {
  // Read by an update of nothing, which the script does not record: the order of the two updates shows in it.
  return (await driver.atOnce([[id, {}]]))[0]?.body ?? {};
}

/** The script that shows the faults of an area. */
export const SCRIPTS: Readonly<Record<Area, Script>> = {
  'response body': async (driver) => responseBody(driver, await prepared(driver)),
  'error body': async (driver) => errorBody(driver, await prepared(driver)),
  access,
  field,
  'whole update': wholeUpdate,
};

/** A little of everything that variants may differ in. */
export const variety: Script = async (driver) => {
  const things = await prepared(driver);
  await responseBody(driver, things);
  await errorBody(driver, things);
  const { main, bare, headless, proxies, profiles } = things;
  await driver.patch(main, { proxy_id: null });
  await driver.read(main);
  for (const body of [
    { proxy_id: '' },
    { proxy_id: 'unknown' },
    { profile: { id: 'unknown' } },
    { proxy_id: proxies[0], disable_default_proxy: true },
    { other: 1 },
    { viewport: { width: 1283, height: 807, other: 1 } },
    { viewport: { width: 1920, height: 1080 } },
    { viewport: { width: 7680, height: 4320 } },
  ]) {
    await driver.patch(bare, body);
    await driver.read(bare);
  }
  await driver.patch(headless, { disable_default_proxy: true });
  for (let count = 0; count < 5; count += 1)
    await driver.send('POST', '/browsers', { body: { headless: true } });
  const nameless = await driver.create('/profiles');
  await driver.patch(bare, { profile: { id: nameless } });
  await driver.patch(main, { profile: { id: profiles[0] } });
  await driver.patch(headless, { viewport: { width: 641, height: 481, refresh_rate: 50 } });
  await driver.create(`/browsers/${main}/replays`);
  await driver.patch(main, { viewport: { width: 641, height: 481 } });
  await driver.patch(main, { viewport: { ...FULL.viewport } });
  await driver.patch(main, { viewport: { width: 641, height: 481, force: true } });
  await driver.send('GET', `/browsers/${main}/replays`);
  await driver.patch(main, { viewport: { width: 641, height: 481 } });
  const overlapping = await driver.atOnce([
    [bare, {}],
    [bare, {}],
  ]);
  driver.note(`statuses ${overlapping.map(({ status }) => status).join()}`);
  const raw = '{"proxy_id":"unknown","proxy_id":""}';
  await driver.send('PATCH', `/browsers/${bare}`, { raw });
  await driver.send('PATCH', `/browsers/${bare}`, { raw: '{}', headers: { 'Content-Type': undefined } });
  await driver.send('PATCH', `/browsers/${bare}`, { raw: '{}', headers: { 'Content-Type': 'text/plain' } });
  const Authorization = `Bearer ${driver.standIn.restrictedApiKey}`;
  await driver.send('PATCH', `/browsers/${UNKNOWN}`, { body: {}, headers: { Authorization } });
  await driver.send('PATCH', `/browsers/${UNKNOWN}`, { raw: '{' });
  await driver.send('DELETE', `/browsers/${headless}`);
  await driver.patch(headless, {});
  for (let count = 0; count < 30; count += 1) await driver.read(main);
};
