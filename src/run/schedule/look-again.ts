import type { Journal } from '../../model/events.js';
import type { CaseResult } from '../../model/run-record.js';
import { createFormOfReads } from '../case/form-of-reads.js';
import type { OutageKind, Outages } from '../case/outages.js';
import { createPatience } from '../case/patience.js';
import type { Tools } from '../case/tools.js';
import { startWorkers } from './workers.js';

/**
 * Looks once more, on a fresh session each, at the cases that an outage kept from being judged. This time nothing is
 * borne with. An edge that answers the same is a breach; where it does not, the case stays blocked, since no second try
 * makes a run green. A lost answer said nothing at all: what the second try says counts.
 */
export async function lookAgain(outages: Outages, tools: Tools, isStopped: () => boolean): Promise<void> {
  const quiet: Journal = (event) => {
    if (event.type === 'exchange') tools.journal(event);
  };
  for (const { kind, testCase } of outages.taken) {
    if (isStopped()) return;
    const workers = startWorkers([testCase], 1, {
      ...{
        ...tools,
        outages: undefined,
        journal: quiet,
        formOfReads: createFormOfReads(tools),
        patience: createPatience(),
      },
    });
    const result = await workers.result(testCase.id);
    await workers.finished;
    if (counts(kind, result)) tools.journal({ type: 'result', result });
    else for (const exchange of result.exchanges) tools.journal({ type: 'exchange', exchange });
  }
}

function counts(kind: OutageKind, { verdict }: CaseResult): boolean {
  if (kind === 'edge') return verdict === 'breach' || verdict === 'known';
  return !['blocked', 'not verified', 'suite error'].includes(verdict);
}
