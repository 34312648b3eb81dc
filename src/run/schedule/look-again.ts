import type { ContractCase } from '../../model/case.js';
import { showsSession, type Exchange } from '../../model/exchange.js';
import type { Journal } from '../../model/events.js';
import { byImportance } from '../../model/finding.js';
import type { CaseResult } from '../../model/run-record.js';
import { createFormOfReads } from '../case/form-of-reads.js';
import { isAnswerLost, type OutageKind, type Outages } from '../case/outages.js';
import { createPatience } from '../case/patience.js';
import type { Tools } from '../case/tools.js';
import { judgingOf, resultOf } from '../case/verdict.js';
import { startWorkers } from './workers.js';

/**
 * Looks once more, on a fresh session each, at the cases that an outage kept from being judged. This time nothing is
 * borne with. An edge that answers the same is a breach; where it does not, the case stays blocked, since no second try
 * makes a run green. A lost answer said nothing at all: what the second try says counts. One that is lost in three tries
 * while reads and other updates are answered is no accident: the API breaks down over the request.
 */
export async function lookAgain(outages: Outages, tools: Tools, isStopped: () => boolean): Promise<void> {
  const quiet: Journal = (event) => {
    if (event.type === 'exchange') tools.journal(event);
  };
  for (const { kind, testCase } of outages.taken) {
    if (isStopped()) return;
    const again = async (): Promise<CaseResult> => {
      const workers = startWorkers([testCase], 1, {
        ...tools,
        outages: undefined,
        journal: quiet,
        formOfReads: createFormOfReads(tools),
        patience: createPatience(),
      });
      const result = await workers.result(testCase.id);
      await workers.finished;
      return result;
    };
    const note = ({ exchanges }: CaseResult): void => {
      for (const exchange of exchanges) tools.journal({ type: 'exchange', exchange });
    };
    let result = await again();
    const mayTellMore = wasLost(kind) && result.verdict === 'blocked' && outages.areUpdatesAnswered();
    if (mayTellMore && unanswered(testCase, result) !== undefined && !isStopped()) {
      note(result);
      result = await again();
      const exchange = unanswered(testCase, result);
      if (exchange !== undefined && result.verdict === 'blocked')
        result = withoutAnswer(testCase, result, exchange, tools);
    }
    if (counts(kind, result)) tools.journal({ type: 'result', result });
    else note(result);
  }
}

/** Only what was lost the first time, too, is lost in three tries. */
function wasLost(kind: OutageKind): boolean {
  return kind === 'lost' || kind === 'lost on a kept connection';
}

/** The update that was not answered, though a read of the session was. */
function unanswered({ isForEdge }: ContractCase, { exchanges }: CaseResult): Exchange | undefined {
  const isAlive = exchanges.some((exchange) => exchange.purpose === 'read' && showsSession(exchange));
  return isAlive && isForEdge !== true ? exchanges.find(isAnswerLost) : undefined;
}

function withoutAnswer(
  testCase: ContractCase,
  { exchanges, findings: others }: CaseResult,
  exchange: Exchange,
  tools: Tools,
): CaseResult {
  const clause = tools.answers.clauseOf(testCase.statuses[0] ?? 200);
  const details = { problem: 'no answer' } as const;
  const framing = { check: 'framing', severity: 'breach', clause, exchange, details } as const;
  const findings = byImportance([framing, ...others]);
  return resultOf(testCase, { exchanges, findings }, 0, judgingOf(tools));
}

function counts(kind: OutageKind, { verdict }: CaseResult): boolean {
  if (kind === 'edge') return verdict === 'breach' || verdict === 'known';
  return !['blocked', 'not verified', 'suite error'].includes(verdict);
}
