import { expect } from 'chai';
import { openApi } from '../../../proof/testing/open-api.js';
import type { CaseResult } from '../../model/run-record.js';
import { collectCases } from '../process/collect-cases.js';
import { startWorkers } from './workers.js';

/** What became of these cases where some creations of browsers are answered with a status. */
async function ran(
  ids: RegExp,
  status: number,
  isRefused: (body: string, active: number) => boolean,
  count = 1,
): Promise<{ readonly results: readonly CaseResult[]; readonly refusals: number }> {
  let refusals = 0;
  const api = await openApi({
    request: ({ method, path, body }) => {
      if (method !== 'POST' || path !== '/browsers') return undefined;
      if (!isRefused(body, api.referenceServer.activeBrowsers())) return undefined;
      refusals += 1;
      return {
        status,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: 'refused', message: 'Refused by the test.' }),
      };
    },
  });
  try {
    const cases = collectCases().filter(({ id }) => ids.test(id));
    const workers = startWorkers(cases, count, api.tools);
    await workers.finished;
    return { results: await Promise.all(cases.map(({ id }) => workers.result(id))), refusals };
  } finally {
    await api.close();
  }
}

describe('the workers', () => {
  it('give up a kind of session alone where five of its set-ups in a row are refused', async () => {
    const isStealth = (body: string): boolean => body.includes('"stealth":true');
    const { results, refusals } = await ran(/^(?:stealth|headful)\//, 500, isStealth);
    expect(refusals).to.equal(5);
    const stealth = results.filter(({ id }) => id.startsWith('stealth/'));
    expect(stealth.length).to.be.above(5);
    expect(new Set(stealth.map(({ verdict }) => verdict))).to.deep.equal(new Set(['blocked']));
    const untried = stealth.filter(({ obstacle }) =>
      obstacle?.startsWith('not tried, since 5 cases on this kind of session in a row could not be judged'),
    );
    expect(untried).to.have.length(stealth.length - 5);
    const headful = results.filter(({ id }) => id.startsWith('headful/'));
    expect(headful.filter(({ verdict }) => verdict === 'blocked')).to.deep.equal([]);
  });

  for (const count of [1, 3]) {
    it(`leave a case of two sessions not verified where the account has room for one, with ${count} at work`, async () => {
      const isFull = (_: string, active: number): boolean => active > 0;
      const { results } = await ran(/^(?:update\/bystander|reads\/form|stealth\/.*)$/, 403, isFull, count);
      const others = results.filter(({ id }) => id !== 'update/bystander');
      expect(others.filter(({ verdict }) => !/^(?:pass|observed)$/.test(verdict))).to.deep.equal([]);
      const [beside] = results.filter(({ id }) => id === 'update/bystander');
      expect(beside?.verdict).to.equal('not verified');
      expect(beside?.obstacle).to.match(/^this account has no room for two browsers at once: /);
    });
  }
});
