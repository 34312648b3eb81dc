import { errorBody, responseBody } from './script-bodies.js';
import type { Script } from './driver.js';
import { FULL, prepared, UNKNOWN } from './things.js';

/** A little of everything that variations may differ in. */
export const variety: Script = async (driver) => {
  const things = await prepared(driver);
  await responseBody(driver, things);
  await errorBody(driver, things);
  const { main, bare, headless, proxies, profiles } = things;
  for (const proxy_id of [null, '']) {
    await driver.patch(main, { proxy_id });
    await driver.read(main);
  }
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
  await driver.patch(main, { viewport: { width: 643, height: 483, refresh_rate: 0 } });
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
  const spare = await driver.create('/browsers');
  for (const odd of [
    '\ufeff{}',
    Buffer.from('{"other":"\xff"}', 'latin1'),
    '{"other":"\\ud83d"}',
    `{"other":${2n ** 64n}}`,
    `{"other":${'['.repeat(70)}${']'.repeat(70)}}`,
  ]) {
    await driver.send('PATCH', `/browsers/${spare}`, { raw: odd });
  }
  await driver.patch(spare, { viewport: { width: 655, height: 433 } });
  await driver.send('GET', `/browsers?query=${spare}`);
  await driver.send('PATCH', `/browsers/${bare}`, { raw: '{}', headers: { 'Content-Type': undefined } });
  await driver.send('PATCH', `/browsers/${bare}`, { raw: '{}', headers: { 'Content-Type': 'text/plain' } });
  const Authorization = `Bearer ${driver.referenceServer.restrictedApiKey}`;
  await driver.send('PATCH', `/browsers/${UNKNOWN}`, { body: {}, headers: { Authorization } });
  await driver.send('PATCH', `/browsers/${bare}`, { raw: '{', headers: { Authorization } });
  await driver.send('PATCH', `/browsers/${UNKNOWN}`, { raw: '{' });
  await driver.send('DELETE', `/browsers/${headless}`);
  await driver.patch(headless, {});
  for (let count = 0; count < 30; count += 1) await driver.read(main);
  await driver.send('POST', '/browsers', { body: { start_url: 'about:blank#ü' } });
};
