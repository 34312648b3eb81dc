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
