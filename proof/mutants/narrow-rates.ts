import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import type { Browser } from '../../src/reference-server/world.js';
import { inArea, schema, type Mutant, type Row } from './mutant.js';
import { deciding, without } from './reading.js';

const RATE = schema('BrowserViewport/properties/refresh_rate/description');
const ARBITRARY = schema('BrowserViewport/description');

/** Refresh rates that are kept, or not taken on, under one condition. */
export const narrowRates: readonly Mutant[] = inArea('field', [
  kept('beside-a-proxy', 'beside a proxy', ({ proxy_id: id }) => id !== undefined && id !== ''),
  kept('with-a-gpu', 'on a session with a GPU', (_, { gpu }) => gpu),
  kept('on-stealth', 'on a stealth session', (_, { stealth, headless }) => stealth && !headless),
  kept('with-a-profile', 'where a profile is loaded', (_, { profile }) => profile !== undefined),
  {
    name: 'refresh-rate-of-the-same-size-ignored-with-force',
    sentence: 'A forced resize to the present size at another rate has no effect.',
    clause: ARBITRARY,
    how: deciding((update, browser) => {
      const isSame =
        update.viewport?.width === browser.viewport.width &&
        update.viewport.height === browser.viewport.height;
      return isSame && update.viewport.force === true ? without(update, 'viewport') : update;
    }),
  },
]);

function kept(
  slug: string,
  words: string,
  isMeant: (update: BrowserUpdate, browser: Browser) => boolean,
): Row {
  return {
    name: `refresh-rate-kept-${slug}`,
    sentence: `A size without a rate keeps the present rate ${words}.`,
    clause: RATE,
    how: deciding((update, browser) =>
      update.viewport && isMeant(update, browser)
        ? {
            ...update,
            viewport: { refresh_rate: browser.viewport.refresh_rate, ...update.viewport },
          }
        : update,
    ),
  };
}
