import type { JsonObject } from '../model/json.js';
import { badRequest, type Outcome } from './answer.js';
import { refreshRateFor } from './refresh-rate.js';
import type { BrowserUpdate, ProfileChoice, ViewportWish } from './requests.js';
import { findProfile, isRunning, type Browser, type Profile, type Viewport, type World } from './world.js';

/** What an update will do, once all of it is acceptable. A member that is undefined changes nothing. */
export interface Changes {
  readonly proxy: { readonly id: string | undefined } | undefined;
  readonly disableDefaultProxy: boolean | undefined;
  readonly profile: { readonly profile: Profile; readonly saveChanges: boolean } | undefined;
  readonly viewport: Viewport | undefined;
  /** Members whose meaning only the document knows. */
  readonly more: JsonObject;
}

/** One rule's say: what is to change, or what is wrong with it. */
type Ruling<T> = { readonly change: T | undefined } | { readonly fault: string };

/**
 * Decides about an update that fits its schema, by the sentences that no schema can hold. Changes nothing:
 * an update with one unacceptable member is refused whole, so everything is decided before anything is applied.
 */
export function decideUpdate(
  world: World,
  browser: Browser,
  update: BrowserUpdate,
  now: Date,
): Outcome<Changes> {
  const proxy = decideProxy(world, update.proxy_id);
  const profile = decideProfile(world, browser, update.profile);
  const viewport = decideViewport(browser, update.viewport, now);
  if ('fault' in proxy || 'fault' in profile || 'fault' in viewport) {
    const faults = [proxy, profile, viewport].flatMap((ruling) => ('fault' in ruling ? [ruling.fault] : []));
    return { refusal: badRequest(faults) };
  }
  return {
    value: {
      proxy: proxy.change,
      disableDefaultProxy: update.disable_default_proxy,
      profile: profile.change,
      viewport: viewport.change,
      more: {},
    },
  };
}

/**
 * "Leaving it out keeps the present one; an empty string takes the proxy away." The schema allows null and no
 * sentence gives it a meaning: it is taken as left out.
 */
function decideProxy(
  world: World,
  id: string | null | undefined,
): Ruling<{ readonly id: string | undefined }> {
  if (id === undefined || id === null) return { change: undefined };
  if (id === '') return { change: { id: undefined } };
  return world.proxies.has(id) ? { change: { id } } : { fault: 'proxy_id does not name a proxy.' };
}

/** "Permitted only while the session has none loaded", and "the profile has to exist already". */
function decideProfile(
  world: World,
  browser: Browser,
  choice: ProfileChoice | undefined,
): Ruling<{ readonly profile: Profile; readonly saveChanges: boolean }> {
  if (choice === undefined) return { change: undefined };
  if (browser.profile !== undefined) {
    return { fault: 'profile cannot be loaded because the session already has a profile.' };
  }
  const profile = findProfile(world, choice);
  if (profile === undefined) return { fault: 'profile does not name a profile.' };
  return { change: { profile, saveChanges: choice.save_changes ?? false } };
}

/** "When false, as by default, an active live view or recording makes the API refuse the resize." */
function decideViewport(
  browser: Browser,
  wish: (ViewportWish & { readonly force?: boolean }) | undefined,
  now: Date,
): Ruling<Viewport> {
  if (wish === undefined) return { change: undefined };
  const viewport = completeViewport(wish);
  // What leaves the window as it is is no resize: it disturbs no recording and needs no force.
  if (sameViewport(viewport, browser.viewport)) return { change: undefined };
  const recording = browser.replays.some((replay) => isRunning(replay, now));
  if (recording && wish.force !== true) {
    return { fault: 'viewport cannot change while a recording is active, unless viewport.force is true.' };
  }
  return { change: viewport };
}

/** The viewport that was asked for, exactly, with the rate determined if none was given. */
export function completeViewport(wish: ViewportWish): Viewport {
  const { width, height } = wish;
  return { width, height, refresh_rate: wish.refresh_rate ?? refreshRateFor(width, height) };
}

function sameViewport(one: Viewport, other: Viewport): boolean {
  return one.width === other.width && one.height === other.height && one.refresh_rate === other.refresh_rate;
}
