import type { ContractDocument } from '../../src/contract/document.js';
import { followRequirement } from '../../src/contract/followed-requirement.js';
import { isPinned } from '../../src/contract/pinned-document.js';
import { loadRequirements } from '../../src/contract/requirements.js';
import { MODEL_REQUIREMENTS } from './model.js';

/** So many of them are named. */
const MOST_NAMED = 3;

/**
 * Why the model does not speak of a document, as a part of a sentence: it was written down from sentences of the pinned
 * one, and nobody has said yet that others mean the same.
 */
export function whyModelFails(document: ContractDocument): string | undefined {
  if (isPinned(document)) return undefined;
  const changed = loadRequirements().filter(
    (one) => MODEL_REQUIREMENTS.includes(one.id) && followRequirement(one, document).change !== 'none',
  );
  if (changed.length === 0) return undefined;
  const more = changed.length - MOST_NAMED;
  const named = changed.slice(0, MOST_NAMED).map(({ text }) => `"${text}"`);
  const all = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return `the model rests on what the document in use does not say, or says in other words: ${all}`;
}

/** Where the document in use says what a requirement of the pinned one does; undefined where it does not. */
export function clauseIn(document: ContractDocument, id: string): string | undefined {
  const requirement = loadRequirements().find((one) => one.id === id);
  if (requirement === undefined) return undefined;
  if (isPinned(document)) return requirement.pointer;
  const { change, pointer } = followRequirement(requirement, document);
  return change === 'none' ? pointer : undefined;
}
