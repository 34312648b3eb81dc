import { expect } from 'chai';
import { collectCases } from '../../catalogue/collect-cases.js';
import type { CaseResult } from '../../report/record.js';
import { startLanes } from '../lanes.js';
import type { Meddling } from './meddler.js';
import { openApi } from './open-api.js';

/**
 * Runs cases one after the other against a stand-in, through a meddler.
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
    const lanes = startLanes(cases, 1, api.tools);
    const all = await Promise.all(ids.map((id) => lanes.result(id)));
    await lanes.finished;
    expect(api.standIn.activeBrowsers()).to.equal(left);
    return all;
  } finally {
    await api.close();
  }
}
