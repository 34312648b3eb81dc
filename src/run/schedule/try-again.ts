import type { ContractCase } from '../../model/case.js';
import type { Journal } from '../../model/events.js';
import { createFormOfReads } from '../case/form-of-reads.js';
import { startWorkers } from './workers.js';
import type { Tools } from '../case/tools.js';

/** So many causes are tried again, each in one of its cases; each takes a browser of its own. */
const MOST = 10;

/**
 * Tries each breach once more, on a fresh session of its own. Says only whether it happened again: the verdict stays,
 * since a contract that is broken now and then is broken.
 * @param isStopped was the run stopped? Then no further one is tried.
 */
export async function tryAgain(
  breached: readonly ContractCase[],
  tools: Tools,
  isStopped: () => boolean,
): Promise<void> {
  // The second try has a journal of its own: its cost counts, its verdict does not.
  const quiet: Journal = (event) => {
    if (event.type === 'exchange') tools.journal(event);
  };
  const left = breached.slice(0, MOST);
  const worker = async (): Promise<void> => {
    for (let testCase = left.shift(); testCase !== undefined && !isStopped(); testCase = left.shift()) {
      const workers = startWorkers([testCase], 1, {
        ...tools,
        journal: quiet,
        formOfReads: createFormOfReads(tools),
      });
      const { verdict, exchanges } = await workers.result(testCase.id);
      await workers.finished;
      for (const exchange of exchanges) tools.journal({ type: 'exchange', exchange });
      if (!['breach', 'pass', 'note', 'drift'].includes(verdict)) continue; // then it is not known
      tools.journal({
        type: 'reproduced',
        id: testCase.id,
        times: verdict === 'breach' ? '2 of 2' : '1 of 2',
      });
    }
  };
  await Promise.all(Array.from({ length: tools.settings.browsers }, worker));
}
