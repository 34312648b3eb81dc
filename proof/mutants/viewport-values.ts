import type { How } from '../../src/reference-server/deviation.js';
import { refreshRateFor } from '../../src/reference-server/refresh-rate.js';
import type { ViewportWish } from '../../src/reference-server/requests.js';
import type { Viewport } from '../../src/reference-server/world.js';
import { inArea, schema, type Mutant, type Row } from './mutant.js';
import { afterwards, applying, deciding, refusing } from './reading.js';

const WIDTH = schema('BrowserViewport/properties/width/description');
const RATE = schema('BrowserViewport/properties/refresh_rate/description');
const LATE_MS = 5000;

/** A viewport that is accepted, and taken on differently from what was asked for. */
export const viewportValues: readonly Mutant[] = inArea('field', [
  turned('swapped', 'Width and height are exchanged.', ({ width, height }) => ({
    width: height,
    height: width,
  })),
  turned('rounded-to-even', 'Odd sizes are rounded down to even ones.', ({ width, height }) => ({
    width: width - (width % 2),
    height: height - (height % 2),
  })),
  turned('rounded-to-eight', 'Sizes are rounded down to multiples of 8.', ({ width, height }) => ({
    width: width - (width % 8),
    height: height - (height % 8),
  })),
  turned('scaled', 'Sizes are doubled, as if they were not in pixels.', ({ width, height }) => ({
    width: width * 2,
    height: height * 2,
  })),
  turned('capped-at-full-hd', 'Sizes above 1920 by 1080 are cut to it.', ({ width, height }) => ({
    width: Math.min(width, 1920),
    height: Math.min(height, 1080),
  })),
  turned('1366-becomes-1368', 'A width of 1366 becomes 1368.', ({ width }) => ({
    width: width === 1366 ? 1368 : width,
  })),
  ...[24, 50, 75, 100, 120, 144, 165, 240].map((rate) =>
    turned(`rate-${rate}-lowered`, `A refresh rate of ${rate} is lowered by one.`, ({ refresh_rate }) => ({
      ...(refresh_rate === rate ? { refresh_rate: rate - 1 } : {}),
    })),
  ),
  ...[
    [1280, 720],
    [1366, 768],
    [1440, 900],
    [1600, 900],
    [1920, 1200],
    [3840, 2160],
    [640, 480],
    [800, 600],
    [1080, 1920],
    [390, 844],
  ].map(([width, height]) =>
    turned(
      `${width}-by-${height}-wider`,
      `A size of ${width} by ${height} is made wider by a pixel.`,
      (size) => ({
        width: size.width === width && size.height === height ? size.width + 1 : size.width,
      }),
    ),
  ),
  turned('squares-widened', 'A width that equals the height is made wider.', ({ width, height }) => ({
    width: width === height ? Math.round((height * 16) / 9) : width,
  })),
  {
    name: 'viewport-squares-refused',
    sentence: 'A viewport that is as wide as it is high is refused.',
    clause: schema('BrowserViewport/description'),
    how: refusing(
      ({ viewport }) => viewport !== undefined && viewport.width === viewport.height,
      'A viewport must not be a square.',
    ),
  },
  turned('square', 'The height is set to the width.', ({ width }) => ({ height: width })),
  {
    name: 'viewport-width-only',
    sentence: 'Only the width of a new viewport is applied.',
    clause: schema('BrowserViewport/properties/height/description'),
    how: applying((changes, { viewport: { height } }) => withViewport(changes, () => ({ height }))),
  },
  {
    name: 'viewport-height-only',
    sentence: 'Only the height of a new viewport is applied.',
    clause: WIDTH,
    how: applying((changes, { viewport: { width } }) => withViewport(changes, () => ({ width }))),
  },
  {
    name: 'viewport-applied-late',
    sentence: 'A new viewport is taken on five seconds after the answer that shows it.',
    clause: schema('BrowserUpdateRequest/properties/viewport/description'),
    how: late,
  },
  {
    name: 'refresh-rate-ignored',
    sentence: 'A refresh rate that is given is ignored, and one derived from the size is used.',
    clause: RATE,
    how: applying((changes) =>
      withViewport(changes, ({ width, height }) => ({ refresh_rate: refreshRateFor(width, height) })),
    ),
  },
  {
    name: 'refresh-rate-capped-at-60',
    sentence: 'A refresh rate above 60 is cut to 60.',
    clause: schema('BrowserViewport/description'),
    how: applying((changes) =>
      withViewport(changes, ({ refresh_rate }) => ({ refresh_rate: Math.min(refresh_rate, 60) })),
    ),
  },
  {
    name: 'refresh-rate-capped-at-240',
    sentence: 'A refresh rate above 240 is cut to 240.',
    clause: schema('BrowserViewport/description'),
    how: applying((changes) =>
      withViewport(changes, ({ refresh_rate }) => ({ refresh_rate: Math.min(refresh_rate, 240) })),
    ),
  },
  {
    name: 'refresh-rate-in-a-byte',
    sentence: 'A refresh rate is kept in 8 bits.',
    clause: RATE,
    how: applying((changes) =>
      withViewport(changes, ({ refresh_rate }) => ({ refresh_rate: refresh_rate & 255 })),
    ),
  },
  {
    name: 'refresh-rate-by-width',
    sentence: 'A refresh rate that is left out follows from the width alone, and rises beyond 2560.',
    clause: schema('BrowserViewport/description'),
    how: deriving(({ width }) => (width <= 1280 ? 60 : width <= 2560 ? 25 : 30)),
  },
  {
    name: 'refresh-rate-of-largest-sizes',
    sentence: 'A refresh rate that is left out is 60 for sizes beyond 4K.',
    clause: schema('BrowserViewport/description'),
    how: deriving(({ width, height }) => (width * height > 3840 * 2160 ? 60 : refreshRateFor(width, height))),
  },
  {
    name: 'refresh-rate-zero-when-omitted',
    sentence: 'A refresh rate that is left out is 0.',
    clause: RATE,
    how: deriving(() => 0),
  },
  {
    name: 'refresh-rate-same-for-all',
    sentence: 'A refresh rate that is left out is 60 for every size.',
    clause: schema('BrowserViewport/description'),
    how: deriving(() => 60),
  },
  {
    name: 'refresh-rate-kept-when-omitted',
    sentence: 'A refresh rate that is left out stays what it was, whatever the size.',
    clause: RATE,
    how: deciding((update, { viewport: { refresh_rate } }) =>
      update.viewport ? { ...update, viewport: { refresh_rate, ...update.viewport } } : update,
    ),
  },
  {
    name: 'refresh-rate-rises-with-size',
    sentence: 'A refresh rate that is left out is the higher, the higher the resolution.',
    clause: schema('BrowserViewport/description'),
    how: deriving(rising),
  },
  {
    name: 'refresh-rate-stays-when-size-stays',
    sentence: 'A viewport that changes nothing but the refresh rate changes nothing.',
    clause: RATE,
    how: applying((changes, { viewport: { width, height, refresh_rate } }) =>
      withViewport(changes, (wish) =>
        wish.width === width && wish.height === height ? { refresh_rate } : {},
      ),
    ),
  },
  {
    name: 'viewport-ignored-on-stealth',
    sentence: 'A new viewport is ignored on a stealth session.',
    clause: schema('BrowserUpdateRequest/properties/viewport/description'),
    how: applying((changes, { stealth }) => (stealth ? { ...changes, viewport: undefined } : changes)),
  },
  {
    name: 'viewport-rounded-on-stealth',
    sentence: 'Sizes are rounded down to tens on a stealth session.',
    clause: WIDTH,
    how: applying((changes, { stealth }) =>
      withViewport(changes, ({ width, height }) =>
        stealth ? { width: width - (width % 10), height: height - (height % 10) } : {},
      ),
    ),
  },
  {
    name: 'viewport-of-creation-ignored',
    sentence: 'A size that the session had from its creation is not taken on again.',
    clause: schema('BrowserUpdateRequest/properties/viewport/description'),
    how: ofCreationIgnored,
  },
  {
    name: 'viewport-unloads-the-profile',
    sentence: 'A new viewport unloads the profile of the session.',
    clause: schema('BrowserUpdateRequest/properties/profile/description'),
    how: afterwards((browser, changes) => {
      if (changes.viewport) browser.profile = undefined;
    }),
  },
  {
    name: 'viewport-drops-the-proxy',
    sentence: 'A new viewport takes the proxy of the session away.',
    clause: schema('BrowserUpdateRequest/properties/proxy_id/description'),
    how: afterwards((browser, changes) => {
      if (changes.viewport) browser.proxyId = undefined;
    }),
  },
]);

