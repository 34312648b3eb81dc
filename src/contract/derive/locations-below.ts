import type { ContractDocument } from '../document.js';
import { isObject } from '../../model/json.js';
import { step } from './ids.js';
import { itemLocation, memberEntries, memberLocation } from './child-locations.js';
import { childLocation, statedKeys, type Location } from './location.js';
import { unknownName } from './objects.js';
import { nameMatching } from './texts.js';

/** Every location directly below another one that the document describes. */
export function locationsBelow(document: ContractDocument, location: Location): Location[] {
  const members = statedKeys(location, 'properties').map((name) => memberLocation(document, location, name));
  const all = [...members, ...otherMembers(document, location), itemLocation(document, location, 0)];
  return all
    .filter((child) => child !== undefined)
    .filter((child) => child.parts.some((part) => !part.silent)); // only recurring schemas: a circle ends here
}

/** Members that only a pattern or `additionalProperties` describes, each under a made-up name. */
function otherMembers(document: ContractDocument, location: Location): (Location | undefined)[] {
  const prefix = location.steps.length === 0 ? '' : `${location.name}.`;
  const named = (idStep: string, name: string): Location | undefined => {
    const as = { name: `${prefix}${idStep}`, subject: 'member', step: name };
    return childLocation(document, location, as, memberEntries(location, name));
  };
  const matching = statedKeys(location, 'patternProperties').map((pattern) => {
    const name = nameMatching(location, pattern); // the keyword's handler reports where there is none
    return name === undefined ? undefined : named(`{${step(pattern)}}`, name);
  });
  const described = location.parts.some(({ schema }) => isObject(schema.additionalProperties));
  return described ? [...matching, named('*', unknownName(location))] : matching;
}
