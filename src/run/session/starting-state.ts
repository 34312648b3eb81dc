import { isObject, sameJson, valueAt, type Json, type JsonObject } from '../../model/json.js';
import type { Effects } from '../../checks/effects.js';
import { OFF_DEFAULT, type LeasedBrowser } from '../../api/leases/browsers.js';
import type { Start } from '../../model/case.js';

/**
 * The updates that bring a session from the state it is in to the one a case starts from; placeholders unfilled.
 * @param mayHaveProfile whether it may have one that no read shows.
 */
export function updatesTowards(start: Start, state: JsonObject, mayHaveProfile: boolean): Json[] {
  const hasProxy = typeof state.proxy_id === 'string' && state.proxy_id !== '';
  const updates: Json[] = [];
  if (start.proxy === 'none' && hasProxy) updates.push({ proxy_id: '' });
  if (start.proxy === 'set' && !hasProxy) updates.push({ proxy_id: '<other proxy>' });
  const hasOne = hasProfile(state) || mayHaveProfile;
  if (start.profile === 'loaded' && !hasOne) updates.push({ profile: { id: '<profile>' } });
  if (start.after !== undefined) updates.push(start.after);
  return updates;
}

/** Does the session show a profile? One that was loaded cannot be taken out again. */
export function hasProfile(state: JsonObject): boolean {
  return isObject(state.profile);
}

/**
 * A value that equals the present one could be ignored though accepted, or applied though refused, and no
 * read would show it. Where a case would send such a value, the session is moved away first.
 * @returns the update that moves it, or undefined where every value differs already.
 */
export function moveAway(effects: Effects, state: JsonObject, browser: LeasedBrowser): Json | undefined {
  const same = effects.set.filter(({ path, allowed }) => {
    const present = valueAt(state, path.split('.'));
    return allowed.length === 1 && sameJson(present, allowed[0]);
  });
  if (!same.some(({ path }) => path.startsWith('viewport.'))) return undefined;
  const present = isObject(state.viewport) ? state.viewport : {};
  const wanted = Object.fromEntries(effects.set.map(({ path, allowed }) => [path, allowed[0]]));
  const away = (member: 'width' | 'height' | 'refresh_rate'): number => {
    const taken = [present[member], wanted[`viewport.${member}`]];
    const home = OFF_DEFAULT.viewport[member];
    return [home, home - 2, home - 4].find((one) => !taken.includes(one)) ?? home;
  };
  return {
    viewport: {
      width: away('width'),
      height: away('height'),
      refresh_rate: away('refresh_rate'),
      ...(browser.kind.recording ? { force: true } : {}),
    },
  };
}
