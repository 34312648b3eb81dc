import { stated, type Location } from './location.js';

const TYPES = ['object', 'array', 'integer', 'number', 'string', 'boolean', 'null'];

/** The keywords that apply to one type of value only. */
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  object: [
    ...['properties', 'patternProperties', 'additionalProperties'],
    ...['required', 'minProperties', 'maxProperties'],
  ],
  array: ['items', 'minItems', 'maxItems', 'uniqueItems'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  string: ['minLength', 'maxLength', 'pattern', 'format'],
};

/** The types that a location's parts leave open; where none is stated, those that its other keywords apply to. */
export function typesOf(location: Location): string[] {
  const lists = stated(location, 'type').map((type) => [type].flat());
  if (lists.length > 0) {
    return TYPES.filter((type) =>
      lists.every((list) => list.includes(type) || (type === 'integer' && list.includes('number'))),
    );
  }
  const implied = Object.keys(OF_TYPE).filter((type) =>
    OF_TYPE[type]?.some((keyword) => stated(location, keyword).length > 0),
  );
  return implied.length > 0 ? implied : TYPES.filter((type) => type !== 'number');
}
