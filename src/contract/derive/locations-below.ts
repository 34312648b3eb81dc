import type { ContractDocument } from '../document.js';
import { isObject } from '../../model/json.js';
import { memberName, step } from './ids.js';
import { unknownName } from './objects.js';
import { childLocation, declaredNames, itemEntries, memberEntries, stated } from './location.js';
import type { Location } from './location.js';
import { nameMatching } from './texts.js';

/** Every location directly below another one that the document describes. */
export function locationsBelow(document: ContractDocument, location: Location): Location[] {
  return [
    ...members(document, location),
    ...otherMembers(document, location),
    ...items(document, location),
  ].filter((child) => child.parts.some((part) => !part.silent)); // only recurring schemas: a circle ends here
}

function members(document: ContractDocument, location: Location): Location[] {
  return declaredNames(location).flatMap((name) => {
    const as = { name: memberName(location, name), subject: name, step: name };
    return childLocation(document, location, as, memberEntries(location, name)) ?? [];
  });
}

/** Members that only a pattern or `additionalProperties` describes, each under a made-up name. */
function otherMembers(document: ContractDocument, location: Location): Location[] {
  const children: (Location | undefined)[] = [];
  const prefix = location.steps.length === 0 ? '' : `${location.name}.`;
  for (const pattern of stated(location, 'patternProperties').flatMap((map) =>
    Object.keys(isObject(map) ? map : {}),
  )) {
    const name = nameMatching(location, pattern);
    if (name === undefined) continue; // reported by the keyword's handler
    const as = { name: `${prefix}{${step(pattern)}}`, subject: 'member', step: name };
    children.push(childLocation(document, location, as, memberEntries(location, name)));
  }
  const name = unknownName(location);
  const as = { name: `${prefix}*`, subject: 'member', step: name };
  const described = location.parts.some(({ schema }) => isObject(schema.additionalProperties));
  if (described) children.push(childLocation(document, location, as, memberEntries(location, name)));
  return children.filter((child) => child !== undefined);
}

function items(document: ContractDocument, location: Location): Location[] {
  const as = { name: `${location.name}[]`, subject: 'item', step: '0' };
  return [childLocation(document, location, as, itemEntries(location))].filter(
    (child) => child !== undefined,
  );
}
