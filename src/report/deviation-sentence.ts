import type { DeviationProblem } from '../model/deviations.js';

const MOST_IDS = 5;

/** Why an entry of the known deviations makes a run red, and what to do. */
export function deviationSentence(problem: DeviationProblem): string {
  const { cause, until, owner, issue } = problem.entry;
  switch (problem.kind) {
    case 'expired':
      return `${cause} was accepted until ${until} (${owner}, ${issue}): fix it, or accept it again.`;
    case 'repaired':
      return `${cause} no longer occurs: remove its entry.`;
    case 'no such case':
      return `${cause} was accepted in cases that do not exist: ${ids(problem.cases)}.`;
    case 'spread':
      return `${cause} has spread to ${ids(problem.cases)}.`;
  }
}

function ids(cases: readonly string[]): string {
  const shown = cases.slice(0, MOST_IDS).join(', ');
  return cases.length > MOST_IDS ? `${shown} and ${cases.length - MOST_IDS} more` : shown;
}
