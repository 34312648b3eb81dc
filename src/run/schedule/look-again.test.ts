import { expect } from 'chai';
import type { RunEvent } from '../../model/events.js';
import type { ContractCase } from '../../model/case.js';
import { closeReferenceServers, newReferenceServer } from '../../../proof/testing/reference-servers.js';
import { openApi } from '../../../proof/testing/open-api.js';
import { startContract } from '../../../proof/testing/start-contract.js';
import {
  startTamperingProxy,
  type Meddling,
  type PassingAnswer,
} from '../../../proof/testing/tampering-proxy.js';
import { driftText } from '../../report/drift-text.js';
import { createOutages } from '../case/outages.js';
import { collectCases } from '../process/collect-cases.js';
import { lookAgain } from './look-again.js';
import { startWorkers } from './workers.js';

const cases = (count: number): ContractCase[] =>
  collectCases()
    .filter(({ id }) => /^viewport\.width(?:\/[^/]+){2}$/.test(id))
    .slice(0, count);

/** Answers updates in place of the API, while `when` says so. */
function answering(status: number, type: string, body: string, when: (caseId: string) => boolean): Meddling {
  return {
    request: ({ method, headers }) =>
      method === 'PATCH' && when(String(headers['x-test-case']))
        ? { status, headers: type === '' ? {} : { 'content-type': type }, body }
        : undefined,
  };
}

/** Closes the connection on updates, while `when` says so. */
const dropping = (when: () => boolean): Meddling => ({
  answer: (_, { method }) => (method === 'PATCH' && when() ? 'drop' : undefined),
});

/** The same on updates of the first case alone. */
const droppingFirst = (when: () => boolean): Meddling => {
  const [id = ''] = cases(1).map((one) => one.id);
  return {
    answer: (_, { method, headers }) =>
      method === 'PATCH' && headers['x-test-case'] === id && when() ? 'drop' : undefined,
  };
};

/** Answers the first updates of a case one after the other in place of the API. */
function answeringInTurn(answers: readonly PassingAnswer[]): Meddling {
  const left = [...answers];
  return { request: ({ method }) => (method === 'PATCH' ? left.shift() : undefined) };
}

/** Says of answers to updates that they are compressed, while `when` says so. */
const misframing = (when: () => boolean): Meddling => ({
  answer: (answer, { method }) => {
    if (method === 'PATCH' && when()) answer.headers['content-encoding'] = 'gzip';
    return undefined;
  },
});

function only(most: number): () => boolean {
  let left = most;
  return () => left-- > 0;
}

/** The verdicts of a run over cases, in order, and of the look at its end. */
async function run(
  selected: readonly ContractCase[],
  meddling: Meddling,
): Promise<{ first: string[]; then: string[]; drift: Set<string>; left: number }> {
  const api = await openApi(meddling);
  const events: RunEvent[] = [];
  const verdicts = () => events.flatMap((event) => (event.type === 'result' ? event.result.verdict : []));
  try {
    const tools = {
      ...api.tools,
      outages: createOutages(),
      journal: (event: RunEvent) => void events.push(event),
    };
    await startWorkers(selected, 1, tools).finished;
    const first = verdicts();
    await lookAgain(tools.outages, tools, () => false);
    const drift = new Set(events.flatMap((event) => (event.type === 'drift' ? driftText(event.drift) : [])));
    return { first, then: verdicts().slice(first.length), drift, left: api.referenceServer.activeBrowsers() };
  } finally {
    await api.close();
  }
}

const page = '<html><head><title>502 Bad Gateway</title></head></html>';

