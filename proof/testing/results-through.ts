import { expect } from 'chai';
import { collectCases } from '../../src/run/process/collect-cases.js';
import { listed, type ContractCase } from '../../src/model/case.js';
import { caseBlock } from '../../src/report/case-block.js';
import { reasonOf } from '../../src/report/reason-of.js';
import type { CaseResult } from '../../src/model/run-record.js';
import { startWorkers } from '../../src/run/schedule/workers.js';
import type { Meddling } from './tampering-proxy.js';
import { openApi } from './open-api.js';

/** A result with what a report says of it. */
export interface ReportedResult extends CaseResult {
  readonly reason: string;
  readonly block: string;
}

/** A result of one of the cases, as a report shows it. */
function reported(result: CaseResult, cases: readonly ContractCase[]): ReportedResult {
  const testCase = cases.find(({ id }) => id === result.id);
  if (testCase === undefined) throw new Error(`There is no case ${result.id}.`);
  const block = caseBlock(listed(testCase), result);
  return { ...result, reason: reasonOf(result, testCase.intent), block };
}

/**
 * Runs cases one after the other against a reference server, through a tampering proxy.
 * @param left how many browsers must be there afterwards.
 */
export async function resultsThrough(
  ids: readonly string[],
  meddling: Meddling,
  left = 0,
): Promise<ReportedResult[]> {
  const api = await openApi(meddling);
  try {
    const cases = collectCases().filter(({ id }) => ids.includes(id));
    expect(cases.map(({ id }) => id)).to.have.members([...ids]);
    const workers = startWorkers(cases, 1, api.tools);
    const all = await Promise.all(ids.map((id) => workers.result(id)));
    await workers.finished;
    expect(api.referenceServer.activeBrowsers()).to.equal(left);
    return all.map((result) => reported(result, cases));
  } finally {
    await api.close();
  }
}
