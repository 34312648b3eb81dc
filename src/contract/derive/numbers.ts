import type { Json } from '../../model/json.js';
import { precise } from './integers.js';
import { stated, statedNumbers, type Location } from './location.js';
import type { Statement, Variant } from './variant.js';
import { unchanged } from './variant.js';
import { aThing } from './words.js';

interface Bound {
  readonly side: 'low' | 'high';
  /** May the bound itself be sent? */
  readonly inclusive: boolean;
  readonly value: number;
}

/** `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`: the last value inside, the first one outside. */
export function boundVariants({ location, keyword, value, part }: Statement): Variant[] | string {
  const bound = boundOf(keyword, value, part.schema[keyword === 'exclusiveMinimum' ? 'minimum' : 'maximum']);
  if (bound === undefined) return [];
  const exclusive = part.schema[keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'];
  // 3.0: the two keywords are one statement, derived at the exclusive one.
  if (bound.inclusive && exclusive === true) return [];
  const outward = bound.side === 'low' ? -1 : 1;
  const [inside, outside] = edges(bound, location, outward);
  const [least, beyond] = bound.side === 'low' ? ['smallest', 'below'] : ['largest', 'above'];
  const within = bound.side === 'low' ? 'above' : 'below';
  const a = aThing(location);
  if (bound.inclusive) {
    return [
      { name: 'at', intent: 'accept', value: () => inside, say: () => `${a} of ${inside}, the ${least}` },
      {
        name: beyond,
        intent: 'refuse',
        value: () => outside,
        say: () => `${a} of ${outside}, ${distance(outside, inside)} ${beyond} the ${least}`,
      },
    ];
  }
  return [
    { name: within, intent: 'accept', value: () => inside, say: () => `${a} of ${inside}, the ${least}` },
    {
      name: 'at',
      intent: 'refuse',
      value: () => outside,
      say: () => `${a} of ${outside}, the excluded bound`,
    },
  ];
}

/** `multipleOf`: a multiple, and a value between two of them. */
export function multipleVariants({ location, value: step }: Statement): Variant[] {
  if (typeof step !== 'number') return [];
  const a = aThing(location);
  const offset = isWhole(location) && Number.isInteger(step) && step > 1 ? 1 : step / 2;
  const off = (valid: Json): Json | undefined =>
    typeof valid === 'number' ? precise(valid + offset) : undefined;
  return [
    {
      name: 'multiple',
      intent: 'accept',
      value: unchanged,
      say: (value) => `${a} of ${say(value)}, a multiple of ${step}`,
    },
    {
      name: 'off',
      intent: 'refuse',
      value: off,
      say: (value) => `${a} of ${say(value)}, not a multiple of ${step}`,
    },
  ];
}

function boundOf(keyword: string, value: Json, sibling: Json | undefined): Bound | undefined {
  const side = keyword.endsWith('inimum') ? 'low' : 'high';
  if (!keyword.startsWith('exclusive'))
    return typeof value === 'number' ? { side, inclusive: true, value } : undefined;
  if (typeof value === 'number') return { side, inclusive: false, value };
  return value === true && typeof sibling === 'number'
    ? { side, inclusive: false, value: sibling }
    : undefined;
}

/** The last value inside a bound and the first one outside, on the grid that the location's other statements leave. */
function edges({ value, inclusive }: Bound, location: Location, outward: 1 | -1): [number, number] {
  const exact = Math.abs(value) > Number.MAX_SAFE_INTEGER;
  if (exact) return beyondDouble(value, inclusive, outward);
  const [unit, onGrid] = unitOf(location);
  if (!onGrid)
    return inclusive ? [value, precise(value + unit * outward)] : [precise(value - unit * outward), value];
  const scaled = precise((value * outward) / unit); // mirrored, so that outward is always up
  const inside = inclusive || !Number.isInteger(scaled) ? Math.floor(scaled) : scaled - 1;
  return [precise(inside * unit * outward), precise((inside + 1) * unit * outward)];
}

/** Beyond 2^53, neighbouring numbers are more than one apart. */
function beyondDouble(value: number, inclusive: boolean, outward: 1 | -1): [number, number] {
  const gap = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 52) * outward;
  return inclusive ? [value, value + gap] : [value - gap, value];
}

function isWhole(location: Location): boolean {
  return stated(location, 'type').some((type) => {
    const types = Array.isArray(type) ? type : [type];
    return types.includes('integer') && !types.includes('number');
  });
}

/** The distance between neighbouring values, and whether values are bound to that grid. */
function unitOf(location: Location): [number, boolean] {
  const steps = statedNumbers(location, 'multipleOf');
  if (steps.length > 0) return [Math.max(...steps), true];
  if (isWhole(location)) return [1, true];
  const low = [...statedNumbers(location, 'minimum'), ...statedNumbers(location, 'exclusiveMinimum')];
  const high = [...statedNumbers(location, 'maximum'), ...statedNumbers(location, 'exclusiveMaximum')];
  const width = Math.min(Infinity, ...high) - Math.max(-Infinity, ...low);
  return [width > 0 ? Math.min(0.5, width / 4) : 0.5, false];
}

function distance(outside: number, inside: number): string {
  const apart = precise(Math.abs(outside - inside));
  return apart === 1 ? 'one' : String(apart);
}

function say(value: Json): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
