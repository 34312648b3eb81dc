import { containsVariants, itemCountVariants, uniqueVariants, unknownItemVariants } from './arrays.js';
import { choiceVariants, notVariants } from './choices.js';
import { constVariants, enumVariants } from './constants.js';
import { boundVariants, multipleVariants } from './numbers.js';
import {
  countVariants,
  dependentVariants,
  forbiddenMemberVariants,
  nameVariants,
  requiredVariants,
  unknownMemberVariants,
} from './objects.js';
import { formatVariants, lengthVariants, patternVariants } from './strings.js';
import { nullableVariants, typeVariants } from './types.js';
import type { Handler } from './variant.js';

/**
 * Who derives cases from which keyword. The understood ones that are missing here (`$ref`, `allOf`, `if` …)
 * say nothing themselves: the schemas they hold are visited, and these say it.
 */
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
  additionalProperties: unknownMemberVariants,
  unevaluatedProperties: unknownMemberVariants,
  minProperties: countVariants,
  maxProperties: countVariants,
  dependentRequired: dependentVariants,
  propertyNames: nameVariants,
  minItems: itemCountVariants,
  maxItems: itemCountVariants,
  uniqueItems: uniqueVariants,
  contains: containsVariants,
  minContains: containsVariants,
  maxContains: containsVariants,
  items: unknownItemVariants,
  unevaluatedItems: unknownItemVariants,
  oneOf: choiceVariants,
  anyOf: choiceVariants,
  not: notVariants,
};
