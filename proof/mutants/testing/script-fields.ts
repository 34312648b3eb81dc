import type { Json } from '../../../src/model/json.js';
import type { Driver, Script } from './driver.js';
import { FULL, LONG_NAME, prepared, tried } from './things.js';

/** Each field: at its bounds and beyond, in wrong types, nearly right, and what it does to other fields. */
export const field: Script = async (driver) => {
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
  const profile = await driver.create('/profiles', { name: 'no-proxy' });
  return [deleted, profile, 'exit-1', ...nearly, '%', 'none', id, 'none', 'constructor', ...odd];
}

async function viewports(driver: Driver): Promise<void> {
  const sizes: [Json, Json][] = [
    [320, 240],
    [801, 801],
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
  const spare = { refresh_rate: 31, force: true } as const;
  for (const size of [{}, { width: 800 }, { height: 600 }]) {
    for (const some of [{ force: true }, { refresh_rate: 31 }, spare]) {
      await tried(driver, { viewport: { ...size, ...some } });
    }
  }
  await tried(driver, { viewport: { other: 1 } });
  await tried(driver, { proxy_id: '', viewport: { force: true } });
  await tried(driver, { viewport: { width: 800 } });
  await tried(driver, { viewport: { height: 600 } });
}

async function wrongTypes(driver: Driver, proxy: string, profile: string): Promise<void> {
  const size = { width: 800, height: 600 } as const;
  const odd: Json[] = ['801', 801.000_000_1, 801.4, 801.6, [801], '801px', true, null, ''];
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
  await driver.patch(id, { viewport: { force: true } });
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
    { name: 'ｗｏｒｋ-1' },
    { name: `${LONG_NAME.slice(1)}2` },
    { id: await driver.create('/proxies', { type: 'isp' }) },
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
  for (const profile of [
    { name: 'play.2' },
    { name: 'work-1' },
    { id: work, save_changes: true },
    { save_changes: true },
  ]) {
    await driver.patch(id, { profile });
    await driver.read(id);
  }
}
