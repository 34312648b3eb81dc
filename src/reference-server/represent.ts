import { createHash } from 'node:crypto';
import type { JsonObject } from '../model/json.js';
import { isRunning, type Browser, type Profile, type Proxy, type Replay } from './world.js';

// RFC 2606 reserves `.invalid`: a URL that is followed by mistake leads nowhere.
const BROWSER_HOST = 'proxy.reference-server.invalid:8443';
const API_HOST = 'api.reference server.invalid';

/** A browser session as the document's `Browser` describes it. */
export function representBrowser(browser: Browser, now: Date): JsonObject {
  const token = signedToken(browser.id);
  return {
    session_id: browser.id,
    created_at: browser.createdAt.toISOString(),
    cdp_ws_url: `wss://${BROWSER_HOST}/browser/cdp?jwt=${token}`,
    webdriver_ws_url: `wss://${BROWSER_HOST}/browser/webdriver/session?jwt=${token}`,
    base_url: `https://${BROWSER_HOST}/browser/kernel`,
    // "Sessions that are headless have none."
    ...(browser.headless
      ? {}
      : { browser_live_view_url: `https://${BROWSER_HOST}/browser/live?jwt=${token}` }),
    headless: browser.headless,
    stealth: browser.stealth,
    gpu: browser.gpu,
    kiosk_mode: browser.kioskMode,
    timeout_seconds: browser.timeoutSeconds,
    viewport: { ...browser.viewport },
    ...(browser.profile === undefined ? {} : { profile: representProfile(browser.profile) }),
    ...(browser.proxyId === undefined ? {} : { proxy_id: browser.proxyId }),
    ...(browser.startUrl === undefined ? {} : { start_url: browser.startUrl }),
    ...(browser.deletedAt === undefined ? {} : { deleted_at: browser.deletedAt.toISOString() }),
    usage: { uptime_ms: (browser.deletedAt ?? now).getTime() - browser.createdAt.getTime() },
  };
}

/** What is shown of a session that has everything. */
export function specimen(): JsonObject {
  const now = new Date();
  const profile = { id: 'p', name: 'p', createdAt: now, updatedAt: now, lastUsedAt: now };
  const browser: Browser = {
    ...{ id: 'htzv5orfit78e1m2biiifpbv', createdAt: now, headless: false, stealth: false, gpu: false },
    ...{ kioskMode: false, timeoutSeconds: 60, startUrl: 'https://example.com', proxyId: 'p', profile },
    ...{
      viewport: { width: 1920, height: 1080, refresh_rate: 25 },
      disableDefaultProxy: false,
      saveChanges: false,
    },
    ...{ more: {}, replays: [], deletedAt: now },
  };
  return representBrowser(browser, now);
}

/** A profile. One without a name has no `name`: the document is of two minds about null (`nullable` in a 3.1 file). */
export function representProfile(profile: Profile): JsonObject {
  return {
    id: profile.id,
    ...(profile.name === undefined ? {} : { name: profile.name }),
    created_at: profile.createdAt.toISOString(),
    updated_at: profile.updatedAt.toISOString(),
    ...(profile.lastUsedAt === undefined ? {} : { last_used_at: profile.lastUsedAt.toISOString() }),
  };
}

/** A proxy. Its password never leaves: the answer only says whether there is one. */
export function representProxy(proxy: Proxy): JsonObject {
  const { password, ...config } = proxy.config ?? {};
  const shown = proxy.type === 'custom' ? { ...config, has_password: password !== undefined } : config;
  return {
    id: proxy.id,
    type: proxy.type,
    ...(proxy.name === undefined ? {} : { name: proxy.name }),
    protocol: proxy.protocol,
    ...(proxy.bypassHosts.length === 0 ? {} : { bypass_hosts: [...proxy.bypassHosts] }),
    ...(proxy.config === undefined ? {} : { config: shown }),
    status: 'available',
    last_checked: proxy.createdAt.toISOString(),
  };
}

/** A replay; `finished_at` is null as long as it runs. */
export function representReplay(replay: Replay, now: Date): JsonObject {
  const finishedAt = isRunning(replay, now) ? undefined : replay.endsAt;
  return {
    replay_id: replay.id,
    started_at: replay.startedAt.toISOString(),
    finished_at: finishedAt?.toISOString() ?? null,
    replay_view_url: `https://${API_HOST}/browser/replays?jwt=${signedToken(replay.id)}&replay_id=${replay.id}`,
  };
}

/** Three base64url parts that look like a JSON Web Token, always the same ones for the same subject. */
function signedToken(subject: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signature = createHash('sha256').update(`signature of ${subject}`).digest('base64url');
  return `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ sub: subject })}.${signature}`;
}
