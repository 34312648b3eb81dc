import type { Driver } from './driver.js';
import { UNKNOWN, type Things } from './things.js';

export async function responseBody(driver: Driver, { main, headless, bare, proxies }: Things): Promise<void> {
  await driver.patch(main, {});
  await driver.patch(main, { viewport: { width: 1283, height: 807 } });
  await driver.patch(main, { proxy_id: proxies[1], viewport: { width: 1000, height: 700 } });
  await driver.patch(headless, { viewport: { width: 1283, height: 807 } });
  await driver.patch(bare, { disable_default_proxy: true });
  await driver.patch(bare, { created_at: '2001-02-03T04:05:06.000Z' });
}

export async function errorBody(driver: Driver, { main, proxies }: Things): Promise<void> {
  const { restrictedApiKey, failingBrowserId } = driver.referenceServer;
  await driver.patch(main, { proxy_id: 1 });
  await driver.patch(main, { proxy_id: 1, viewport: 5 });
  await driver.patch(main, { proxy_id: 'no "such" proxy' });
  await driver.patch(main, { profile: { name: 'work-1' }, proxy_id: proxies[1] });
  await driver.send('PATCH', `/browsers/${main}`, { raw: '{' });
  for (const Authorization of [undefined, 'Bearer wrong', `Bearer ${restrictedApiKey}`]) {
    await driver.send('PATCH', `/browsers/${main}`, { body: {}, headers: { Authorization } });
  }
  await driver.patch(UNKNOWN, {});
  await driver.patch(failingBrowserId, {});
}
