import type { Driver } from './driver.js';

export const UNKNOWN = 'unknownsession0000000000';
export const FULL = {
  stealth: true,
  timeout_seconds: 600,
  start_url: 'https://example.com/',
  viewport: { width: 1441, height: 903, refresh_rate: 17 },
} as const;

export interface Things {
  readonly main: string;
  readonly other: string;
  readonly bare: string;
  readonly headless: string;
  readonly proxies: readonly [string, string];
  readonly profiles: readonly [string, string];
}

/** What scripts start from: four sessions, two proxies, two profiles with names. */
export async function prepared(driver: Driver): Promise<Things> {
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
