import type { GoValue } from './read-value.js';

/** What becomes of a value in a field without members; undefined where it has the wrong type. */
export function scalar(
  type: 'string' | 'int' | 'bool',
  value: GoValue,
): string | number | boolean | undefined {
  if (type === 'string') return value.kind === 'string' ? value.text : undefined;
  if (type === 'bool') return value.kind === 'bool' ? value.value : undefined;
  return value.kind === 'number' ? integer(value.text) : undefined;
}

/** An int has 64 bits and is written in digits alone: Go refuses `1.0` and `1e3`. */
function integer(text: string): number | undefined {
  if (!/^-?\d{1,19}$/.test(text)) return undefined;
  const exact = BigInt(text);
  return BigInt.asIntN(64, exact) === exact ? Number(exact) : undefined;
}
