/** Pseudo-random numbers that depend only on their seed and key. */
export interface Random {
  /** A whole number from 0 to below `count`; the same key gives the same number. */
  below(count: number, key: string): number;
}

/** Numbers drawn from a seed: the same seed always gives the same body, whatever else is derived. */
export function seeded(seed: string): Random {
  return { below: (count, key) => hash(`${seed}|${key}`) % count };
}

/** A hash of a string, as six hexadecimal digits. */
export function digest(text: string): string {
  return hash(text).toString(16).padStart(8, '0').slice(-6);
}

/** FNV-1a with a final mixing step: without it, strings that differ only at the end give close numbers. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** The same source of numbers with other outcomes. */
export function resalted(random: Random, salt: string): Random {
  return { below: (count, key) => random.below(count, `${salt}~${key}`) };
}
