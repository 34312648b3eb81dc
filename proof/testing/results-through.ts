import { expect } from 'chai';
import { collectCases } from '../../src/run/process/collect-cases.js';
import type { CaseResult } from '../../src/model/run-record.js';
import { startWorkers } from '../../src/run/schedule/workers.js';
import type { Meddling } from './tampering-proxy.js';
import { openApi } from './open-api.js';

/**
 * Runs cases one after the other against a reference server, through a tampering proxy.
 * @param left how many browsers must be there afterwards.
 */
export async function resultsThrough(
  ids: readonly string[],
  meddling: Meddling,
  left = 0,
): Promise<CaseResult[]> {
  const api = await openApi(meddling);
  try {
    const cases = collectCases().filter(({ id }) => ids.includes(id));
    expect(cases.map(({ id }) => id)).to.have.members([...ids]);
    const workers = startWorkers(cases, 1, api.tools);
    const all = await Promise.all(ids.map((id) => workers.result(id)));
    await workers.finished;
    expect(api.referenceServer.activeBrowsers()).to.equal(left);
    return all;
  } finally {
    await api.close();
  }
}
