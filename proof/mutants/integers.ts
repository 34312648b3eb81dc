import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import type { How } from '../../src/reference-server/deviation.js';
import { changed, type Change } from '../../src/reference-server/rewriting.js';
import { sessionOf } from '../../src/reference-server/session-of-call.js';
import { crashingOn, refusingText, textOf } from './body-text.js';
import { inArea, response, schema, type Mutant, type Row } from './mutant.js';
import { reading, readingMember } from './reading.js';

const WIDTH = 'BrowserViewport/properties/width';
const SIDES = ['width', 'height'] as const;

/** Mistakes about whole numbers: how they may be written, and what becomes of those that no size has. */
export const integers: readonly Mutant[] = inArea('field', [
  {
    name: 'integer-with-fraction-zero-refused',
    sentence: 'A whole number that is written with a fraction of zero is refused.',
    clause: schema(`${WIDTH}/type`),
    how: refusingText((text) => /:\s*-?\d+\.0+\s*[,}]/.test(text)),
  },
  {
    name: 'integer-with-exponent-refused',
    sentence: 'A whole number that is written with an exponent is refused.',
    clause: schema(`${WIDTH}/type`),
    how: refusingText((text) => /:\s*-?[\d.]+e\+?\d+\s*[,}]/i.test(text)),
  },
  {
    name: 'integer-beyond-64-bits-as-500',
    sentence: 'A number beyond 64 bits is answered with 500.',
    clause: response(400),
    how: crashingOn((call) => /:\s*-?\d{20,}/.test(textOf(call))),
  },
  ...SIDES.flatMap((side) => [16, 32].map((bits) => wraps(side, bits))),
  {
    name: 'integer-negative-by-magnitude',
    sentence: 'A negative width or height counts without its sign.',
    clause: schema(`${WIDTH}/minimum`),
    how: reading((body) => onSides(body, (value) => (typeof value === 'number' ? Math.abs(value) : value))),
  },
  {
    name: 'integer-negative-as-500',
    sentence: 'A negative height is answered with 500.',
    clause: response(400),
    how: crashingOn((call) => /"height"\s*:\s*-/.test(textOf(call))),
  },
  {
    name: 'integer-nearly-whole-rounded',
    sentence: 'A width or height that is nearly a whole number is rounded to it.',
    clause: schema(`${WIDTH}/type`),
    how: reading((body) => onSides(body, (value) => roundedIfNear(value ?? null))),
  },
  {
    name: 'integer-rate-nearly-whole-rounded',
    sentence: 'A refresh rate that is nearly a whole number is rounded to it.',
    clause: schema('BrowserViewport/properties/refresh_rate/type'),
    how: readingMember('viewport.refresh_rate', (value) => roundedIfNear(value ?? null)),
  },
  {
    name: 'viewport-of-zeros-means-left-out',
    sentence: 'A viewport of 0 by 0 counts as left out.',
    clause: schema(`${WIDTH}/minimum`),
    how: reading((body) => {
      const { viewport } = body;
      return isObject(viewport) && viewport.width === 0 && viewport.height === 0
        ? changed(body, 'viewport', () => undefined)
        : body;
    }),
  },
  {
    name: 'viewport-zero-means-present',
    sentence: 'A width or height of 0 is not judged and means the present one.',
    clause: schema(`${WIDTH}/minimum`),
    how: zeroAsPresent,
  },
]);

/** A width that is kept in so many bits before it is judged. */
function wraps(side: (typeof SIDES)[number], bits: number): Row {
  const range = 2 ** bits;
  return {
    name: `integer-${side}-wraps-at-${bits}-bits`,
    sentence: `A ${side} is cut to ${bits} bits before it is judged.`,
    clause: schema(`BrowserViewport/properties/${side}/maximum`),
    how: readingMember(`viewport.${side}`, (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= range ? value % range : value,
    ),
  };
}

function roundedIfNear(value: Json): Json {
  return typeof value === 'number' && Math.abs(value - Math.round(value)) < 1e-6 ? Math.round(value) : value;
}

function onSides(body: JsonObject, change: Change): JsonObject {
  return SIDES.reduce((given, side) => {
    return changed(given, `viewport.${side}`, (value) => (value === undefined ? undefined : change(value)));
  }, body);
}

function zeroAsPresent(...[scene]: Parameters<How>): ReturnType<How> {
  let present = { width: 0, height: 0 };
  return {
    around: (call, answer) => {
      present = sessionOf(scene, call)?.viewport ?? present;
      return answer(call);
    },
    steps:
      reading((body) =>
        SIDES.reduce(
          (given, side) =>
            changed(given, `viewport.${side}`, (value) => (value === 0 ? present[side] : value)),
          body,
        ),
      )(scene).steps ?? {},
  };
}
