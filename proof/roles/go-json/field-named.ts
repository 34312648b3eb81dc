import type { GoType, Struct } from './go-type.js';

/** The field that a member of that name goes into: the one of that very name, or else the one that folds to the same. */
export function fieldNamed(struct: Struct, name: string): readonly [field: string, type: GoType] | undefined {
  const fields = Object.entries(struct.fields);
  return fields.find(([field]) => field === name) ?? fields.find(([field]) => folded(field) === folded(name));
}

/**
 * Folds case as far as names in ASCII are concerned: two signs of Unicode, the long s and the Kelvin sign, fold to an
 * ASCII letter. `toLowerCase` does more than that.
 */
function folded(name: string): string {
  return name
    .replaceAll('\u017f', 's')
    .replaceAll('\u212a', 'k')
    .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
