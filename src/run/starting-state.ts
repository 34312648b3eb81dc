import { isObject, sameJson, valueAt, type Json, type JsonObject } from '../contract/json.js';
import type { Effects } from '../judge/effects.js';
import { OFF_DEFAULT, type LeasedBrowser } from '../target/leases.js';

/**
 * An accepted value that equals the present one could be ignored without anybody noticing. Where a case would send
 * such a value, the session is moved away first.
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
    const candidates = [
      OFF_DEFAULT.viewport[member],
      OFF_DEFAULT.viewport[member] - 2,
      OFF_DEFAULT.viewport[member] - 4,
    ];
    return candidates.find((one) => !taken.includes(one)) ?? OFF_DEFAULT.viewport[member];
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
