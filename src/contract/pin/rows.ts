import type { ContractCase } from '../../model/case.js';
import type { Clause } from '../../model/clause.js';
import type { ContractDocument } from '../document.js';
import { followRequirement } from '../followed-requirement.js';
import { loadRequirements, type Requirement } from '../requirements.js';

/** A clause that rows by hand rest on, and that another document does not have as it was: a person has to decide. */
export interface OpenClause {
  readonly clause: Clause;
  /** `gone`: there is no such place. `reworded`: no such sentence. `changed`: the schema states something else. */
  readonly why: 'gone' | 'reworded' | 'changed';
  /** The ids of the rows. */
  readonly rows: readonly string[];
}

/**
 * The clauses, with their rows, that a person has to look at before the rows hold for a newer document: by place, as a run
 * by that document follows them.
 */
export function rowsNeedingAPerson(rows: readonly ContractCase[], after: ContractDocument): OpenClause[] {
  return loadRequirements().flatMap((requirement) => {
    const { id, pointer, text } = requirement;
    const resting = rows.filter(({ source, clause }) => source === 'hand' && clause.id === id);
    const why = resting.length === 0 ? undefined : reasonFor(requirement, after);
    return why === undefined
      ? []
      : [{ clause: { id, pointer, text }, why, rows: resting.map((row) => row.id) }];
  });
}

function reasonFor(requirement: Requirement, after: ContractDocument): OpenClause['why'] | undefined {
  const { change } = followRequirement(requirement, after);
  if (change !== 'reworded') return change === 'none' ? undefined : change;
  return requirement.isSentence ? 'reworded' : 'changed';
}
