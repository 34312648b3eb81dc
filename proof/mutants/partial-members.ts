import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import type { How } from '../../src/reference-server/deviation.js';
import type { Browser } from '../../src/reference-server/world.js';
import { inArea, schema, type Mutant, type Row } from './mutant.js';
import { isRecording } from './reading.js';

const REQUIRED = schema('BrowserViewport/required');

/** Updates that name a member, and not all that it requires: what is missing is made up, or the member is ignored. */
export const partialMembers: readonly Mutant[] = inArea('field', [
  ignoring('force-alone', 'A viewport with nothing but force is ignored.', named('force')),
  ignoring(
    'force-alone-while-recorded',
    'A viewport with nothing but force is ignored while the session is recorded.',
    (viewport, browser) => named('force')(viewport) && isRecording(browser, new Date()),
  ),
  ignoring(
    'force-alone-beside-others',
    'A viewport with nothing but force is ignored where the update names something else.',
    (viewport, _, body) => named('force')(viewport) && Object.keys(body).length > 1,
  ),
  ignoring(
    'unknown-members',
    'A viewport with nothing but undeclared members is ignored.',
    (viewport) =>
      Object.keys(viewport).length > 0 &&
      !Object.keys(viewport).some((name) => ['width', 'height', 'refresh_rate', 'force'].includes(name)),
  ),
  completing('rate-alone', 'A refresh_rate without a size changes the rate.', named('refresh_rate')),
  completing(
    'rate-alone-of-a-screen',
    'A refresh_rate without a size changes the rate of a session that is not headless.',
    (viewport, browser) => named('refresh_rate')(viewport) && !browser.headless,
  ),
  completing('rate-and-force', 'A refresh_rate with force needs no size.', named('force,refresh_rate')),
  completing('width-and-force', 'A width with force needs no height.', named('force,width')),
  completing('height-and-force', 'A height with force needs no width.', named('force,height')),
  completing('width-and-rate', 'A width with a refresh_rate needs no height.', named('refresh_rate,width')),
  completing('height-and-rate', 'A height with a refresh_rate needs no width.', named('height,refresh_rate')),
  completing(
    'all-but-the-height',
    'Only the height is missing from a viewport, and is kept.',
    named('force,refresh_rate,width'),
  ),
  {
    name: 'profile-save-changes-of-the-loaded-one',
    sentence: 'A profile with nothing but save_changes is taken for the one that is loaded.',
    clause: schema('BrowserProfile/oneOf'),
    how: misreading(({ profile, ...others }, browser) =>
      isObject(profile) && Object.keys(profile).join() === 'save_changes' && browser.profile !== undefined
        ? others
        : undefined,
    ),
  },
]);

type Concerns = (viewport: JsonObject, browser: Browser, body: JsonObject) => boolean;

/** Exactly these members, in the order of the alphabet. */
function named(names: string): (viewport: JsonObject) => boolean {
  return (viewport) => Object.keys(viewport).sort().join() === names;
}

function ignoring(slug: string, sentence: string, concerns: Concerns): Row {
  const how = misreading(({ viewport, ...others }, browser, body) =>
    isObject(viewport) && concerns(viewport, browser, body) ? others : undefined,
  );
  return { name: `viewport-${slug}-ignored`, sentence, clause: REQUIRED, how };
}

function completing(slug: string, sentence: string, concerns: Concerns): Row {
  const how = misreading((body, browser) => {
    const { viewport } = body;
    const { width, height } = browser.viewport;
    return isObject(viewport) && concerns(viewport, browser, body)
      ? { ...body, viewport: { width, height, ...viewport } }
      : undefined;
  });
  return { name: `viewport-${slug}-completed`, sentence, clause: REQUIRED, how };
}

/** Reads another body than was sent, with a look at the session that it was sent to. */
function misreading(
  misread: (body: JsonObject, browser: Browser, same: JsonObject) => Json | undefined,
): How {
  return ({ steps }) => {
    let browser: Browser | undefined;
    return {
      steps: {
        findSession: (world, id) => {
          const found = steps.findSession(world, id);
          browser = 'value' in found ? found.value : undefined;
          return found;
        },
        validate: (body) => {
          const other = isObject(body) && browser !== undefined ? misread(body, browser, body) : undefined;
          return steps.validate(other ?? body);
        },
      },
    };
  };
}
