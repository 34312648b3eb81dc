import { changed, onBody } from '../../src/reference-server/rewriting.js';
import { isRunning } from '../../src/reference-server/world.js';
import type { Browser, Viewport } from '../../src/reference-server/world.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { inArea, response, schema, type Mutant, type Row } from './mutant.js';
import { afterwards, deciding, refusing, without } from './reading.js';

const KIOSK = schema('Browser/properties/kiosk_mode/description');
const VIEWPORT = schema('BrowserUpdateRequest/properties/viewport/description');
const FORCE = schema('BrowserViewportUpdate/allOf/1/properties/force/description');
const OF_THE_IMAGE = { width: 1920, height: 1080, refresh_rate: 25 } as const;

/** Mistakes that only show on sessions that were not created like most. */
export const unusualSessions: readonly Mutant[] = inArea('whole update', [
  {
    name: 'kiosk-mode-lost-on-resize',
    sentence: 'A new viewport ends kiosk mode.',
    clause: KIOSK,
    how: afterwards((browser, { viewport }) => {
      if (viewport !== undefined) Object.assign(browser, { kioskMode: false });
    }),
  },
  {
    name: 'kiosk-mode-lost-with-the-proxy',
    sentence: 'Another proxy ends kiosk mode.',
    clause: KIOSK,
    how: afterwards((browser, { proxy }) => {
      if (proxy !== undefined) Object.assign(browser, { kioskMode: false });
    }),
  },
  {
    name: 'viewport-refused-in-kiosk-mode',
    sentence: 'A viewport is refused in kiosk mode.',
    clause: response(200),
    how: refusing(
      ({ viewport }, { kioskMode }) => viewport !== undefined && kioskMode,
      'The session runs in kiosk mode.',
    ),
  },
  {
    name: 'anything-ignored-in-kiosk-mode',
    sentence: 'An update of a session in kiosk mode has no effect.',
    clause: response(200),
    how: deciding((update, { kioskMode }) => (kioskMode ? {} : update)),
  },
  {
    name: 'viewport-of-the-image-stays',
    sentence: 'A session that was created without a viewport keeps the one of the image.',
    clause: VIEWPORT,
    how: deciding((update, browser) => (isOfTheImage(browser) ? without(update, 'viewport') : update)),
  },
  {
    name: 'viewport-of-the-image-shrinks',
    sentence: 'Any update that names no viewport replaces the one of the image.',
    clause: VIEWPORT,
    how: afterwards((browser, { viewport }) => {
      if (viewport === undefined && isOfTheImage(browser))
        browser.viewport = { width: 1280, height: 720, refresh_rate: 60 };
    }),
  },
  {
    name: 'viewport-of-the-image-as-500',
    sentence: 'A session that was created without a viewport breaks down over its first resize.',
    clause: response(200),
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          if (update.viewport !== undefined && isOfTheImage(browser))
            throw new Error('viewport is undefined');
          return steps.decide(world, browser, update, now);
        },
      },
    }),
  },
  {
    name: 'viewport-of-the-image-shared',
    sentence: 'A new viewport for a session that was created without one is that of all such sessions.',
    clause: response(200),
    how: ({ steps }) => ({
      steps: {
        apply: (world, browser, changes, now) => {
          const sharing = isOfTheImage(browser) ? [...world.browsers.values()].filter(isOfTheImage) : [];
          steps.apply(world, browser, changes, now);
          for (const other of sharing) other.viewport = browser.viewport;
        },
      },
    }),
  },
  onGpu('viewport-ignored', 'A new viewport is ignored', (update) => without(update, 'viewport')),
  onGpu('proxy-ignored', 'A proxy is ignored', (update) => without(update, 'proxy_id')),
  onGpu('profile-ignored', 'A profile is ignored', (update) => without(update, 'profile')),
  onGpu('rate-of-60', 'A refresh rate is taken for 60', (update) =>
    update.viewport?.refresh_rate === undefined
      ? update
      : { ...update, viewport: { ...update.viewport, refresh_rate: 60 } },
  ),
  {
    name: 'gpu-shown-as-off',
    sentence: 'The answer to an update shows a session with a GPU as one without.',
    clause: schema('Browser/properties/gpu'),
    how: onBody(200, (body) => changed(body, 'gpu', (gpu) => (gpu === true ? false : gpu))),
  },
  {
    name: 'gpu-lost-on-resize',
    sentence: 'A new viewport takes the GPU away.',
    clause: schema('Browser/properties/gpu'),
    how: afterwards((browser, { viewport }) => {
      if (viewport !== undefined) Object.assign(browser, { gpu: false });
    }),
  },
  {
    name: 'force-needed-after-a-recording',
    sentence: 'A resize needs force wherever something was ever recorded.',
    clause: FORCE,
    how: refusing(
      ({ viewport }, { replays }) => viewport !== undefined && viewport.force !== true && replays.length > 0,
      'The session was recorded.',
    ),
  },
  {
    name: 'force-revives-a-recording',
    sentence: 'A forced resize makes a recording go on that was stopped before.',
    clause: FORCE,
    how: ({ steps, world: { newId } }) => ({
      steps: {
        apply: (world, browser, changes, now) => {
          const ran = browser.replays.some((replay) => isRunning(replay, now));
          steps.apply(world, browser, changes, now);
          const last = browser.replays.at(-1);
          if (changes.viewport === undefined || ran || last === undefined) return;
          browser.replays.push({ ...last, id: newId('replay'), startedAt: now, endsAt: undefined });
        },
      },
    }),
  },
  {
    name: 'force-lets-one-of-two-recordings-go-on',
    sentence: 'Of two recordings only the first goes on after a forced resize.',
    clause: FORCE,
    how: afterTwo((browser, segments) => {
      browser.replays = browser.replays.filter((replay) => replay !== segments[1]);
    }),
  },
  {
    name: 'force-leaves-one-of-two-recordings-alone',
    sentence:
      'Of two recordings a forced resize stops only the first, and the second runs on at the earlier size.',
    clause: FORCE,
    how: afterTwo((browser, segments, before) => {
      const [, second] = before;
      if (second !== undefined) second.endsAt = undefined;
      browser.replays = browser.replays.filter((replay) => replay !== segments[1]);
    }),
  },
]);

function onGpu(slug: string, what: string, misread: (update: BrowserUpdate) => BrowserUpdate): Row {
  const how = deciding((update, { gpu }) => (gpu ? misread(update) : update));
  return { name: `gpu-${slug}`, sentence: `${what} on a session with a GPU.`, clause: response(200), how };
}

function isOfTheImage({ viewport }: { readonly viewport: Viewport }): boolean {
  return Object.entries(OF_THE_IMAGE).every(([name, value]) =>
    Object.entries(viewport).some(([other, own]) => other === name && own === value),
  );
}

type Replays = Browser['replays'];

/** What happens besides where a forced resize meets two recordings. */
function afterTwo(effect: (browser: Browser, segments: Replays, before: Replays) => void): Mutant['how'] {
  return ({ steps }) => ({
    steps: {
      apply: (world, browser, changes, now) => {
        const before = browser.replays.filter((replay) => isRunning(replay, now));
        steps.apply(world, browser, changes, now);
        const segments = browser.replays.slice(-before.length);
        if (changes.viewport !== undefined && before.length > 1) effect(browser, segments, before);
      },
    },
  });
}
