import { expect } from 'chai';
import { loadDocument } from '../../contract/load-document.js';
import { parseSettings } from '../../settings/parse-settings.js';
import { openApi } from '../../../proof/testing/open-api.js';
import { usageOf } from '../../model/usage.js';
import type { Exchange } from '../../model/exchange.js';
import type { Plan } from '../../model/plan.js';
import type { Target } from '../../model/settings.js';
import { collectCases } from '../process/collect-cases.js';
import { planOf } from './plan.js';
import { startWorkers } from './workers.js';

const TARGET: Target = {
  embedded: true,
  baseUrl: '',
  apiKey: '',
  restrictedApiKey: '',
  failingBrowserId: '',
};

function plan(given: Record<string, string> = {}, target = TARGET, cases = collectCases()): Plan {
  const settings = parseSettings(given);
  return planOf(cases, { document: loadDocument(settings.document), settings, target });
}

describe('the plan of a run', () => {
  it('counts every case, and leaves out what the settings leave out', () => {
    const whole = plan();
    expect([whole.cases, [...whole.leftOut]]).to.deep.equal([collectCases().length, []]);
    const gentle = plan({ CONTRACT_GENTLE: 'on' });
    expect(gentle.leftOut.get('left out by CONTRACT_GENTLE')).to.be.greaterThan(50);
    expect(gentle.requests).to.be.lessThan(whole.requests);
    const bare = plan({}, { ...TARGET, restrictedApiKey: undefined });
    expect([...bare.leftOut.keys()]).to.deep.equal(['KERNEL_RESTRICTED_API_KEY is not set']);
    expect(plan({}, TARGET, [])).to.deep.include({ requests: 0, cases: 0 });
  });

  it('takes a slow pace for what it is', () => {
    expect(plan().secondsPerRequest).to.equal(5);
    expect(plan({ CONTRACT_REQUESTS_PER_MINUTE: '6' }).secondsPerRequest).to.equal(40);
  });

  it('is never below what a run takes', async () => {
    const api = await openApi();
    try {
      const housekeeping: Exchange[] = [];
      let sent = 0;
      // Profiles, recordings, two sessions at once: what takes browsers of its own.
      const cases = collectCases().filter(({ id }) => /^(profile|update|404|viewport\.force)/.test(id));
      const { settings } = api.tools;
      const planned = planOf(cases, { document: api.tools.document, settings, target: TARGET });
      const tools = {
        ...api.tools,
        journal: (event: Parameters<typeof api.tools.journal>[0]) => {
          if (event.type === 'exchange') housekeeping.push(event.exchange);
          if (event.type === 'result') sent += event.result.exchanges.length;
        },
      };
      await startWorkers(cases, settings.browsers, tools).finished;
      expect(sent).to.be.greaterThan(cases.length);
      expect(sent + housekeeping.length).to.be.at.most(planned.requests);
      const created = api.referenceServer.createdBrowsers();
      expect(created).to.be.at.most(planned.browsers.headless + planned.browsers.headful);
      expect(usageOf(housekeeping, Date.now()).browsers.GPU).to.equal(0);
    } finally {
      await api.close();
    }
  });
});
