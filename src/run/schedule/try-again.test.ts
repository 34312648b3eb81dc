import { expect } from 'chai';
import { collectCases } from '../process/collect-cases.js';
import type { ContractCase } from '../../model/case.js';
import type { RunEvent } from '../../model/events.js';
import type { Finding } from '../../model/finding.js';
import type { Meddling } from '../../../proof/testing/tampering-proxy.js';
import { openApi } from '../../../proof/testing/open-api.js';
import { sampleExchange } from '../../../proof/testing/sample-run.js';
import { createOutages } from '../case/outages.js';
import { createBreached } from './breached.js';
import { tryAgain } from './try-again.js';

const widthCases = () => collectCases().filter(({ id }) => /^viewport\.width(?:\/[^/]+){2}$/.test(id));

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

/** What the first try showed of each case, and how the second one goes. */
interface SecondTry {
  readonly causes?: readonly string[];
  /** Causes that the run no longer waits for. */
  readonly lost?: readonly string[];
  readonly browsers?: number;
  readonly isStopped?: () => boolean;
}

/** What a second try of cases shows. */
async function secondTry(
  cases: readonly ContractCase[],
  meddling: Meddling,
  {
    causes = ['content-type/200/text-plain'],
    lost = [],
    browsers = 1,
    isStopped = () => false,
  }: SecondTry = {},
): Promise<{ reproduced: string[]; others: Set<string>; created: number; left: number }> {
  const api = await openApi(meddling, { CONTRACT_BROWSERS: String(Math.max(2, browsers)) });
  const events: RunEvent[] = [];
  api.tools.patience.isLostOn(lost); // in the first try
  try {
    const settings = { ...api.tools.settings, browsers };
    const breaches = cases.map((testCase) => ({ testCase, causes }));
    const journal = (event: RunEvent): void => void events.push(event);
    await tryAgain(breaches, { ...api.tools, outages: createOutages(), settings, journal }, isStopped);
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

  it('says nothing where what stands in front of the API answers it', async () => {
    const page = { status: 502, headers: { 'content-type': 'text/html' }, body: '<html></html>' };
    const { reproduced } = await secondTry(two(), {
      request: ({ method }) => (method === 'PATCH' ? { ...page } : undefined),
    });
    expect(reproduced).to.deep.equal([]);
  });

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

  it('tries cases that take two sessions one after the other, so that none waits for ever for a second', async () => {
    const bystander = collectCases().filter(({ id }) => id === 'update/bystander');
    const cases = ['one', 'two'].flatMap((name) =>
      bystander.map((one) => ({ ...one, id: `${one.id}/${name}` })),
    );
    expect(cases).to.have.length(2);
    const { reproduced, left } = await secondTry(cases, asText(), { browsers: 2 });
    expect(reproduced).to.have.length(2);
    expect(left).to.equal(0);
  });

  it('tries no further one once the run is stopped', async () => {
    let asked = 0;
    const { reproduced } = await secondTry(two(), asText(), { isStopped: () => (asked += 1) > 1 });
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

  it('waits for a read that lags as if it were the first', async () => {
    const before = new Map<string, string>();
    let isLagging = false;
    const lagging: Meddling = {
      answer: (answer, { method, path }) => {
        if (method === 'GET' && isLagging) answer.body = before.get(path) ?? answer.body;
        else if (method === 'GET') before.set(path, answer.body);
        isLagging = method === 'PATCH';
        return undefined;
      },
    };
    const causes = ['read-back/viewport.width', 'read-back/viewport.height'];
    const lost = [...causes, ...['width', 'height', 'refresh_rate'].map((side) => `behind/viewport.${side}`)];
    const { reproduced } = await secondTry(two().slice(0, 1), lagging, { causes, lost });
    expect(reproduced).to.deep.equal([`${two()[0]?.id ?? ''} 1 of 2`]);
  });

  it('takes another breach of the same case for no second one', async () => {
    const [first] = two();
    const causes = ['read-back/viewport.width'];
    const { reproduced } = await secondTry(two().slice(0, 1), asText(), { causes });
    expect(reproduced).to.deep.equal([`${first?.id ?? ''} 1 of 2`]);
  });
});

describe('the breaches to try again', () => {
  const echo = (path: string): Finding => {
    const details = { path, value: 1, allowed: [2] };
    return { check: 'echo', severity: 'breach', clause: '#', exchange: sampleExchange({}), details };
  };

  it('are one case for each cause, best one that shows nothing else', () => {
    const [a, b, c] = widthCases();
    if (a === undefined || b === undefined || c === undefined) return expect.fail('There are too few cases.');
    const breached = createBreached();
    const noted = (testCase: ContractCase, ...findings: Finding[]): void =>
      breached.note(testCase, { id: testCase.id, verdict: 'breach', findings, exchanges: [], ms: 1 });
    noted(a, echo('viewport.width'), echo('viewport.height'));
    noted(b, echo('viewport.width'));
    noted(c, echo('viewport.width'));
    expect(breached.toTryAgain()).to.deep.equal([
      { testCase: b, causes: ['echo/viewport.width'] },
      { testCase: a, causes: ['echo/viewport.height'] },
    ]);
  });
});
