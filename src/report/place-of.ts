import type { InventoryCase } from '../model/run-record.js';

/** Where the row of a case stands, in the form that editors and readers of stacks know: `specs/viewport.spec.ts:12:3`. */
export function placeOf({
  file,
  line,
  column,
}: Pick<InventoryCase, 'file' | 'line' | 'column'>): string | undefined {
  if (file === undefined) return undefined;
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
