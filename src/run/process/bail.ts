import type Mocha from 'mocha';
import type { Journal } from '../../model/events.js';
import { endsRun } from './contract-run.js';

/**
 * Mocha bails at any test that fails, also at one whose case could not be judged: it is made to bail only once a result
 * is to end the run.
 */
export function bailingAtBreach(root: Mocha.Suite, write: Journal): Journal {
  setBail(root, false);
  return (event) => {
    write(event);
    if (event.type === 'result' && endsRun(event.result)) setBail(root, true);
  };
}

function setBail(suite: Mocha.Suite, bails: boolean): void {
  suite.bail(bails);
  for (const inner of suite.suites) setBail(inner, bails);
}
