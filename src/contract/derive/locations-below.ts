import type { ContractDocument } from '../document.js';
import { isObject, type Json } from '../../model/json.js';
import { memberName, step } from './ids.js';
import { unknownName } from './objects.js';
import {
  childPlace,
  declaredNames,
  inside,
  itemEntries,
  memberEntries,
  stated,
  statedNumbers,
} from './location.js';
import type { Entry, Place } from './location.js';
import { seeded } from './random.js';
import type { Sampler } from './sample.js';
import { textsOf } from './texts.js';

/** Every place directly below another one that the document says something about. */
export function placesBelow(document: ContractDocument, place: Place, sampler: Sampler): Place[] {
  return [
    ...members(document, place),
    ...otherMembers(document, place, sampler),
    ...items(document, place),
  ].filter((child) => child.parts.some((part) => !part.silent)); // nothing to tell there: a circle ends
}

function members(document: ContractDocument, place: Place): Place[] {
  return declaredNames(place).flatMap((name) => {
    const as = { name: memberName(place, name), subject: name, step: name };
    return childPlace(document, place, as, memberEntries(place, name)) ?? [];
  });
}

/** Members that only a pattern or `additionalProperties` describes, each under a name made for it. */
function otherMembers(document: ContractDocument, place: Place, sampler: Sampler): Place[] {
  const children: (Place | undefined)[] = [];
  const prefix = place.steps.length === 0 ? '' : `${place.name}.`;
  for (const pattern of stated(place, 'patternProperties').flatMap((map) =>
    Object.keys(isObject(map) ? map : {}),
  )) {
    const blank = { ...place, parts: [] };
    const name = [...textsOf(blank, seeded(pattern), pattern)].find((text) => new RegExp(pattern).test(text));
    if (name === undefined) continue;
    const as = { name: `${prefix}{${step(pattern)}}`, subject: 'member', step: name };
    children.push(childPlace(document, place, as, memberEntries(place, name)));
  }
  const name = freeName(document, place, sampler);
  const as = { name: `${prefix}*`, subject: 'member', step: name };
  const described = place.parts.some(({ schema }) => isObject(schema.additionalProperties));
  if (described) children.push(childPlace(document, place, as, memberEntries(place, name)));
  return children.filter((child) => child !== undefined);
}

function freeName(document: ContractDocument, place: Place, sampler: Sampler): string {
  const entries = place.parts.flatMap((part): Entry[] =>
    isObject(part.schema.propertyNames) ? [inside(part, 'propertyNames')] : [],
  );
  const names = childPlace(document, place, { name: 'names', subject: 'name', step: '' }, entries);
  const made: Json | undefined = names === undefined ? undefined : sampler.plain(names, seeded(place.name));
  return typeof made === 'string' ? made : unknownName(place);
}

function items(document: ContractDocument, place: Place): Place[] {
  const fixed = Math.max(
    0,
    ...stated(place, 'prefixItems').map((list) => (Array.isArray(list) ? list.length : 0)),
  );
  // An item that `contains` counts on cannot be broken alone, so the one under test comes behind those.
  const counted =
    stated(place, 'contains').length > 0 ? Math.max(1, ...statedNumbers(place, 'minContains')) : 0;
  const children = Array.from({ length: fixed + 1 }, (_, index) => {
    const name = index < fixed ? `${place.name}[${index}]` : `${place.name}[]`;
    const step = index < fixed ? index : fixed + counted;
    return childPlace(
      document,
      place,
      { name, subject: 'item', step: String(step) },
      itemEntries(place, step),
    );
  });
  return children.filter((child) => child !== undefined);
}
