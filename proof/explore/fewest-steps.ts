/**
 * Leaves out of a list whatever it fails without just as well: halves first, then smaller and smaller parts, those at
 * the end first (delta debugging, as Zeller and Hildebrandt describe it).
 * @param all fails.
 * @param fails does this part of it fail, too?
 * @returns a part that fails, and of which no single one can be left out.
 */
export async function fewest<T>(
  all: readonly T[],
  fails: (part: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let kept = all;
  for (let size = Math.ceil(all.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = kept.length - size; from > -size; from -= size) {
      const start = Math.max(0, from);
      const part = [...kept.slice(0, start), ...kept.slice(from + size)];
      if (part.length < kept.length && (await fails(part))) kept = part;
    }
  }
  return kept;
}
