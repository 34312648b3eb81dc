const SUGGESTED = 3;

/** The names most like an unknown one, to suggest what was meant. */
export function closestNames(name: string, names: readonly string[]): string[] {
  return names
    .map((candidate) => ({ candidate, far: letterDistance(name, candidate) }))
    .sort((one, other) => one.far - other.far)
    .slice(0, SUGGESTED)
    .map(({ candidate }) => candidate);
}

/**
 * How many letters have to be put in, taken out or replaced to turn one text into the other (Levenshtein).
 * @param most from here on, the distance is of no interest: the result is only known to be greater.
 */
export function letterDistance(from: string, to: string, most = Infinity): number {
  let row = Array.from({ length: to.length + 1 }, (_, count) => count);
  for (const [place, letter] of from.split('').entries()) {
    const next = [place + 1];
    for (const [index, other] of to.split('').entries()) {
      const replaced = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
    if (Math.min(...row) > most) return most + 1;
  }
  return row.at(-1) ?? 0;
}
