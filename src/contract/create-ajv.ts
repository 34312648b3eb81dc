import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject } from '../model/json.js';
import { isDateTime } from './date-time.js';
import { guardedPattern, isEndless } from './guarded-pattern.js';

/**
 * A text fits a pattern that ECMA-262 does not allow, and one whose test takes for ever: neither says anything against
 * the text.
 */
const regExp = Object.assign(
  (pattern: string) => ({
    test: (text: string) => guardedPattern(pattern)?.test(text) !== false || isEndless(pattern),
    toString: () => pattern, // by which Ajv tells patterns apart
  }),
  { code: 'new RegExp' },
);

/**
 * An Ajv for JSON Schema 2020-12 that reports every error and checks formats, with date-times of RFC 3339. A member that
 * every object of JavaScript has by birth, such as `toString`, is there only where the value brings its own.
 */
export function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    logger: false,
    ownProperties: true,
    code: { regExp },
    ...options,
  });
  addFormats(ajv);
  ajv.addFormat('date-time', isDateTime); // ajv-formats accepts a space for the T
  return ajv;
}

/**
 * Rewrites the boolean bounds of OpenAPI 3.0 in a schema of its own: `minimum: 5, exclusiveMinimum: true` is
 * `exclusiveMinimum: 5` in JSON Schema 2020-12.
 */
export function rewriteExclusiveBounds(schema: JsonObject): void {
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const isStrict = schema[exclusive];
    const limit = schema[bound];
    if (typeof isStrict !== 'boolean') continue;
    Reflect.deleteProperty(schema, exclusive);
    if (!isStrict || limit === undefined) continue;
    schema[exclusive] = limit;
    Reflect.deleteProperty(schema, bound);
  }
}
