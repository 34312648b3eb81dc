import { badRequest, problem } from '../../src/reference-server/answer.js';
import type { How, Scene } from '../../src/reference-server/deviation.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { changesOf, sessionOf } from '../../src/reference-server/session-of-call.js';
import type { Browser } from '../../src/reference-server/world.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';
import { afterwards, deciding, isRecording, refusing, without } from './reading.js';

const DESCRIPTION = `${PATCH}/description`;
const DEFAULT_VIEWPORT = { width: 1920, height: 1080, refresh_rate: 25 } as const;

/** Mistakes about an update as one thing: half of it, more than it, or twice. */
export const wholeUpdates: readonly Mutant[] = inArea('whole update', [
  halfApplied('proxy_id', 'viewport'),
  halfApplied('proxy_id', 'profile'),
  halfApplied('profile', 'viewport'),
  halfApplied('profile', 'proxy_id'),
  halfApplied('viewport', 'proxy_id'),
  halfApplied('viewport', 'profile'),
  keeps('first-of-several-only', 'Of several fields only the first is applied.', (names) =>
    names.slice(0, 1),
  ),
  keeps('last-of-several-only', 'Of several fields only the last is applied.', (names) => names.slice(-1)),
  keeps('first-of-several-dropped', 'The first of several fields is dropped.', (names) =>
    names.length > 1 ? names.slice(1) : names,
  ),
  keeps('third-field-dropped', 'From the third field on, fields are dropped.', (names) => names.slice(0, 2)),
  keeps('viewport-dropped-beside-profile', 'A viewport is dropped where a profile is named too.', (names) =>
    names.includes('profile') ? names.filter((name) => name !== 'viewport') : names,
  ),
  ...(['proxy', 'viewport'] as const).map((member) => ({
    name: `another-session-made-with-another-${member}`,
    sentence: `An update of the ${member} also makes another session like the one that it changes.`,
    clause: DESCRIPTION,
    how: afterwards((browser, changes, { world }) => {
      if (changes[member] === undefined) return;
      const id = world.newId('browser');
      world.browsers.set(id, { ...browser, id, replays: [] });
    }),
  })),
  {
    name: 'empty-proxy-ends-the-update',
    sentence: 'Beside an empty proxy_id the other fields are dropped.',
    clause: DESCRIPTION,
    how: deciding((update) => (update.proxy_id === '' ? { proxy_id: '' } : update)),
  },
  {
    name: 'null-proxy-ends-the-update',
    sentence: 'Beside a proxy_id of null the other fields are dropped.',
    clause: DESCRIPTION,
    how: deciding((update) => (update.proxy_id === null ? { proxy_id: null } : update)),
  },
  {
    name: 'empty-proxy-dropped-beside-others',
    sentence: 'An empty proxy_id is ignored beside other fields.',
    clause: schema('BrowserUpdateRequest/properties/proxy_id/description'),
    how: deciding((update) =>
      update.proxy_id === '' && names(update).length > 1 ? without(update, 'proxy_id') : update,
    ),
  },
  {
    name: 'profile-by-name-dropped-beside-others',
    sentence: 'A profile that is chosen by name is ignored beside other fields.',
    clause: DESCRIPTION,
    how: deciding((update) =>
      update.profile?.name !== undefined && names(update).length > 1 ? without(update, 'profile') : update,
    ),
  },
  {
    name: 'saved-profile-refused-beside-others',
    sentence: 'A profile whose changes are to be saved is refused beside other fields.',
    clause: DESCRIPTION,
    how: refusing(
      (update) => update.profile?.save_changes === true && names(update).length > 1,
      'profile.save_changes must stand alone.',
    ),
  },
  {
    name: 'anything-refused-while-recording',
    sentence: 'Any update but a forced resize is refused during a recording.',
    clause: response(200),
    how: refusing(
      ({ viewport }, browser, _, now) => viewport?.force !== true && isRecording(browser, now),
      'The session is being recorded.',
    ),
  },
  appliedThoughRefused(
    'proxy-applied-when-second-profile-refused',
    'Beside a second profile, which is refused, proxy_id is applied.',
    (update, { profile }) =>
      profile && update.profile && update.proxy_id !== undefined ? { proxy_id: update.proxy_id } : undefined,
  ),
  appliedThoughRefused(
    'profile-loaded-when-resize-refused-while-recording',
    'A profile is loaded although the resize beside it is refused for a recording.',
    ({ profile, viewport }, browser, now) =>
      profile && viewport && isRecording(browser, now) ? { profile } : undefined,
  ),
  {
    name: 'several-fields-refused',
    sentence: 'An update of more than one field is refused.',
    clause: DESCRIPTION,
    how: refusingMoreThan(1),
  },
  {
    name: 'three-fields-refused',
    sentence: 'An update of more than two fields is refused.',
    clause: DESCRIPTION,
    how: refusingMoreThan(2),
  },
  {
    name: 'empty-object-resets-viewport',
    sentence: 'An update that names nothing sets the viewport back.',
    clause: DESCRIPTION,
    how: deciding((update) => (names(update).length === 0 ? { viewport: DEFAULT_VIEWPORT } : update)),
  },
  {
    name: 'empty-object-removes-proxy',
    sentence: 'An update that names nothing takes the proxy away.',
    clause: schema('BrowserUpdateRequest/properties/proxy_id/description'),
    how: deciding((update) => (names(update).length === 0 ? { proxy_id: '' } : update)),
  },
  {
    name: 'omitted-viewport-reset',
    sentence: 'An update without viewport sets the viewport back.',
    clause: DESCRIPTION,
    how: deciding((update) => ({ viewport: { ...DEFAULT_VIEWPORT, force: true }, ...update })),
  },
  {
    name: 'omitted-profile-unloaded',
    sentence: 'An update without profile unloads the profile.',
    clause: DESCRIPTION,
    how: afterwards((browser, changes) => {
      if (changes.profile === undefined) browser.profile = undefined;
    }),
  },
  {
    name: 'repeated-update-refused',
    sentence: 'An update that changes nothing is refused.',
    clause: response(200),
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const decision = steps.decide(world, browser, update, now);
          if ('refusal' in decision || names(update).length === 0) return decision;
          const { proxy, profile, viewport, disableDefaultProxy } = decision.value;
          const moves = profile ?? viewport ?? disableDefaultProxy ?? (proxy && proxy.id !== browser.proxyId);
          return moves === undefined || moves === false
            ? { refusal: badRequest(['The update changes nothing.']) }
            : decision;
        },
      },
    }),
  },
  {
    name: 'second-update-ignored',
    sentence: 'Only the first update of a session has any effect.',
    clause: `${response(200)}/description`,
    how: countingUpdates((count, { steps }) => (count > 1 ? { ...steps, apply: () => undefined } : steps)),
  },
  {
    name: 'every-fifth-update-as-500',
    sentence: 'Every fifth update of a session is answered with 500 and not applied.',
    clause: response(200),
    how: (scene) => {
      let count = 0;
      return {
        around: (call, answer) => {
          if (sessionOf(scene, call)) count += 1;
          return count % 5 === 0 ? problem(500, 'internal_error', 'The update failed.') : answer(call);
        },
      };
    },
  },
  changes('timeout-reset', 'Every update sets timeout_seconds to 60.', 'timeout_seconds', () => ({
    timeoutSeconds: 60,
  })),
  changes(
    'timeout-doubled',
    'Every update doubles timeout_seconds.',
    'timeout_seconds',
    ({ timeoutSeconds }) => ({
      timeoutSeconds: timeoutSeconds * 2,
    }),
  ),
  changes('created-at-renewed', 'Every update sets created_at to the present.', 'created_at', () => ({
    createdAt: new Date(),
  })),
  changes('headless-flipped', 'Every update makes the session headless.', 'headless', () => ({
    headless: true,
  })),
  changes('stealth-flipped', 'Every update turns stealth off.', 'stealth', () => ({ stealth: false })),
  changes('gpu-flipped', 'Every update turns the GPU on or off.', 'gpu', ({ gpu }) => ({ gpu: !gpu })),
  changes(
    'kiosk-mode-flipped',
    'Every update turns kiosk mode on or off.',
    'kiosk_mode',
    ({ kioskMode }) => ({
      kioskMode: !kioskMode,
    }),
  ),
  changes('start-url-lost', 'Every update forgets the start_url.', 'start_url', () => ({
    startUrl: undefined,
  })),
]);

