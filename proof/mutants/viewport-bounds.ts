import type { Json } from '../../src/model/json.js';
import { badRequest, problem, type Answer } from '../../src/reference-server/answer.js';
import type { How } from '../../src/reference-server/deviation.js';
import type { ViewportWish } from '../../src/reference-server/requests.js';
import { changed } from '../../src/reference-server/rewriting.js';
import { bySchemaWith, reading } from './reading.js';
import { inArea, kebab, response, schema, type Mutant, type Row } from './mutant.js';

// The bounds are written out here, as servers do: a server's own copy is where they go wrong.
const BOUNDS = [
  { member: 'width', keyword: 'minimum', value: 320, outwards: -1 },
  { member: 'width', keyword: 'maximum', value: 7680, outwards: 1 },
  { member: 'height', keyword: 'minimum', value: 240, outwards: -1 },
  { member: 'height', keyword: 'maximum', value: 4320, outwards: 1 },
] as const;

type Bound = (typeof BOUNDS)[number];

/** Mistakes at the bounds of width and height: off by one on either side, unchecked, silently corrected. */
export const viewportBounds: readonly Mutant[] = inArea('field', [
  ...BOUNDS.flatMap((bound): Row[] => [
    otherwise(
      bound,
      'accepts-beyond',
      `${name(bound)} accepts one pixel beyond it.`,
      bound.value + bound.outwards,
    ),
    otherwise(
      bound,
      'refuses-bound',
      `${name(bound)} excludes the bound itself.`,
      bound.value - bound.outwards,
    ),
    otherwise(bound, 'unchecked', `${name(bound)} is not checked.`, undefined),
    {
      name: `viewport-${bound.member}-${bound.keyword}-clamps`,
      sentence: `A viewport.${bound.member} beyond its ${bound.keyword} is silently set to it.`,
      clause: clause(bound),
      how: reading((body) => changed(body, `viewport.${bound.member}`, (value) => clamped(bound, value))),
    },
  ]),
  {
    name: 'viewport-bounds-only-positive',
    sentence: 'Any positive width and height are accepted.',
    clause: schema('BrowserViewport/properties/width/minimum'),
    how: bySchemaWith('BrowserViewport/properties', {
      width: { type: 'integer', minimum: 1 },
      height: { type: 'integer', minimum: 1 },
      refresh_rate: { type: 'integer' },
    }),
  },
  {
    name: 'viewport-bounds-exchanged',
    sentence: 'The bounds of width are applied to height, and those of height to width.',
    clause: schema('BrowserViewport/properties/height/maximum'),
    how: bySchemaWith('BrowserViewport/properties', {
      width: { type: 'integer', minimum: 240, maximum: 4320 },
      height: { type: 'integer', minimum: 320, maximum: 7680 },
      refresh_rate: { type: 'integer' },
    }),
  },
  {
    name: 'viewport-only-presets',
    sentence: 'Only widths of the listed presets are accepted.',
    clause: schema('BrowserViewport/description'),
    how: bySchemaWith('BrowserViewport/properties/width', { enum: [2560, 1920, 1440, 1280, 1200, 1024] }),
  },
  {
    name: 'viewport-refresh-rate-only-presets',
    sentence: 'Only the refresh rates 10, 25, 30 and 60 are accepted.',
    clause: schema('BrowserViewport/description'),
    how: bySchemaWith('BrowserViewport/properties/refresh_rate', { enum: [10, 25, 30, 60] }),
  },
  refuses('rate-above-240', 'A refresh rate above 240', ({ refresh_rate }) => (refresh_rate ?? 0) > 240),
  // 0 and less are no case in point: whether they are rates is left open.
  refuses('rate-below-10', 'A refresh rate from 1 to 9', ({ refresh_rate }) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].includes(refresh_rate ?? 0),
  ),
  refuses(
    'large-area',
    'A size of more than 16 million pixels',
    ({ width, height }) => width * height > 16_000_000,
  ),
  refuses(
    'small-area',
    'A size of less than 100 000 pixels',
    ({ width, height }) => width * height < 100_000,
  ),
  refuses(
    'wide-shape',
    'A size more than ten times as wide as high',
    ({ width, height }) => width > height * 10,
  ),
  refuses(
    'tall-shape',
    'A size more than ten times as high as wide',
    ({ width, height }) => height > width * 10,
  ),
  {
    name: 'viewport-large-area-as-500',
    sentence: 'A size of more than 32 million pixels is answered with 500.',
    clause: response(200),
    how: turningAway(
      ({ width, height }) => width * height > 32_000_000,
      problem(500, 'internal_error', 'The update failed.'),
    ),
  },
]);

function turningAway(isMeant: (viewport: ViewportWish) => boolean, refusal: Answer): How {
  return ({ steps }) => ({
    steps: {
      decide: (world, browser, update, now) =>
        update.viewport && isMeant(update.viewport) ? { refusal } : steps.decide(world, browser, update, now),
    },
  });
}

function refuses(slug: string, what: string, isMeant: (viewport: ViewportWish) => boolean): Row {
  return {
    name: `viewport-refuses-${slug}`,
    sentence: `${what} is refused.`,
    clause: schema('BrowserViewport/description'),
    how: turningAway(isMeant, badRequest(['viewport is not supported.'])),
  };
}

function name(bound: Bound): string {
  return `The ${bound.keyword} of viewport.${bound.member}`;
}

function clause(bound: Bound): string {
  return schema(`BrowserViewport/properties/${bound.member}/${bound.keyword}`);
}

function otherwise(bound: Bound, slug: string, sentence: string, value: number | undefined): Row {
  const place = `BrowserViewport/properties/${bound.member}/${bound.keyword}`;
  const slugs = `viewport-${kebab(bound.member)}-${bound.keyword}-${slug}`;
  return { name: slugs, sentence, clause: clause(bound), how: bySchemaWith(place, value) };
}

function clamped(bound: Bound, value: Json | undefined): Json | undefined {
  if (typeof value !== 'number') return value;
  return bound.outwards < 0 ? Math.max(value, bound.value) : Math.min(value, bound.value);
}
