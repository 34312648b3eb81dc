import type { JsonObject } from '../../src/model/json.js';
import { OFF_DEFAULT } from '../../src/api/leases/browsers.js';
import type { LeasedBrowser } from '../../src/api/leases/browsers.js';
import type { Observable } from '../../src/checks/session-state.js';

/** A session, and what its first read showed. */
interface Home {
  readonly home: Observable;
  readonly browser: LeasedBrowser;
}

/** The updates that take a session back to where it came from; a profile cannot be taken out again. */
export function updatesHome({ home, browser }: Home): JsonObject[] {
  const proxy = home.get('proxy_id');
  const size = ['width', 'height', 'refresh_rate'].flatMap((name) => {
    const value = home.get(`viewport.${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  const viewport = size.length === 0 ? { ...OFF_DEFAULT.viewport } : Object.fromEntries(size);
  const force = browser.kind.recording ? { force: true } : {};
  return [
    { proxy_id: proxy ?? '', viewport: { ...viewport, ...force } },
    // No read shows the switch, so it is thrown back wherever it has a meaning.
    ...(browser.kind.stealth ? [{ disable_default_proxy: false }] : []),
  ];
}