function names(update: BrowserUpdate): string[] {
  return Object.keys(update);
}

/** A field that is applied although another one is refused, and with it the update. */
function halfApplied(
  applied: 'proxy_id' | 'profile' | 'viewport',
  refused: 'proxy_id' | 'profile' | 'viewport',
): Row {
  const how: How = (scene) => ({
    around: (call, answer) => {
      const session = sessionOf(scene, call);
      const body = scene.steps.parseBody(call.body, call.headers['content-type']);
      const given = answer(call);
      if (given.status !== 400 || !session || 'refusal' in body) return given;
      const alone = (member: string): ReturnType<typeof changesOf> => {
        const update = scene.steps.validate({ [member]: body.value[member] ?? null });
        return 'value' in update ? changesOf(scene, session, update.value) : undefined;
      };
      const both = Object.hasOwn(body.value, applied) && Object.hasOwn(body.value, refused);
      const changes = both && !alone(refused) ? alone(applied) : undefined;
      if (changes) scene.steps.apply(scene.world, session, changes, new Date());
      return given;
    },
  });
  const name = `${applied.replace('_id', '')}-applied-when-${refused.replace('_id', '')}-refused`;
  const sentence = `${applied} is applied although ${refused} is refused, and with it the whole update.`;
  return { name, sentence, clause: response(400), how };
}

