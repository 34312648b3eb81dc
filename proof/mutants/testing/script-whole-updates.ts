import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../../src/model/json.js';
import type { Driver, Script } from './driver.js';
import { FULL, prepared, tried } from './things.js';

/** Longer than an update takes to be undone: both are timers of one process, and fire in order. */
const LEFT_ALONE_MS = 200;

/** Updates of several fields, right and wrong together, as odd text, and at once. */
export const wholeUpdate: Script = async (driver) => {
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
  await unusual(driver, proxies);
  await odd(driver, bare);
  await careless(driver, bare, proxies);
  await leftAlone(driver, good);
  await overlapping(driver, proxies, profiles);
};

/** Sessions in kiosk mode, of which the image decides the viewport, or with recordings that are over. */
async function unusual(driver: Driver, [, proxy_id]: readonly [string, string]): Promise<void> {
  const width = 911;
  for (const body of [
    { proxy_id },
    { viewport: { height: 711, width } },
    { other: 1, proxy_id },
    { viewport: { other: 1, width, height: 711 } },
  ]) {
    await tried(driver, body, { kiosk_mode: true });
  }
  const id = await driver.create('/browsers', { stealth: true });
  const replays = async (): Promise<void> => {
    await driver.send('GET', `/browsers/${id}/replays`);
  };
  const stopped = await driver.create(`/browsers/${id}/replays`);
  await driver.send('POST', `/browsers/${id}/replays/${stopped}/stop`);
  await driver.patch(id, { viewport: { width, height: 701 } });
  await driver.patch(id, { viewport: { width, height: 703, force: true } });
  await replays();
  for (let count = 0; count < 2; count += 1) await driver.create(`/browsers/${id}/replays`);
  const viewport = { force: true, refresh_rate: 7, height: 709, width };
  await driver.patch(id, { viewport, proxy_id });
  await replays();
}

/** What generated code reads more from than it should. */
async function careless(driver: Driver, id: string, [proxy_id]: readonly [string, string]): Promise<void> {
  const size = '"viewport":{"width":677,"height":477}';
  await driver.patch(id, { proxy_id });
  for (const raw of [
    `{"other":${'['.repeat(1000)}${']'.repeat(1000)},${size}}`,
    `{"other":"${'x'.repeat(200_000)}",${size.replace('677', '679')}}`,
    `{${size.replace('677', '681')},${size}}`,
    '{"viewport":{"width":683},"viewport":{"height":483}}',
    '{"id":"other","proxy_id":""}',
    '{"session_id":"other"}',
    '{"headless":true,"stealth":false,"kiosk_mode":true,"start_url":"https://example.org/"}',
    ...Array<string>(2).fill(`{"proxy_id":"unknown",${size.replace('677', '687')}}`),
  ]) {
    await driver.send('PATCH', `/browsers/${id}`, { raw });
    await driver.read(id);
  }
  const untyped = { raw: `{${size.replace('677', '689')}}`, headers: { 'Content-Type': undefined } };
  await driver.send('PATCH', `/browsers/${id}`, untyped);
  await driver.patch(id, { proxy_id });
  await driver.send('PATCH', `/browsers/${id}?proxy_id=`, { raw: '{}' });
  await driver.read(id);
}

/** A session some time after its last update, in two reads that follow each other, and in the list. */
async function leftAlone(driver: Driver, update: JsonObject): Promise<void> {
  const id = await driver.create('/browsers', FULL);
  await driver.patch(id, update);
  await sleep(LEFT_ALONE_MS);
  await driver.read(id);
  await driver.read(id);
  await driver.send('GET', `/browsers?query=${id}`);
}

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
  const spellings = [
    ' \n',
    Buffer.from('{"proxy_id":"\xff"}', 'latin1'),
    '{"proxy_id":"\\ud83d"}',
    `{"other":${'[{"a":'.repeat(24)}0${'}]'.repeat(24)},${size.slice(1)}`,
    `{"other":"\\ud83d",${size.replace('666', '671').slice(1)}`,
    `\ufeff${size.replace('666', '672')}`,
    size.replace('}}', `,"refresh_rate":${2 ** 32 + 53}}}`),
    size.replace('}}', `,"refresh_rate":${2n ** 64n + 53n}}}`),
    size.replace('}}', ',"refresh_rate":1e400}}'),
    `{"other":${2n ** 64n + 1n}}`,
  ];
  for (const raw of spellings) {
    await driver.send('PATCH', `/browsers/${id}`, { raw });
    await driver.read(id);
  }
  for (const raw of [size.replace('666', '669'), size.replace('666', '1')]) {
    await driver.send('PATCH', `/browsers/${id}`, { raw, headers: { 'Transfer-Encoding': 'chunked' } });
  }
  const text = { raw: size.replace('666', '673'), headers: { 'Content-Type': 'text/plain' } };
  await driver.send('PATCH', `/browsers/${id}`, text);
  await driver.read(id);
  for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
    await driver.send('PATCH', `/browsers/${id}`, { raw: size, headers: { 'Content-Type': type } });
  }
}

/** Which of two overlapping updates comes last is anybody's guess: noted is only what must hold either way. */
async function overlapping(
  driver: Driver,
  proxies: readonly [string, string],
  profiles: readonly [string, string],
): Promise<void> {
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
  const loaded = await driver.atOnce(profiles.map((id) => [two, { profile: { id } }] as const));
  const statuses = loaded.map(({ status }) => status);
  driver.note(`one profile ${statuses.filter((status) => status === 200).length}`);
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
