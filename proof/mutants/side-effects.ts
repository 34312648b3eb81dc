import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { findProfile, type Browser, type World } from '../../src/reference-server/world.js';
import type { Changes } from '../../src/reference-server/update-rules.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';
import { afterwards, deciding, without } from './reading.js';

/** After so many updates a server that counts them loses something. */
const TENTH = 10;

/** What an update changes besides what it names, under one condition. */
export const sideEffects: readonly Mutant[] = inArea('whole update', [
  changes('stealth', 'lost-with-the-proxy', 'The removal of a proxy ends stealth.', (browser, { proxy }) => {
    if (proxy !== undefined && proxy.id === undefined) Object.assign(browser, { stealth: false });
  }),
  changes('kiosk_mode', 'lost-with-a-profile', 'A profile ends kiosk mode.', (browser, { profile }) => {
    if (profile !== undefined) Object.assign(browser, { kioskMode: false });
  }),
  changes('stealth', 'lost-with-a-profile', 'A profile ends stealth.', (browser, { profile }) => {
    if (profile !== undefined) Object.assign(browser, { stealth: false });
  }),
  changes('gpu', 'lost-with-a-profile', 'A profile takes the GPU away.', (browser, { profile }) => {
    if (profile !== undefined) Object.assign(browser, { gpu: false });
  }),
  changes(
    'stealth',
    'lost-on-resize-when-headful',
    'A resize ends stealth on a headful session.',
    (browser, { viewport }) => {
      if (viewport !== undefined && !browser.headless) Object.assign(browser, { stealth: false });
    },
  ),
  {
    name: 'tenth-update-resets-the-viewport',
    sentence: 'The tenth update of a session sets its viewport to 1920 by 1080, unless it names one.',
    clause: `${PATCH}/description`,
    how: (scene) => {
      const counts = new Map<string, number>();
      return afterwards((browser, { viewport }) => {
        const count = (counts.get(browser.id) ?? 0) + 1;
        counts.set(browser.id, count);
        if (count === TENTH && viewport === undefined)
          browser.viewport = { width: 1920, height: 1080, refresh_rate: 25 };
      })(scene);
    },
  },
  {
    name: 'empty-object-toggles-the-rate',
    sentence:
      'An empty object makes the refresh rate of a recorded session 25, and the next one makes it 60.',
    clause: `${PATCH}/description`,
    how: afterwards((browser, { proxy, profile, viewport }) => {
      if (browser.replays.length === 0 || (proxy ?? profile ?? viewport) !== undefined) return;
      const refresh_rate = browser.viewport.refresh_rate === 25 ? 60 : 25;
      browser.viewport = { ...browser.viewport, refresh_rate };
    }),
  },
  appliedWithTheNext('viewport', ({ viewport }, browser) => {
    if (viewport === undefined) return;
    const { width, height, refresh_rate = browser.viewport.refresh_rate } = viewport;
    browser.viewport = { width, height, refresh_rate };
  }),
  appliedWithTheNext('proxy_id', ({ proxy_id: id }, browser, { proxies }) => {
    if (id && proxies.has(id)) browser.proxyId = id;
  }),
  appliedWithTheNext('profile', ({ profile }, browser, world) => {
    if (profile !== undefined) browser.profile ??= findProfile(world, profile);
  }),
  {
    name: 'proxy-beside-a-second-profile-applied-with-the-next-update',
    sentence: 'A proxy beside a second profile is refused, and taken on with the next update.',
    clause: response(400),
    how: (scene) => {
      const taken = new Map<string, string>();
      return {
        steps: {
          decide: (world, browser, update, now) => {
            const decision = scene.steps.decide(world, browser, update, now);
            const { proxy_id: id, profile } = update;
            if ('refusal' in decision && profile !== undefined && browser.profile !== undefined && id)
              taken.set(browser.id, id);
            return decision;
          },
          apply: (world, browser, changes, now) => {
            scene.steps.apply(world, browser, changes, now);
            browser.proxyId = taken.get(browser.id) ?? browser.proxyId;
            taken.delete(browser.id);
          },
        },
      };
    },
  },
  ...(['proxy_id', 'viewport', 'disable_default_proxy'] as const).map((member) => ({
    name: `second-profile-ignored-beside-${member.replaceAll('_', '-')}`,
    sentence: `A second profile is ignored, and not refused, beside ${member}.`,
    clause: schema('BrowserUpdateRequest/properties/profile/description'),
    how: deciding((update, { profile }) =>
      profile !== undefined && member in update ? without(update, 'profile') : update,
    ),
  })),
  {
    name: 'second-profile-ignored-beside-no-proxy',
    sentence: 'A second profile is ignored, and not refused, beside an empty proxy_id.',
    clause: schema('BrowserUpdateRequest/properties/profile/description'),
    how: deciding((update, { profile }) =>
      profile !== undefined && update.proxy_id === '' ? without(update, 'profile') : update,
    ),
  },
]);

function changes(
  member: string,
  slug: string,
  sentence: string,
  effect: (browser: Browser, changes: Changes) => void,
): Row {
  return {
    name: `${member.replace('_', '-')}-${slug}`,
    sentence,
    clause: schema(`Browser/properties/${member}`),
    how: afterwards(effect),
  };
}

/** What a refused update named is taken on in memory, and stored with the next one that is accepted. */
function appliedWithTheNext(
  member: keyof BrowserUpdate,
  takeOn: (update: BrowserUpdate, browser: Browser, world: World) => void,
): Row {
  return {
    name: `refused-${member.replace('_', '-')}-applied-with-the-next-update`,
    sentence: `The ${member} of an update that names something unknown is applied with the next update.`,
    clause: response(400),
    how: ({ steps }) => {
      const pending = new Map<string, BrowserUpdate>();
      return {
        steps: {
          decide: (world, browser, update, now) => {
            const decision = steps.decide(world, browser, update, now);
            if ('refusal' in decision && member in update) pending.set(browser.id, update);
            return decision;
          },
          apply: (world, browser, changes, now) => {
            const before = pending.get(browser.id);
            pending.delete(browser.id);
            if (before !== undefined) takeOn(before, browser, world);
            steps.apply(world, browser, changes, now);
          },
        },
      };
    },
  };
}