/** The part of a refused update that is applied all the same. */
function appliedThoughRefused(
  name: string,
  sentence: string,
  part: (update: BrowserUpdate, browser: Browser, now: Date) => BrowserUpdate | undefined,
): Row {
  const how: How = ({ steps }) => ({
    steps: {
      decide: (world, browser, update, now) => {
        const decision = steps.decide(world, browser, update, now);
        const applied = 'refusal' in decision ? part(update, browser, now) : undefined;
        const alone = applied && steps.decide(world, browser, applied, now);
        if (alone && 'value' in alone) steps.apply(world, browser, alone.value, now);
        return decision;
      },
    },
  });
  return { name, sentence, clause: response(400), how };
}

function keeps(name: string, sentence: string, keep: (names: string[]) => string[]): Row {
  const how = deciding((update) => {
    const kept = keep(names(update));
    return Object.fromEntries(Object.entries(update).filter(([member]) => kept.includes(member)));
  });
  return { name, sentence, clause: DESCRIPTION, how };
}

function refusingMoreThan(most: number): How {
  return ({ steps }) => ({
    steps: {
      decide: (world, browser, update, now) =>
        names(update).length > most
          ? { refusal: badRequest(['The update names too many fields.']) }
          : steps.decide(world, browser, update, now),
    },
  });
}

function countingUpdates(stepsFor: (count: number, scene: Scene) => Scene['steps']): How {
  return (scene) => {
    const counts = new Map<string, number>();
    return {
      steps: {
        apply: (world, browser, changes, now) => {
          const count = (counts.get(browser.id) ?? 0) + 1;
          counts.set(browser.id, count);
          stepsFor(count, scene).apply(world, browser, changes, now);
        },
      },
    };
  };
}

/** What an update has no field for changes with it. */
function changes(
  name: string,
  sentence: string,
  member: string,
  change: (browser: Browser) => Partial<Browser>,
): Row {
  return {
    name,
    sentence,
    clause: schema(`Browser/properties/${member}`),
    how: afterwards((browser) => Object.assign(browser, change(browser))),
  };
}
