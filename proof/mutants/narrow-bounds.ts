import { isObject, type JsonObject } from '../../src/model/json.js';
import type { Browser } from '../../src/reference-server/world.js';
import { inArea, schema, type Mutant, type Row } from './mutant.js';
import { bySchemaWith, isRecording, whereSession } from './reading.js';

type Bound = `${'width' | 'height'}/${'minimum' | 'maximum'}`;
type Condition = (viewport: JsonObject, update: JsonObject, browser: Browser) => boolean;

/** Bounds that are not checked under one condition. */
export const narrowBounds: readonly Mutant[] = inArea('field', [
  unchecked('height/maximum', 'beside-force', 'beside force', ({ force }) => force === true),
  unchecked('width/maximum', 'beside-force', 'beside force', ({ force }) => force === true),
  unchecked('height/minimum', 'beside-a-rate', 'beside a rate', (viewport) => 'refresh_rate' in viewport),
  unchecked('height/maximum', 'beside-a-rate', 'beside a rate', (viewport) => 'refresh_rate' in viewport),
  unchecked('width/minimum', 'beside-a-profile', 'beside a profile', (_, update) => 'profile' in update),
  unchecked('height/maximum', 'beside-a-profile', 'beside a profile', (_, update) => 'profile' in update),
  unchecked('width/maximum', 'beside-a-proxy', 'beside a proxy', (_, { proxy_id: id }) => id !== undefined),
  unchecked(
    'height/maximum',
    'beside-no-proxy',
    'beside an empty proxy_id',
    (_, { proxy_id: id }) => id === '',
  ),
  unchecked(
    'height/maximum',
    'beside-null',
    'beside a proxy_id of null',
    (_, { proxy_id: id }) => id === null,
  ),
  unchecked('width/minimum', 'beside-force-off', 'beside force being false', ({ force }) => force === false),
  unchecked('width/maximum', 'beside-switch', 'beside disable_default_proxy', (_, update) => {
    return 'disable_default_proxy' in update;
  }),
  unchecked('height/minimum', 'beside-both', 'beside a profile and a proxy', (_, update) => {
    return 'profile' in update && 'proxy_id' in update;
  }),
  unchecked('width/maximum', 'at-full-height', 'at the largest height', ({ height }) => height === 4320),
  unchecked('height/minimum', 'at-full-width', 'at the largest width', ({ width }) => width === 7680),
  unchecked('width/minimum', 'at-least-height', 'at the smallest height', ({ height }) => height === 240),
  unchecked('width/maximum', 'from-8000-on', 'from 8000 on', ({ width }) => Number(width) >= 8000),
  unchecked('height/maximum', 'from-4400-on', 'from 4400 on', ({ height }) => Number(height) >= 4400),
  unchecked('height/minimum', 'headful', 'on a headful session', (_, __, { headless }) => !headless),
  unchecked('width/maximum', 'headful', 'on a headful session', (_, __, { headless }) => !headless),
  unchecked('height/maximum', 'stealth', 'on a stealth session', (_, __, { stealth }) => stealth),
  unchecked('width/minimum', 'stealth', 'on a stealth session', (_, __, { stealth }) => stealth),
  unchecked('height/minimum', 'recorded', 'while a replay is recorded', (_, __, browser) =>
    isRecording(browser, new Date()),
  ),
  unchecked('height/maximum', 'in-kiosk-mode', 'in kiosk mode', (_, __, { kioskMode }) => kioskMode),
  unchecked('width/maximum', 'with-a-gpu', 'on a session with a GPU', (_, __, { gpu }) => gpu),
  unchecked('height/minimum', 'with-a-profile', 'where a profile is loaded', (_, __, { profile }) => {
    return profile !== undefined;
  }),
]);

function unchecked(bound: Bound, slug: string, words: string, isMeant: Condition): Row {
  const [member = '', keyword = ''] = bound.split('/');
  const place = `BrowserViewport/properties/${bound}`;
  return {
    name: `viewport-${member}-${keyword}-unchecked-${slug}`,
    sentence: `The ${keyword} of viewport.${member} is not checked ${words}.`,
    clause: schema(place),
    how: whereSession(
      (browser, update) => isObject(update.viewport) && isMeant(update.viewport, update, browser),
      bySchemaWith(place, undefined),
    ),
  };
}
