import { sessionIdOf, type Scene } from '../../src/reference-server/deviation.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import type { Changes } from '../../src/reference-server/update-rules.js';
import { isRunning, type Browser } from '../../src/reference-server/world.js';
import { inArea, PATCH, schema, type Mutant, type Row } from './mutant.js';
import { afterwards, deciding, without } from './reading.js';

const FORCE = 'BrowserViewportUpdate/allOf/1/properties/force';

/** An update of nothing. */
const NO_CHANGES: Changes = {
  ...{ proxy: undefined, disableDefaultProxy: undefined, profile: undefined, viewport: undefined },
  more: {},
};

/** The sessions that a forced resize was made of already. */
const resized = new WeakSet<Browser>();

/** Mistakes about `viewport.force`: when it is needed, and what becomes of recordings. */
export const force: readonly Mutant[] = inArea('field', [
  reads('force-ignored', 'A forced resize is refused during a recording.', 'description', () => false),
  reads(
    'force-not-needed',
    'A resize without force is accepted during a recording.',
    'description',
    () => true,
  ),
  reads(
    'force-true-by-default',
    'force counts as true where it is left out.',
    'default',
    (given) => given ?? true,
  ),
  reads(
    'force-true-when-present',
    'force counts as true as soon as it is there, even as false.',
    'description',
    (given) => given !== undefined,
  ),
  reads('force-reversed', 'force false forces the resize, and force true does not.', 'description', (given) =>
    given === undefined ? false : !given,
  ),
  {
    name: 'force-needed-always',
    sentence: 'A resize without force is refused although nothing records.',
    clause: schema(`${FORCE}/description`),
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const refused = update.viewport !== undefined && update.viewport.force !== true;
          return steps.decide(world, refused ? recorded(browser) : browser, update, now);
        },
      },
    }),
  },
  {
    name: 'force-refusal-applied',
    sentence: 'A resize that is refused because of a recording is made all the same.',
    clause: schema(`${FORCE}/description`),
    how: (scene) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const decision = scene.steps.decide(world, browser, update, now);
          const viewport = update.viewport && { ...update.viewport, force: true };
          const forced = viewport && scene.steps.decide(world, browser, { ...update, viewport }, now);
          if ('refusal' in decision && forced && 'value' in forced) {
            scene.steps.apply(world, browser, forced.value, now);
          }
          return decision;
        },
      },
    }),
  },
  {
    name: 'force-once-is-force-forever',
    sentence: 'After a forced resize no other one needs force.',
    clause: schema(`${FORCE}/default`),
    how: remembering,
  },
  {
    name: 'force-lost-beside-others',
    sentence: 'force does not count in an update of several fields.',
    clause: schema(`${FORCE}/description`),
    how: deciding((update) =>
      update.viewport && Object.keys(update).length > 1
        ? { ...update, viewport: { ...update.viewport, force: false } }
        : update,
    ),
  },
  {
    name: 'force-takes-the-rate',
    sentence: 'The refresh rate of a forced resize is ignored during a recording.',
    clause: schema('BrowserViewport/properties/refresh_rate/description'),
    how: deciding((update, browser) => {
      if (update.viewport?.force !== true || !isRecorded(browser)) return update;
      const { width, height } = update.viewport;
      return { ...update, viewport: { width, height, force: true } };
    }),
  },
  notNeeded(
    'for-a-new-height',
    'A resize that changes only the height needs no force.',
    ({ viewport: wish }, { viewport }) => wish?.width === viewport.width,
  ),
  notNeeded(
    'for-a-new-width',
    'A resize that changes only the width needs no force.',
    ({ viewport: wish }, { viewport }) => wish?.height === viewport.height,
  ),
  notNeeded(
    'beside-a-rate',
    'A resize that names a refresh rate needs no force.',
    ({ viewport }) => viewport?.refresh_rate !== undefined,
  ),
  notNeeded(
    'beside-a-profile',
    'A resize beside a profile needs no force.',
    ({ profile }) => profile !== undefined,
  ),
  {
    name: 'force-refusal-stops-recording',
    sentence: 'A resize that is refused because of a recording stops the recording.',
    clause: schema(`${FORCE}/description`),
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const decision = steps.decide(world, browser, update, now);
          if ('refusal' in decision && update.viewport) {
            for (const replay of browser.replays) if (isRunning(replay, now)) replay.endsAt = now;
          }
          return decision;
        },
      },
    }),
  },
  {
    name: 'force-refusal-restarts-recording',
    sentence: 'A forced resize that is refused goes on with the recording in a new segment.',
    clause: schema(`${FORCE}/description`),
    how: ({ steps, world }) => ({
      around: (call, answer) => {
        const given = answer(call);
        const browser = world.browsers.get(sessionIdOf(call) ?? '');
        const isRefused = call.method === 'PATCH' && given.status === 400;
        if (
          isRefused &&
          browser !== undefined &&
          /"force":\s*true/.test(Buffer.from(call.body ?? []).toString())
        ) {
          steps.apply(world, browser, { ...NO_CHANGES, viewport: browser.viewport }, new Date());
        }
        return given;
      },
    }),
  },
  {
    name: 'force-not-asked-stops-recording',
    sentence: 'An update that names no viewport stops the recording.',
    clause: `${PATCH}/description`,
    how: afterwards((browser, { viewport }, _, now) => {
      if (viewport !== undefined) return;
      for (const replay of browser.replays) if (isRunning(replay, now)) replay.endsAt = now;
    }),
  },
  {
    name: 'proxy-not-removed-while-recording',
    sentence: 'An empty proxy_id leaves the proxy as it is while a replay is recorded.',
    clause: schema('BrowserUpdateRequest/properties/proxy_id/description'),
    how: deciding((update, browser) =>
      update.proxy_id === '' && isRecorded(browser) ? without(update, 'proxy_id') : update,
    ),
  },
  {
    name: 'force-drops-the-profile',
    sentence: 'A profile beside a forced resize is not loaded while a replay is recorded.',
    clause: schema('BrowserProfile/description'),
    how: deciding((update, browser) =>
      update.viewport?.force === true && isRecorded(browser) ? without(update, 'profile') : update,
    ),
  },
  {
    name: 'force-keeps-the-rate',
    sentence: 'A forced resize without a rate keeps the present one during a recording.',
    clause: schema('BrowserViewport/properties/refresh_rate/description'),
    how: deciding((update, browser) =>
      update.viewport?.force === true && isRecorded(browser) ? atPresentRate(update, browser) : update,
    ),
  },
  {
    name: 'rate-kept-at-the-same-size',
    sentence: 'The present size without a rate keeps the present rate.',
    clause: schema('BrowserViewport/properties/refresh_rate/description'),
    how: deciding((update, browser) => {
      const { width, height } = browser.viewport;
      const isSame = update.viewport?.width === width && update.viewport.height === height;
      return isSame ? atPresentRate(update, browser) : update;
    }),
  },
  recordings(
    'ends-the-next-segment',
    'A second forced resize ends the recording, which does not go on.',
    (browser, before) => {
      if (resized.has(browser)) browser.replays.splice(-before.length);
      resized.add(browser);
    },
  ),
  recordings('stops-nothing', 'A forced resize leaves the recording as it is.', (browser, before) => {
    for (const replay of before) replay.endsAt = undefined;
    browser.replays = [...before];
  }),
  recordings(
    'ends-recording',
    'A forced resize ends the recording, which does not go on.',
    (browser, before) => {
      browser.replays = [...before];
    },
  ),
  recordings('deletes-recording', 'A forced resize throws the earlier segment away.', (browser, before) => {
    browser.replays = browser.replays.filter((replay) => !before.includes(replay));
  }),
  recordings(
    'never-ends-first-segment',
    'A forced resize starts a segment and lets the earlier run.',
    (_, before) => {
      for (const replay of before) replay.endsAt = undefined;
    },
  ),
  recordings(
    'applied-twice',
    'A forced resize starts two segments for one recording.',
    (browser, _, scene) => {
      const last = browser.replays.at(-1);
      if (last) browser.replays.push({ ...last, id: scene.world.newId('replay') });
    },
  ),
]);

