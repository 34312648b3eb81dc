import type { Changes } from './update-rules.js';
import { isRunning, loadProfile, type Browser, type Replay, type Viewport, type World } from './world.js';

/** Applies an update that has been decided. Cannot fail, so that no update is ever half applied. */
export function applyUpdate(world: World, browser: Browser, changes: Changes, now: Date): void {
  if (changes.proxy) browser.proxyId = changes.proxy.id;
  if (changes.disableDefaultProxy !== undefined) browser.disableDefaultProxy = changes.disableDefaultProxy;
  if (changes.profile) loadProfile(browser, changes.profile.profile, changes.profile.saveChanges, now);
  if (changes.viewport) resize(world, browser, changes.viewport, now);
  browser.more = { ...browser.more, ...changes.more };
}

/** "Recordings in progress stop cleanly and go on at the new resolution, as segments of their own." */
function resize(world: World, browser: Browser, viewport: Viewport, now: Date): void {
  const segments: Replay[] = [];
  for (const replay of browser.replays.filter((candidate) => isRunning(candidate, now))) {
    // The new segment inherits the end that was planned for the recording as a whole.
    segments.push({ id: world.newId('replay'), startedAt: now, viewport, endsAt: replay.endsAt });
    replay.endsAt = now;
  }
  browser.viewport = viewport;
  browser.replays.push(...segments);
}
