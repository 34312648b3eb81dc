import { collectCases } from '../run/process/collect-cases.js';

/** The ids of all cases; none where the document cannot be used: a run reports what is wrong with it. */
export function caseIds(): string[] {
  try {
    return collectCases().map(({ id }) => id);
  } catch {
    return [];
  }
}
