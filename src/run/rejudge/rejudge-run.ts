import { at } from '../../contract/document.js';
import { declaredRanges, declaredStatuses } from '../../contract/declared-responses.js';
import { listed, type ContractCase } from '../../model/case.js';
import { forPerson } from '../../model/needs-person.js';
import type { CaseResult, InventoryCase } from '../../model/run-record.js';
import type { PastCase, PastRun } from '../../report/past-run.js';
import { revived } from '../../report/revived.js';
import type { RejudgedRun } from '../../report/rejudged-text.js';
import type { CompiledContract } from '../case/compiled-contract.js';
import { followDocument } from '../case/follow-document.js';
import { driftIn } from '../case/drift.js';
import { createFormOfReads } from '../case/form-of-reads.js';
import { resultOf, untried, type Judging } from '../case/verdict.js';
import { createRecordKeeper } from '../process/record-keeper.js';
import { recordingOf } from './recorded.js';
import { expectedBy, rejudgeCase, type Rejudging } from './rejudge-case.js';

/**
 * Judges the recorded exchanges of a run again, by a document that may be another than the run's own. Nothing is sent.
 * @param cases those of the suite.
 */
export function rejudgeRun(
  past: PastRun,
  cases: readonly ContractCase[],
  contract: CompiledContract,
  judging: Judging,
): RejudgedRun {
  const run = {
    ...past,
    results: past.results.map((one) => ({ ...one, exchanges: one.exchanges.map(revived) })),
    housekeeping: past.housekeeping.map(revived),
  };
  const tools: Rejudging = {
    ...contract,
    formOfReads: createFormOfReads(contract),
    recording: recordingOf(run),
  };
  const keeper = createRecordKeeper({
    ...{ runId: past.runId, suiteVersion: past.suiteVersion, target: past.target },
    environment: past.environment ?? past.target,
    ...{ isEmbedded: past.isEmbedded, startedAt: past.startedAt, requireAll: past.requireAll },
    ...(judging.strict ? { strict: true } : {}),
    document: { file: contract.document.file, hash: contract.document.hash },
    declaredStatuses: declaredStatuses(contract.document),
    declaredRanges: declaredRanges(contract.document),
    deviations: judging.deviations,
  });
  const { document } = contract;
  const byId = new Map(cases.map((testCase) => [testCase.id, followDocument(testCase, { document })]));
  const judged = run.results.map((one) => ({ one, testCase: byId.get(one.id) }));
  const wanted = judged.map(({ one, testCase }) => ({
    one,
    was: testCase,
    testCase: testCase === undefined ? undefined : expectedBy(testCase, one.exchanges, contract),
  }));
  const inventory = wanted.map(({ one, testCase }) =>
    testCase === undefined ? stranger(one) : listed(testCase),
  );
  keeper.apply({ type: 'inventory', cases: inventory, isWhole: past.isWhole });
  const answersAlone = new Map<string, number>();
  const noteAlone = (why: string): void => void answersAlone.set(why, (answersAlone.get(why) ?? 0) + 1);
  // The form of all reads is reported by one case: the last.
  const isOfReads = (testCase: ContractCase | undefined): boolean => testCase?.procedure === 'reads';
  for (const { one, testCase } of [
    ...wanted.filter((each) => !isOfReads(each.testCase)),
    ...wanted.filter((each) => isOfReads(each.testCase)),
  ]) {
    const result =
      testCase === undefined ? unknown(one) : resultFor(testCase, one, { tools, judging, noteAlone });
    for (const exchange of result.exchanges) {
      for (const drift of driftIn(exchange, tools, testCase)) {
        keeper.apply({ type: 'drift', drift, caseId: one.id });
      }
    }
    keeper.apply({ type: 'result', result });
  }
  if (!past.finished) {
    const sentence = 'The recorded run was cut short: what it did not record was not judged.';
    keeper.apply({ type: 'problem', problem: { kind: 'blocked', name: 'recording', sentence } });
  }
  keeper.apply({ type: 'end' });
  return {
    record: { ...keeper.record(), ms: past.ms },
    answersAlone,
    otherwise: wanted.flatMap(({ one, was, testCase }) => (was?.intent === testCase?.intent ? [] : [one.id])),
  };
}

interface How {
  readonly tools: Rejudging;
  readonly judging: Judging;
  readonly noteAlone: (why: string) => void;
}

function resultFor(testCase: ContractCase, past: PastCase, { tools, judging, noteAlone }: How): CaseResult {
  const { verdict, reason } = past;
  if (verdict === 'embedded only' || verdict === 'not verified')
    return untried(testCase, 'not verified', reason);
  if (verdict === 'blocked') return untried(testCase, 'blocked', reason);
  if (verdict === 'suite error') return untried(testCase, 'blocked', 'the run met a suite error in it');
  if (verdict === 'never ran') return untried(testCase, 'blocked', 'it never ran in the recorded run');
  if (testCase.needsPerson?.isRun === false) {
    return untried(testCase, 'not verified', forPerson(testCase.needsPerson.why));
  }
  if (at(tools.document, testCase.clause.pointer) === undefined) {
    return untried(
      testCase,
      'not verified',
      `the document in use says nothing at ${testCase.clause.pointer}`,
    );
  }
  const run = rejudgeCase(testCase, past, tools);
  if (run.answersAlone !== undefined) noteAlone(run.answersAlone);
  return resultOf(testCase, run, past.ms, judging);
}

/** A case that the suite does not have any more, or a test in plain Mocha. */
function stranger({ id, group, sentence, intent, clause, expected }: PastCase): InventoryCase {
  return { id, group, sentence, intent, clause, subject: id, statuses: expected, isReadBack: false };
}

function unknown({ id }: PastCase): CaseResult {
  const obstacle = 'the suite has no such case by the document of its settings';
  return { id, verdict: 'not verified', findings: [], exchanges: [], obstacle, ms: 0 };
}
