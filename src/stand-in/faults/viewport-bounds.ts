import type { Json } from '../../contract/json.js';
import { bySchemaWith, reading } from './reading.js';
import { changed } from '../rewriting.js';
import { inArea, kebab, schema, type Fault, type Row } from './fault.js';

// The bounds are written out here, as servers do: a server's own copy is where they go wrong.
const BOUNDS = [
  { member: 'width', keyword: 'minimum', value: 320, outwards: -1 },
  { member: 'width', keyword: 'maximum', value: 7680, outwards: 1 },
  { member: 'height', keyword: 'minimum', value: 240, outwards: -1 },
  { member: 'height', keyword: 'maximum', value: 4320, outwards: 1 },
] as const;

type Bound = (typeof BOUNDS)[number];

/** Mistakes at the bounds of width and height: off by one on either side, unchecked, silently corrected. */
export const viewportBounds: readonly Fault[] = inArea('field', [
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
]);

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
