import type { Json } from '../../../src/model/json.js';
import type { Driver, Script } from './driver.js';
import { prepared, UNKNOWN } from './things.js';

/** Who may, whom nobody knows, and in which order that is decided. */
export const access: Script = async (driver) => {
  const { main, other, bare, proxies, profiles } = await prepared(driver);
  const { apiKey, restrictedApiKey, failingBrowserId } = driver.referenceServer;
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
  await otherShapes(driver, main, restricted);
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
    `${main}.json`,
    `${main};x=1`,
    `${main}%00`,
    proxies[0],
    profiles[0],
    failingBrowserId,
  ];
  for (const id of ids) {
    await driver.patch(id, valid);
    await driver.read(main);
  }
  await driver.read(other);
  await gone(driver, bare);
};

/** Every other shape of a valid update, and the same one more than once. */
async function otherShapes(driver: Driver, id: string, restricted: string): Promise<void> {
  const to = (Authorization: string | undefined, body: Json) =>
    driver.send('PATCH', `/browsers/${id}`, { body, headers: { Authorization } });
  for (const body of [
    { proxy_id: '' },
    { profile: { name: 'work-1' } },
    { disable_default_proxy: true },
  ] as const) {
    await to(undefined, body);
  }
  const size = { width: 1001, height: 557 } as const;
  await to(restricted, { viewport: { ...size, force: true } });
  await to(restricted, { proxy_id: '', viewport: size });
  await driver.patch(id, { viewport: size });
  for (const credential of ['Bearer x', 'Bearer x', restricted, restricted]) {
    await to(credential, { viewport: size });
  }
}

/** What is gone stays gone, whatever is sent to it. */
async function gone(driver: Driver, id: string): Promise<void> {
  await driver.send('DELETE', `/browsers/${id}`);
  for (const one of [id, 'anotherunknownsession000']) {
    for (const body of [{ viewport: {} }, {}, { proxy_id: '' }, {}]) {
      await driver.patch(one, body);
      await driver.read(one);
    }
  }
}