describe('a look again at what an outage kept from being judged', () => {
  afterEach(closeReferenceServers);

  for (const [what, status, type, body] of [
    ['a page', 502, 'text/html', page],
    ['plain text', 503, 'text/plain', 'upstream connect error'],
    ['nothing', 504, '', ''],
    ['JSON of a gateway', 503, 'application/json', '{"message":"Service Unavailable"}'],
  ] as const) {
    it(`leaves a case blocked that an edge answered once with ${what}`, async () => {
      const { first, then, drift, left } = await run(cases(1), answering(status, type, body, only(1)));
      expect([first, then, left]).to.deep.equal([['blocked'], [], 0]);
      expect([...drift].join()).to.contain(`something in front of the API answered an update with ${status}`);
    });
  }

  it('finds a breach where the same case is answered so again', async () => {
    const { first, then } = await run(
      cases(3),
      answering(502, 'text/html', page, (caseId) => caseId === cases(1)[0]?.id),
    );
    expect(first.filter((verdict) => verdict === 'blocked')).to.have.length(1);
    expect(first.filter((verdict) => verdict === 'pass')).to.have.length(2);
    expect(then).to.deep.equal(['breach']);
  });

  it('bears with no server error of the API itself beside an answer of an edge', async () => {
    const server = JSON.stringify({ code: 'internal_error', message: 'No.' });
    const { first } = await run(
      collectCases().filter(({ id }) => id === '404/unknown-session/other-updates'),
      answeringInTurn([
        { status: 500, headers: { 'content-type': 'application/json' }, body: server },
        { status: 502, headers: { 'content-type': 'text/html' }, body: page },
      ]),
    );
    expect(first).to.deep.equal(['breach']);
  });

  it('bears with three cases and no more', async () => {
    const { first, then } = await run(cases(5), answering(502, 'text/html', page, only(5)));
    expect(first).to.deep.equal(['blocked', 'blocked', 'blocked', 'breach', 'breach']);
    expect(then).to.deep.equal([]);
  });

  for (const [what, status, type, body] of [
    ['a 502 in JSON', 502, 'application/json', '{"code":"bad_gateway","message":"no"}'],
    ['a 503 that claims to be JSON', 503, 'application/json', ''],
    ['a page with 500', 500, 'text/html', page],
    ['a page with 501', 501, 'text/html', page],
  ] as const) {
    it(`takes ${what} for the API's own`, async () => {
      const { first, then } = await run(cases(1), answering(status, type, body, only(1)));
      expect([first, then]).to.deep.equal([['breach'], []]);
    });
  }

  it('judges a case whose answer was lost once', async () => {
    const { first, then, drift } = await run(cases(1), dropping(only(1)));
    expect([first, then]).to.deep.equal([['blocked'], ['pass']]);
    expect([...drift].join()).to.contain('a connection was closed without an answer to an update');
  });

  it('judges a case whose answer was lost twice', async () => {
    const { first, then, left } = await run(cases(2), droppingFirst(only(2)));
    expect([first, then, left]).to.deep.equal([['blocked', 'pass'], ['pass'], 0]);
  });

  it('finds a breach where the answer is lost each time, and those to other updates are not', async () => {
    const { first, then, left } = await run(
      cases(2),
      droppingFirst(() => true),
    );
    expect([first, then, left]).to.deep.equal([['blocked', 'pass'], ['breach'], 0]);
  });

  it('leaves a case blocked that an edge answered at first, and whose answer was then lost twice', async () => {
    let seen = 0;
    const [at] = cases(1);
    const { first, then } = await run(cases(2), {
      answer: (answer, { method, headers }) => {
        if (method !== 'PATCH' || headers['x-test-case'] !== at?.id) return undefined;
        seen += 1;
        if (seen > 1) return 'drop';
        Object.assign(answer, { status: 502, headers: { 'content-type': 'text/html' }, body: page });
        return undefined;
      },
    });
    expect([first, then]).to.deep.equal([['blocked', 'pass'], []]);
  });

  it('keeps the breach of a second try in which another answer was lost', async () => {
    const burst = collectCases().filter(({ id }) => id === 'update/burst');
    let seen = 0;
    const { then } = await run([...burst, ...cases(1)], {
      answer: (answer, { method, headers }) => {
        if (method !== 'PATCH' || headers['x-test-case'] !== 'update/burst') return undefined;
        seen += 1;
        if (seen === 1 || seen === 7) return 'drop';
        const error = '{"code":"internal_error","message":"No."}';
        if (seen === 8)
          Object.assign(answer, {
            status: 500,
            headers: { 'content-type': 'application/json' },
            body: error,
          });
        return undefined;
      },
    });
    expect(then).to.deep.equal(['breach']);
  });

  it('leaves a case blocked where no update of the run is answered', async () => {
    const { first, then, left } = await run(
      cases(1),
      dropping(() => true),
    );
    expect([first, then, left]).to.deep.equal([['blocked'], [], 0]);
  });

  it('leaves a case blocked where no request is answered any more', async () => {
    let isUp = true;
    const meddling: Meddling = {
      answer: (_, { method }) => {
        if (method === 'PATCH') isUp = false;
        return isUp ? undefined : 'drop';
      },
    };
    const { first, then } = await run(cases(1), meddling);
    expect([first, then]).to.deep.equal([['blocked'], []]);
  });

  it('judges a case whose answer was badly framed once', async () => {
    const { first, then, drift } = await run(cases(1), misframing(only(1)));
    expect([first, then]).to.deep.equal([['blocked'], ['pass']]);
    expect([...drift].join()).to.contain('an answer to an update was badly framed (false coding)');
  });

  it('finds a breach where an answer is badly framed again, or that of a fourth case', async () => {
    const { first, then, left } = await run(
      cases(4),
      misframing(() => true),
    );
    expect([first, then, left]).to.deep.equal([
      ['blocked', 'blocked', 'blocked', 'breach'],
      ['breach', 'breach', 'breach'],
      0,
    ]);
  });

  it('ends a run as green after one lost answer, and as not judged after one answer of an edge', async () => {
    const ended = async (meddling: Meddling): Promise<{ code: number | null; output: string }> => {
      const api = await newReferenceServer();
      const proxy = await startTamperingProxy(api.url, meddling);
      const env = { KERNEL_BASE_URL: proxy.url, KERNEL_API_KEY: api.apiKey };
      const contract = startContract({ args: ['--grep', 'viewport.width/minimum'], env });
      try {
        return await contract.ended;
      } finally {
        contract.discard();
        await proxy.close();
      }
    };
    const [lost, edge] = await Promise.all([
      ended(dropping(only(1))),
      ended(answering(502, 'text/html', page, only(1))),
    ]);
    expect(lost.code, lost.output).to.equal(0);
    expect(edge.code, edge.output).to.equal(2);
    expect(edge.output).to.contain('1 case: something in front of the API answered 502');
  });
});
