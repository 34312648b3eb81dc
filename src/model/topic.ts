import type { InventoryCase } from './run-record.js';

/** The field, status or rule that a case belongs to, as people speak of it: `viewport`, `whole updates`, `404 Not Found`. */
export function topicOf({ group, id }: Pick<InventoryCase, 'group' | 'id'>): string {
  const [outer = ''] = group.split(' / ');
  return outer === '' ? (id.split('/')[0] ?? id) : outer;
}