function atPresentRate(update: BrowserUpdate, { viewport: { refresh_rate } }: Browser): BrowserUpdate {
  return update.viewport ? { ...update, viewport: { refresh_rate, ...update.viewport } } : update;
}

/** A resize for which force counts as given, whether it is or not. */
function notNeeded(
  slug: string,
  sentence: string,
  isLetThrough: (update: BrowserUpdate, browser: Browser) => boolean,
): Row {
  return {
    name: `force-not-needed-${slug}`,
    sentence,
    clause: schema(`${FORCE}/description`),
    how: deciding((update, browser) =>
      update.viewport && isLetThrough(update, browser)
        ? { ...update, viewport: { ...update.viewport, force: true } }
        : update,
    ),
  };
}

function isRecorded({ replays }: Browser): boolean {
  return replays.some((replay) => isRunning(replay, new Date()));
}

function reads(
  name: string,
  sentence: string,
  keyword: string,
  read: (given: boolean | undefined) => boolean,
): Row {
  return {
    name,
    sentence,
    clause: schema(`${FORCE}/${keyword}`),
    how: deciding((update) =>
      update.viewport
        ? { ...update, viewport: { ...update.viewport, force: read(update.viewport.force) } }
        : update,
    ),
  };
}

/** Mistakes in what a forced resize does to the recordings that ran before it. */
function recordings(
  slug: string,
  sentence: string,
  effect: (browser: Browser, before: Browser['replays'], scene: Scene) => void,
): Row {
  return {
    name: `force-${slug}`,
    sentence,
    clause: schema(`${FORCE}/description`),
    how: (scene) => {
      const { steps } = scene;
      return {
        steps: {
          apply: (world, browser, changes, now) => {
            const before = browser.replays.filter((replay) => isRunning(replay, now));
            steps.apply(world, browser, changes, now);
            if (changes.viewport && before.length > 0) effect(browser, before, scene);
          },
        },
      };
    },
  };
}

/** The browser as if it were being recorded. */
function recorded(browser: Browser): Browser {
  const { viewport } = browser;
  return { ...browser, replays: [{ id: '', startedAt: new Date(), viewport, endsAt: undefined }] };
}

function remembering(scene: Scene): ReturnType<Mutant['how']> {
  const forced = new Set<string>();
  const how = deciding((update, browser) => {
    if (update.viewport?.force === true) forced.add(browser.id);
    if (!update.viewport || !forced.has(browser.id)) return update;
    return { ...update, viewport: { ...update.viewport, force: true } };
  });
  return how(scene);
}
