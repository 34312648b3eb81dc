import type { ContractDocument } from '../../contract/document.js';
import { followRequirement } from '../../contract/followed-requirement.js';
import { isPinned } from '../../contract/pinned-document.js';
import { loadRequirements } from '../../contract/requirements.js';
import type { CheckName } from '../../model/finding.js';
import { whatChanged } from './follow-document.js';

/** The checks that hold answers to a single sentence, and to nothing that a schema states. */
const OF_ONE_SENTENCE: readonly CheckName[] = ['live-view-shown', 'uptime', 'derived-rate'];

const known = new WeakMap<ContractDocument, ReadonlyMap<CheckName, string>>();

/** The checks whose sentence the document in use has not, or has in other words: each with the reason. */
export function checksForPerson(document: ContractDocument): ReadonlyMap<CheckName, string> {
  const checks = known.get(document) ?? find(document);
  known.set(document, checks);
  return checks;
}

function find(document: ContractDocument): ReadonlyMap<CheckName, string> {
  if (isPinned(document)) return new Map();
  const found = OF_ONE_SENTENCE.flatMap((check) =>
    loadRequirements().flatMap((requirement) => {
      if (!requirement.checks.includes(check)) return [];
      const followed = followRequirement(requirement, document);
      return followed.change === 'none' ? [] : [[check, whatChanged(requirement, followed)] as const];
    }),
  );
  return new Map(found);
}
