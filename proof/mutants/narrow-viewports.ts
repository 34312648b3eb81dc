import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import type { How } from '../../src/reference-server/deviation.js';
import { refreshRateFor } from '../../src/reference-server/refresh-rate.js';
import type { BrowserUpdate } from '../../src/reference-server/requests.js';
import { changed } from '../../src/reference-server/rewriting.js';
import type { Browser, Viewport } from '../../src/reference-server/world.js';
import { inArea, schema, type Mutant, type Row } from './mutant.js';
import { applying, bySchemaWith, deciding } from './reading.js';

const VIEWPORT = schema('BrowserUpdateRequest/properties/viewport/description');
const ARBITRARY = schema('BrowserViewport/description');
const RATE = schema('BrowserViewport/properties/refresh_rate/description');
/** Sizes that servers give names to, and rates. */
const PRESETS = ['1920x1080', '1280x800', '1024x768', '2560x1440'];
const PIXELS_OF_4K = 3840 * 2160;

/** Viewports that are read, checked or taken on wrongly under one condition, which most sizes do not meet. */
export const narrowViewports: readonly Mutant[] = inArea('field', [
  zeroKept('width'),
  zeroKept('height'),
  uncheckedBeside('refresh_rate', 'a refresh rate', (viewport) => 'refresh_rate' in viewport),
  uncheckedBeside('force', 'force', ({ force }) => force === true),
  ignored(
    'of-the-present-width',
    'A viewport of the present width changes nothing.',
    (wish, { viewport }) => {
      return wish.width === viewport.width;
    },
  ),
  ignored('of-the-present-height', 'A viewport of the present height changes nothing.', (wish, now) => {
    return wish.height === now.viewport.height;
  }),
  ignored(
    'nearly-the-present-one',
    'A size that differs by less than ten pixels changes nothing.',
    (wish, now) => {
      const { width, height } = now.viewport;
      return Math.abs(wish.width - width) < 10 && Math.abs(wish.height - height) < 10;
    },
  ),
  ignored('of-1920-by-1080', 'A viewport of 1920 by 1080 counts as none.', ({ width, height }) => {
    return width === 1920 && height === 1080;
  }),
  {
    name: 'viewport-beyond-4k-rounded',
    sentence: 'A width beyond 4K is rounded down to a multiple of 16.',
    clause: ARBITRARY,
    how: rated(({ width }) => (width > 3840 ? { width: width - (width % 16) } : {})),
  },
  rateLeftOut('at-presets', 'The refresh rate of a size that is a preset', ({ width, height }) => {
    return PRESETS.includes(`${width}x${height}`);
  }),
  ...[60, 25, 1].map((rate) =>
    rateLeftOut(`of-${rate}`, `A refresh rate of ${rate}`, ({ refresh_rate }) => refresh_rate === rate),
  ),
  rateLeftOut('beside-profile', 'A refresh rate beside a profile', (_, { profile }) => profile !== undefined),
  {
    name: 'refresh-rate-lowered-beyond-4k',
    sentence: 'A refresh rate above 10 becomes 10 for a size beyond 4K.',
    clause: ARBITRARY,
    how: rated(({ width, height, refresh_rate }) =>
      width * height > PIXELS_OF_4K ? { refresh_rate: Math.min(refresh_rate, 10) } : {},
    ),
  },
  {
    name: 'refresh-rate-raised-on-small-sizes',
    sentence: 'A refresh rate below 60 becomes 60 for a size of less than 800 by 600.',
    clause: ARBITRARY,
    how: rated(({ width, height }) => (width * height < 800 * 600 ? { refresh_rate: 60 } : {})),
  },
]);

/** The zero value of a type that has no other word for "left out". */
function zeroKept(side: 'width' | 'height'): Row {
  const other = side === 'width' ? 'height' : 'width';
  const how: How = ({ steps }) => {
    const filled = (body: JsonObject, present: Json): Json =>
      changed(body, 'viewport', (viewport) =>
        isObject(viewport) && viewport[side] === 0 && viewport[other] !== 0
          ? { ...viewport, [side]: present }
          : viewport,
      );
    return {
      steps: {
        // The session is not known yet: a size that fits stands for its own until it is.
        validate: (body) => steps.validate(isObject(body) ? filled(body, STAND_IN) : body),
        decide: (world, browser, update, now) => {
          const { viewport } = update;
          const own = viewport?.[side] === STAND_IN ? { [side]: browser.viewport[side] } : {};
          return steps.decide(
            world,
            browser,
            viewport ? { ...update, viewport: { ...viewport, ...own } } : update,
            now,
          );
        },
      },
    };
  };
  return {
    name: `viewport-zero-${side}-keeps-the-present-one`,
    sentence: `A ${side} of 0 beside a ${other} keeps the present ${side}.`,
    clause: schema(`BrowserViewport/properties/${side}/minimum`),
    how,
  };
}

/** A valid size that no case and nobody else sends. */
const STAND_IN = 1999;

function uncheckedBeside(member: string, words: string, isMeant: (viewport: JsonObject) => boolean): Row {
  const how: How = (scene) => {
    const plain = bySchemaWith('BrowserViewport/properties', {
      width: { type: 'integer' },
      height: { type: 'integer' },
      refresh_rate: { type: 'integer' },
    })(scene).steps?.validate;
    const { validate } = scene.steps;
    const isBeside = (body: Json): boolean =>
      isObject(body) && isObject(body.viewport) && isMeant(body.viewport);
    return { steps: { validate: (body) => (isBeside(body) ? (plain ?? validate) : validate)(body) } };
  };
  return {
    name: `viewport-bounds-unchecked-beside-${member.replace('_', '-')}`,
    sentence: `Width and height are not checked where ${words} is named, too.`,
    clause: schema('BrowserViewport/properties/width/minimum'),
    how,
  };
}

function ignored(
  slug: string,
  sentence: string,
  isMeant: (wish: Viewport, browser: Browser) => boolean,
): Row {
  const how = applying((changes, browser) =>
    changes.viewport !== undefined && isMeant(changes.viewport, browser)
      ? { ...changes, viewport: undefined }
      : changes,
  );
  return { name: `viewport-${slug}-ignored`, sentence, clause: VIEWPORT, how };
}

function rated(turn: (viewport: Viewport) => Partial<Viewport>): How {
  return applying((changes) =>
    changes.viewport ? { ...changes, viewport: { ...changes.viewport, ...turn(changes.viewport) } } : changes,
  );
}

/** A rate that is given counts as left out. */
function rateLeftOut(
  slug: string,
  what: string,
  isMeant: (wish: NonNullable<BrowserUpdate['viewport']>, update: BrowserUpdate) => boolean,
): Row {
  const how = deciding((update) => {
    const { viewport } = update;
    if (viewport?.refresh_rate === undefined || !isMeant(viewport, update)) return update;
    const { width, height } = viewport;
    return { ...update, viewport: { ...viewport, refresh_rate: refreshRateFor(width, height) } };
  });
  return {
    name: `refresh-rate-${slug}-left-out`,
    sentence: `${what} counts as left out.`,
    clause: RATE,
    how,
  };
}
