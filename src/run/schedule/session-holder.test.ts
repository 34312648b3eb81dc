import { expect } from 'chai';
import { openApi } from '../../../proof/testing/open-api.js';
import type { Drift } from '../../model/drift.js';
import { collectCases } from '../process/collect-cases.js';
import { startWorkers } from './workers.js';

describe('a recording that stops by itself between two cases', () => {
  it('is noted, and another session takes the place of its own', async () => {
    const ids = ['omitted', 'false'].map((one) => `viewport.force/recording/${one}`);
    let cases = 0;
    const api = await openApi({
      answer: (answer, { method, path, headers }) => {
        if (method !== 'GET' || !path.endsWith('/replays') || headers['x-test-case'] !== ids[1])
          return undefined;
        if (api.referenceServer.createdBrowsers() === 1)
          answer.body = answer.body.replaceAll('"finished_at":null', '"finished_at":"2026-01-01T00:00:00Z"');
        return undefined;
      },
    });
    const drifts: Drift[] = [];
    try {
      const workers = startWorkers(
        collectCases().filter(({ id }) => ids.includes(id)),
        1,
        {
          ...api.tools,
          journal: (event) => {
            if (event.type === 'drift') drifts.push(event.drift);
            if (event.type === 'result' && event.result.verdict === 'pass') cases += 1;
          },
        },
      );
      await workers.finished;
      expect(cases).to.equal(2);
      expect(api.referenceServer.createdBrowsers()).to.equal(2);
      expect(drifts).to.deep.equal([{ kind: 'recording ended' }]);
    } finally {
      await api.close();
    }
  });
});

describe('a recording that goes on a while after a forced resize', () => {
  it('keeps the next case waiting, though the one that has stopped is still listed as running', async () => {
    const IDS = ['recorded/empty', 'recorded/smallest', 'viewport.force/recording/omitted'];
    const LAG_MS = 800;
    let resizedAt = -Infinity;
    let listed = '';
    const sentAfter: number[] = [];
    const api = await openApi({
      answer: (answer, { method, path, headers }) => {
        const id = headers['x-test-case'];
        if (method === 'PATCH' && id === IDS[1]) resizedAt = performance.now();
        if (method === 'PATCH' && id === IDS[2]) sentAfter.push(performance.now() - resizedAt);
        if (method !== 'GET' || !path.endsWith('/replays')) return undefined;
        if (performance.now() - resizedAt < LAG_MS) answer.body = listed;
        else listed = answer.body;
        return undefined;
      },
    });
    const cases = collectCases().filter(({ id }) => IDS.includes(id));
    try {
      await startWorkers(cases, 1, { ...api.tools, lagMs: 3000 }).finished;
    } finally {
      await api.close();
    }
    expect(cases).to.have.length(3);
    expect(sentAfter).to.have.length(1);
    expect(sentAfter[0]).to.be.above(LAG_MS);
  });
});

describe('the look at all reads of a run', () => {
  it('takes the session that its worker holds, of whatever kind', async () => {
    const api = await openApi({});
    try {
      const isMeant = (id: string): boolean => id === 'stealth/empty' || id === 'reads/form';
      const workers = startWorkers(
        collectCases().filter(({ id }) => isMeant(id)),
        1,
        api.tools,
      );
      await workers.finished;
      expect((await workers.result('reads/form')).verdict).to.equal('pass');
      expect(api.referenceServer.createdBrowsers()).to.equal(1);
    } finally {
      await api.close();
    }
  });
});