function turned(slug: string, sentence: string, turn: (viewport: Viewport) => Partial<Viewport>): Row {
  return {
    name: `viewport-${slug}`,
    sentence,
    clause: WIDTH,
    how: applying((changes) => withViewport(changes, turn)),
  };
}

function withViewport<T extends { readonly viewport: Viewport | undefined }>(
  changes: T,
  turn: (viewport: Viewport) => Partial<Viewport>,
): T {
  const { viewport } = changes;
  return viewport ? { ...changes, viewport: { ...viewport, ...turn(viewport) } } : changes;
}

/** Another rate where it is left out. */
function deriving(rate: (size: ViewportWish) => number): How {
  return deciding((update) =>
    update.viewport
      ? { ...update, viewport: { refresh_rate: rate(update.viewport), ...update.viewport } }
      : update,
  );
}

function rising({ width, height }: ViewportWish): number {
  return width * height > 1280 * 800 ? 60 : 25;
}

function late(...[scene]: Parameters<How>): ReturnType<How> {
  return {
    steps: {
      apply: (world, browser, changes, now) => {
        const before = browser.viewport;
        scene.steps.apply(world, browser, changes, now);
        const after = browser.viewport;
        if (after === before) return;
        // Represented right after this, synchronously, with the new size; only then the session falls back.
        queueMicrotask(() => {
          browser.viewport = before;
          setTimeout(() => (browser.viewport = after), LATE_MS).unref();
        });
      },
    },
  };
}

function ofCreationIgnored(...[scene]: Parameters<How>): ReturnType<How> {
  const created = new Map<string, Viewport>();
  const how = applying((changes, { id, viewport }) => {
    const first = created.get(id) ?? viewport;
    created.set(id, first);
    const { width, height } = changes.viewport ?? {};
    return width === first.width && height === first.height ? { ...changes, viewport: undefined } : changes;
  });
  return how(scene);
}
