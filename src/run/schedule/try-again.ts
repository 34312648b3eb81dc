import { takesSecondSession, type ContractCase } from '../../model/case.js';
import { causesIn } from '../../model/causes-in.js';
import type { Journal } from '../../model/events.js';
import type { CaseResult } from '../../model/run-record.js';
import type { Verdict } from '../../model/verdict.js';
import { createFormOfReads } from '../case/form-of-reads.js';
import { createPatience } from '../case/patience.js';
import type { Breach } from './breached.js';
import { createTurns } from './turns.js';
import { startWorkers } from './workers.js';
import type { Tools } from '../case/tools.js';

/** So many cases are tried again; each takes a browser of its own. */
export const MOST_SECOND_TRIES = 10;

/**
 * Tries each breach once more, on a fresh session of its own. Says only whether its causes showed again: the verdict
 * stays, since a contract that is broken now and then is broken.
 * @param isStopped was the run stopped? Then no further one is tried.
 */
export async function tryAgain(
  breaches: readonly Breach[],
  tools: Tools,
  isStopped: () => boolean,
): Promise<void> {
  // The second try has a journal of its own: its cost counts, its verdict does not.
  const quiet: Journal = (event) => {
    if (event.type === 'exchange') tools.journal(event);
  };
  const left = breaches.slice(0, MOST_SECOND_TRIES);
  /** Each holds one browser while it waits for the second: with others like it, it might wait for ever. */
  const takingTwo = createTurns();
  const again = async (testCase: ContractCase): Promise<CaseResult> => {
    const workers = startWorkers([testCase], 1, {
      ...tools,
      journal: quiet,
      formOfReads: createFormOfReads(tools),
      patience: createPatience(), // what lagged for too long the first time may be in time now
    });
    const result = await workers.result(testCase.id);
    await workers.finished;
    return result;
  };
  const worker = async (): Promise<void> => {
    for (let breach = left.shift(); breach !== undefined && !isStopped(); breach = left.shift()) {
      const { testCase, causes } = breach;
      const run = (): Promise<CaseResult> => again(testCase);
      const result = await (takesSecondSession(testCase) ? takingTwo.run(run) : run());
      for (const exchange of result.exchanges) tools.journal({ type: 'exchange', exchange });
      if (!JUDGED.includes(result.verdict)) continue; // then it is not known
      const seen = causesIn(result, testCase.subject);
      const times = causes.every((cause) => seen.has(cause)) ? '2 of 2' : '1 of 2';
      tools.journal({ type: 'reproduced', id: testCase.id, times });
    }
  };
  await Promise.all(Array.from({ length: tools.settings.browsers }, worker));
}

const JUDGED: readonly Verdict[] = ['breach', 'known', 'pass', 'note', 'drift'];
