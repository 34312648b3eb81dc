import path from 'node:path';
import type { ContractDocument } from './document.js';
import { loadDocument } from './load-document.js';

/** The document that the requirements, and with them the hand-written cases, were written for. */
const PINNED = path.resolve(__dirname, '../../openapi/kernel-patch-browser.openapi.yaml');

let pinned: ContractDocument | undefined;

/** @throws Error in a whole sentence when it cannot be read. */
export function pinnedDocument(): ContractDocument {
  pinned ??= loadDocument(PINNED);
  return pinned;
}

/** Is it the pinned document, wherever it was read from? */
export function isPinned(document: ContractDocument): boolean {
  return path.resolve(document.file) === PINNED || document.hash === pinnedDocument().hash;
}
