import { isObject, type Json, type JsonObject } from '../../model/json.js';

/** The parts of a value that are kept: the whole, or some of its members. */
export interface Kept {
  isWhole: boolean;
  readonly members: Map<string, Kept>;
}

export function nothingKept(): Kept {
  return { isWhole: false, members: new Map() };
}

/** Keeps what a path leads to, as a whole. An array on the way is kept as a whole, too: items have no names. */
export function keep(kept: Kept, root: Json, path: readonly string[]): void {
  let here = kept;
  let value: Json | undefined = root;
  for (const step of path) {
    if (here.isWhole || Array.isArray(value)) break;
    const next: Kept = here.members.get(step) ?? nothingKept();
    here.members.set(step, next);
    here = next;
    value = isObject(value) ? value[step] : undefined;
  }
  here.isWhole = true;
}

/** A copy of a value with what is kept of it, in the same order. */
export function pruned(value: Json, kept: Kept): Json {
  if (kept.isWhole || !isObject(value)) return value;
  return pickedBy(value, (name, member) => {
    const inner = kept.members.get(name);
    return inner === undefined ? undefined : pruned(member, inner);
  });
}

/** A copy of an object with the members that are made from its own, in the same order; undefined leaves one out. */
export function pickedBy(
  object: JsonObject,
  made: (name: string, member: Json) => Json | undefined,
): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, member]): [string, Json][] => {
      const value = made(name, member);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
