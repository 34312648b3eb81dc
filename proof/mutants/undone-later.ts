import type { How } from '../../src/reference-server/deviation.js';
import { sessionOf } from '../../src/reference-server/session-of-call.js';
import type { Browser } from '../../src/reference-server/world.js';
import { inArea, response, schema, type Mutant, type Row } from './mutant.js';

/** After the first reads of an update, and before a session that is left alone is read again. */
const LATER_MS = 80;

const UPDATED = `${response(200)}/description`;

/** Updates that hold for a while, or in one place of several. */
export const undoneLater: readonly Mutant[] = inArea('whole update', [
  undone('viewport', 'viewport', ({ viewport }) => ({ viewport })),
  undone('proxy', 'proxy_id', ({ proxyId }) => ({ proxyId })),
  undone('profile', 'profile', ({ profile }) => ({ profile })),
  {
    name: 'viewport-on-one-of-two-replicas',
    sentence: 'Every second read shows the viewport as it was before its last update.',
    clause: UPDATED,
    how: onApplied((browser, { viewport: stale }) => {
      alternating(browser, 'viewport', browser.viewport, stale);
    }),
  },
  {
    name: 'proxy-on-one-of-two-replicas',
    sentence: 'Every second read shows the proxy as it was before its last update.',
    clause: UPDATED,
    how: onApplied((browser, { proxyId: stale }) => {
      alternating(browser, 'proxyId', browser.proxyId, stale);
    }),
  },
  {
    name: 'list-shows-what-was-before',
    sentence: 'The list of sessions shows each of them as it was before its first update.',
    clause: UPDATED,
    how: (scene) => {
      const first = new Map<string, Pick<Browser, 'viewport' | 'proxyId' | 'profile'>>();
      const { browsers } = scene.world;
      // Only the list goes through all of them.
      browsers.values = () =>
        new Map([...browsers].map(([id, one]) => [id, { ...one, ...first.get(id) }])).values();
      return onApplied((browser, { viewport, proxyId, profile }) => {
        if (!first.has(browser.id)) first.set(browser.id, { viewport, proxyId, profile });
      })(scene);
    },
  },
]);

/** @param happens with the session after an update, and what it was before. */
function onApplied(happens: (browser: Browser, before: Browser) => void): How {
  return ({ steps }) => ({
    steps: {
      apply: (world, browser, changes, now) => {
        const before = { ...browser };
        steps.apply(world, browser, changes, now);
        happens(browser, before);
      },
    },
  });
}

/** Shows two values of a member in turn until it gets another one: first what it is, then what it was. */
function alternating<M extends 'viewport' | 'proxyId'>(
  browser: Browser,
  member: M,
  fresh: Browser[M],
  stale: Browser[M],
): void {
  let reads = 0;
  Object.defineProperty(browser, member, {
    configurable: true,
    enumerable: true,
    get: () => (reads++ % 2 === 0 ? fresh : stale),
    set: (value: Browser[M]) => {
      Object.defineProperty(browser, member, { configurable: true, enumerable: true, writable: true, value });
    },
  });
}

/** A session that nobody updates again in the meantime becomes what it was. */
function undone(word: string, member: string, kept: (before: Browser) => Partial<Browser>): Row {
  return {
    name: `${word}-undone-later`,
    sentence: `An update of the ${word} of a session that is left alone is undone a moment later.`,
    clause: schema(`BrowserUpdateRequest/properties/${member}`),
    how: (scene) => {
      const calls = new WeakMap<Browser, number>();
      const callsOf = (browser: Browser): number => calls.get(browser) ?? 0;
      const applied = onApplied((browser, before) => {
        const count = callsOf(browser);
        const undo = (): void => {
          if (callsOf(browser) === count) Object.assign(browser, kept(before), { more: before.more });
        };
        setTimeout(undo, LATER_MS).unref();
      });
      return {
        ...applied(scene),
        around: (call, answer) => {
          const browser = sessionOf(scene, call);
          if (browser !== undefined) calls.set(browser, callsOf(browser) + 1);
          return answer(call);
        },
      };
    },
  };
}
