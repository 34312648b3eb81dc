import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import type { How, Scene } from '../../src/reference-server/deviation.js';
import { isRunning, type Browser } from '../../src/reference-server/world.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';
import { afterwards, deciding, isRecording } from './reading.js';

const FORCE = schema('BrowserViewportUpdate/allOf/1/properties/force/description');

/** What goes wrong with recordings on one kind of session, or in the company of another member. */
export const narrowRecordings: readonly Mutant[] = inArea('whole update', [
  notNeeded('with-a-gpu', 'on a session with a GPU', ({ gpu }) => gpu),
  notNeeded('on-stealth', 'on a stealth session', ({ stealth }) => stealth),
  notNeeded('with-two-recordings', 'while two replays are recorded', ({ replays }) => {
    return replays.filter((replay) => isRunning(replay, new Date())).length > 1;
  }),
  notNeeded('beside-no-proxy', 'beside an empty proxy_id', (_, update) => update.proxy_id === ''),
  {
    name: 'proxy-removed-where-a-resize-needs-force',
    sentence: 'An empty proxy_id takes the proxy away although the resize beside it needs force.',
    clause: FORCE,
    how: whereRefused(({ proxy_id: id, viewport }, browser) => {
      if (id === '' && viewport !== undefined && isRecording(browser, new Date()))
        browser.proxyId = undefined;
    }),
  },
  refusalStops('an-unknown-proxy', 'An unknown proxy', ({ proxy_id: id }) => id !== undefined && id !== ''),
  refusalStops('an-unknown-profile', 'An unknown profile', ({ profile }) => profile !== undefined),
  stopsRecordings('a-profile', 'A profile', ({ profile }) => profile !== undefined),
  stopsRecordings('the-removal-of-a-proxy', 'The removal of a proxy', ({ proxy }) => {
    return proxy !== undefined && proxy.id === undefined;
  }),
  {
    name: 'force-restarts-a-finished-recording',
    sentence: 'A forced resize makes a recording that was stopped run again, under its own id.',
    clause: FORCE,
    how: afterwards((browser, { viewport }) => {
      const [first] = browser.replays;
      if (viewport !== undefined && first?.endsAt !== undefined) first.endsAt = undefined;
    }),
  },
]);

function stop({ replays }: Browser, now: Date): void {
  for (const replay of replays) if (isRunning(replay, now)) replay.endsAt = now;
}

function notNeeded(
  slug: string,
  words: string,
  isMeant: (browser: Browser, update: BrowserUpdate) => boolean,
): Row {
  return {
    name: `force-not-needed-${slug}`,
    sentence: `A resize of a recorded session needs no force ${words}.`,
    clause: FORCE,
    how: deciding((update, browser) =>
      update.viewport && isMeant(browser, update)
        ? { ...update, viewport: { ...update.viewport, force: true } }
        : update,
    ),
  };
}

/** Does something although the update is refused. */
function whereRefused(effect: (update: BrowserUpdate, browser: Browser, now: Date) => void): How {
  return ({ steps }) => ({
    steps: {
      decide: (world, browser, update, now) => {
        const decision = steps.decide(world, browser, update, now);
        if ('refusal' in decision) effect(update, browser, now);
        return decision;
      },
    },
  });
}

function refusalStops(slug: string, what: string, isMeant: (update: BrowserUpdate) => boolean): Row {
  return {
    name: `recording-stopped-by-${slug}`,
    sentence: `${what} is refused, and stops the recording all the same.`,
    clause: response(400),
    how: whereRefused((update, browser, now) => {
      if (isMeant(update) && update.viewport === undefined) stop(browser, now);
    }),
  };
}

function stopsRecordings(
  slug: string,
  what: string,
  isMeant: (changes: Parameters<Scene['steps']['apply']>[2]) => boolean,
): Row {
  return {
    name: `recording-stopped-by-${slug}`,
    sentence: `${what} stops the recording.`,
    clause: `${PATCH}/description`,
    how: afterwards((browser, changes, _, now) => {
      if (isMeant(changes) && changes.viewport === undefined) stop(browser, now);
    }),
  };
}
