/** Do these members of an object all have this type? */
export function haveType(
  value: Readonly<Record<string, unknown>>,
  type: 'string' | 'number' | 'boolean',
  ...names: string[]
): boolean {
  return names.every((name) => typeof value[name] === type);
}

/** Is it a list of nothing but such items? */
export function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}
