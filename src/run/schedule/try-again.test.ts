import { expect } from 'chai';
import { collectCases } from '../process/collect-cases.js';
import type { ContractCase } from '../../model/case.js';
import type { RunEvent } from '../../model/events.js';
import type { Meddling } from '../../../proof/testing/tampering-proxy.js';
import { openApi } from '../../../proof/testing/open-api.js';
import { tryAgain } from './try-again.js';

const widthCases = () => collectCases().filter(({ id }) => id.startsWith('viewport.width/'));

/** Answers updates as plain text: the first so many, or all. */
function asText(most = Infinity): Meddling {
  let left = most;
  return {
    answer: (answer, { method }) => {
      if (method === 'PATCH' && left-- > 0) answer.headers['content-type'] = 'text/plain';
      return undefined;
    },
  };
}

/** What a second try of cases shows. */
async function secondTry(
  cases: readonly ContractCase[],
  meddling: Meddling,
  isStopped: () => boolean = () => false,
): Promise<{ reproduced: string[]; others: Set<string>; created: number; left: number }> {
  const api = await openApi(meddling);
  const events: RunEvent[] = [];
  try {
    const settings = { ...api.tools.settings, browsers: 1 };
    await tryAgain(cases, { ...api.tools, settings, journal: (event) => events.push(event) }, isStopped);
    return {
      reproduced: events.flatMap((event) =>
        event.type === 'reproduced' ? `${event.id} ${event.times}` : [],
      ),
      others: new Set(events.map(({ type }) => type).filter((type) => type !== 'reproduced')),
      created: api.referenceServer.createdBrowsers(),
      left: api.referenceServer.activeBrowsers(),
    };
  } finally {
    await api.close();
  }
}

describe('a second try of breaches', () => {
  const two = () => widthCases().slice(0, 2);

  it('says for each whether it happened again, on a session of its own, and releases that', async () => {
    const { reproduced, created, left } = await secondTry(two(), asText(1));
    const times = ['2 of 2', '1 of 2'];
    expect(reproduced).to.deep.equal(two().map(({ id }, index) => `${id} ${times[index] ?? ''}`));
    expect([created, left]).to.deep.equal([2, 0]);
  });

  it('gives no verdict: only its cost is counted', async () => {
    expect((await secondTry(two(), asText())).others).to.deep.equal(new Set(['exchange']));
  });

  it('tries no more than ten', async () => {
    expect(widthCases().length).to.be.greaterThan(10);
    expect((await secondTry(widthCases(), asText())).reproduced).to.have.length(10);
  });

  it('tries no further one once the run is stopped', async () => {
    let asked = 0;
    const { reproduced } = await secondTry(two(), asText(), () => (asked += 1) > 1);
    expect(reproduced).to.have.length(1);
  });

  it('says nothing of one that is not verified any more', async () => {
    const hiding: Meddling = {
      answer: (answer) => {
        answer.body = answer.body.replace(/,"refresh_rate":\d+/, '');
        return undefined;
      },
    };
    const derived = collectCases().filter(({ id }) => id === 'viewport.refresh_rate/derived');
    expect(derived).to.have.length(1);
    expect((await secondTry(derived, hiding)).reproduced).to.deep.equal([]);
  });

  it('says nothing of one that cannot be judged', async () => {
    const dropping: Meddling = { answer: (_, { method }) => (method === 'PATCH' ? 'drop' : undefined) };
    expect((await secondTry(two(), dropping)).reproduced).to.deep.equal([]);
  });
});
