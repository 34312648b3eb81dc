import { itemCountVariants, uniqueVariants, unknownItemVariants } from './arrays.js';
import { choiceVariants, notVariants } from './choices.js';
import { constVariants, enumVariants } from './constants.js';
import { boundVariants, multipleVariants } from './numbers.js';
import {
  countVariants,
  forbiddenMemberVariants,
  patternPropertiesVariants,
  requiredVariants,
  unknownMemberVariants,
} from './objects.js';
import { memberNameVariants } from './member-names.js';
import { formatVariants, lengthVariants, patternVariants } from './strings.js';
import { nullableVariants, typeVariants } from './types.js';
import { readOnlyVariants } from './read-only.js';
import type { Handler } from './variant.js';

/** Derives the cases of each keyword. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  type: typeVariants,
  nullable: nullableVariants,
  enum: enumVariants,
  const: constVariants,
  minimum: boundVariants,
  maximum: boundVariants,
  exclusiveMinimum: boundVariants,
  exclusiveMaximum: boundVariants,
  multipleOf: multipleVariants,
  minLength: lengthVariants,
  maxLength: lengthVariants,
  pattern: patternVariants,
  format: formatVariants,
  required: requiredVariants,
  properties: forbiddenMemberVariants,
  patternProperties: patternPropertiesVariants,
  additionalProperties: unknownMemberVariants,
  minProperties: countVariants,
  maxProperties: countVariants,
  propertyNames: memberNameVariants,
  minItems: itemCountVariants,
  maxItems: itemCountVariants,
  uniqueItems: uniqueVariants,
  items: unknownItemVariants,
  oneOf: choiceVariants,
  anyOf: choiceVariants,
  not: notVariants,
  readOnly: readOnlyVariants,
};

/** Keywords that state nothing themselves: cases are derived from the schemas that they hold. */
const TRANSPARENT: ReadonlySet<string> = new Set(['$ref', 'allOf']);

/**
 * Are cases derived from the keyword, or from the schemas that it holds? Those that the request bodies of public APIs
 * do not use (`contains`, `if`, `dependentRequired`, `prefixItems`, `unevaluated…`) have no handler.
 */
export function isDerived(keyword: string): boolean {
  return Object.hasOwn(HANDLERS, keyword) || TRANSPARENT.has(keyword);
}
