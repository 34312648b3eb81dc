import type { ContractDocument } from '../document.js';
import { isObject } from '../../model/json.js';
import { memberName, step } from './ids.js';
import { unknownName } from './objects.js';
import { childPlace, declaredNames, itemEntries, memberEntries, stated } from './location.js';
import type { Place } from './location.js';
import { nameMatching } from './texts.js';

/** Every place directly below another one that the document says something about. */
export function placesBelow(document: ContractDocument, place: Place): Place[] {
  return [...members(document, place), ...otherMembers(document, place), ...items(document, place)].filter(
    (child) => child.parts.some((part) => !part.silent),
  ); // no statement is left there: a circle ends
}

function members(document: ContractDocument, place: Place): Place[] {
  return declaredNames(place).flatMap((name) => {
    const as = { name: memberName(place, name), subject: name, step: name };
    return childPlace(document, place, as, memberEntries(place, name)) ?? [];
  });
}

/** Members that only a pattern or `additionalProperties` describes, each under a name made for it. */
function otherMembers(document: ContractDocument, place: Place): Place[] {
  const children: (Place | undefined)[] = [];
  const prefix = place.steps.length === 0 ? '' : `${place.name}.`;
  for (const pattern of stated(place, 'patternProperties').flatMap((map) =>
    Object.keys(isObject(map) ? map : {}),
  )) {
    const name = nameMatching(place, pattern);
    if (name === undefined) continue; // reported by the keyword's handler
    const as = { name: `${prefix}{${step(pattern)}}`, subject: 'member', step: name };
    children.push(childPlace(document, place, as, memberEntries(place, name)));
  }
  const name = unknownName(place);
  const as = { name: `${prefix}*`, subject: 'member', step: name };
  const described = place.parts.some(({ schema }) => isObject(schema.additionalProperties));
  if (described) children.push(childPlace(document, place, as, memberEntries(place, name)));
  return children.filter((child) => child !== undefined);
}

function items(document: ContractDocument, place: Place): Place[] {
  const as = { name: `${place.name}[]`, subject: 'item', step: '0' };
  return [childPlace(document, place, as, itemEntries(place))].filter((child) => child !== undefined);
}
