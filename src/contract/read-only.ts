import type { Json } from '../model/json.js';
import type { ContractDocument } from './document.js';
import { statedAt } from './schema-locations.js';

/** The required members that requests have to bring: `readOnly` ones are for answers, where `required` counts. */
export function ofRequests(document: ContractDocument, schema: string, required: readonly Json[]): Json[] {
  return required.filter(
    (name) => typeof name !== 'string' || statedAt(document, schema, [name], 'readOnly') !== true,
  );
}
