import type { Json } from '../../model/json.js';
import { stated, type Location } from './location.js';

/** The types that a location's parts leave open; where none is stated, those that its other keywords apply to. */
export function typesOf(location: Location): string[] {
  const lists = stated(location, 'type').map((type) => (Array.isArray(type) ? type : [type]));
  const all = ['object', 'array', 'integer', 'number', 'string', 'boolean', 'null'];
  if (lists.length > 0) {
    const holds = (list: Json[], type: string): boolean =>
      list.includes(type) || (type === 'integer' && list.includes('number'));
    return all.filter((type) => lists.every((list) => holds(list, type)));
  }
  const speaksOf = (keywords: string[]): boolean =>
    keywords.some((keyword) => stated(location, keyword).length > 0);
  const spoken = [
    ...(speaksOf(['properties', 'required', 'additionalProperties', 'patternProperties']) ||
    speaksOf(['minProperties', 'maxProperties'])
      ? ['object']
      : []),
    ...(speaksOf(['items', 'minItems', 'maxItems', 'uniqueItems']) ? ['array'] : []),
    ...(speaksOf(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'])
      ? ['number']
      : []),
    ...(speaksOf(['minLength', 'maxLength', 'pattern', 'format']) ? ['string'] : []),
  ];
  return spoken.length > 0 ? spoken : ['string', 'integer', 'object', 'array', 'boolean', 'null'];
}
