import type { ContractDocument } from '../../contract/document.js';
import { loadDocument } from '../../contract/load-document.js';
import { currentSettings } from '../../settings/environment.js';

let ofSettings: ContractDocument | undefined;
let other: ContractDocument | undefined;

/** The document that specs make their cases for. */
export function documentInUse(): ContractDocument {
  if (other !== undefined) return other;
  ofSettings ??= loadDocument(currentSettings().document);
  return ofSettings;
}

/** Does something with another document in use. */
export function withDocument<T>(document: ContractDocument, use: () => T): T {
  const before = other;
  other = document;
  try {
    return use();
  } finally {
    other = before;
  }
}
