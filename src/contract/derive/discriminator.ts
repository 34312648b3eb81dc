import type { ContractDocument } from '../document.js';
import { isObject } from '../../model/json.js';
import { branchesOf } from './branches.js';
import { memberLocation } from './child-locations.js';
import { stated } from './location.js';
import type { Statement } from './variant.js';

/**
 * Why a `discriminator` has no cases of its own; undefined where the branches imply it: each lists the values that the
 * property has in it, so that the cases of the choice cover what the discriminator says.
 */
export function discriminatorReason(
  { location, part, value }: Statement,
  document: ContractDocument,
): string | undefined {
  const name = isObject(value) ? value.propertyName : undefined;
  if (typeof name !== 'string') return 'The value of discriminator is not valid for this keyword.';
  const branches = (['oneOf', 'anyOf'] as const).flatMap((keyword) =>
    branchesOf(document, { ...location, chosen: new Set() }, part, keyword),
  );
  const lists = branches.map((branch) => {
    const member = memberLocation(document, branch.location, name);
    return member !== undefined && [...stated(member, 'const'), ...stated(member, 'enum')].length > 0;
  });
  if (lists.length > 0 && lists.every(Boolean)) return undefined;
  return `The branches do not list the values of ${name}; that it chooses among them is not tried.`;
}
