import type { AssertedRequest, CaseClient, Client } from '../../src/api/client.js';
import type { Exchange } from '../../src/model/exchange.js';
import { expect } from 'chai';
import { valueAt } from '../../src/model/json.js';
import type { Tools } from '../../src/run/case/tools.js';
import { LONGEST_LEASE_MS } from '../../src/api/leases/browsers.js';
import { evolved } from '../testing/evolutions.js';
import type { Meddling, PassingAnswer } from '../testing/tampering-proxy.js';
import { explore, type Explored, type ExploreOptions } from './explore.js';
import {
  appliesRefusedSize,
  dropsWidth,
  nextUpdateLosesProfile,
  resizeLosesProxy,
  takesTextForWidth,
} from './testing/misbehaviours.js';
import { clauseIn, whyModelFails } from './model-holds.js';
import { openApi, type OpenApi } from '../testing/open-api.js';

/** How an API refuses what a plan does not give. */
const NOT_IN_PLAN: PassingAnswer = {
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: '{"code":"plan","message":"no"}',
};

describe('an exploration', () => {
  const opened: OpenApi[] = [];
  afterEach(async () => {
    for (const api of opened.splice(0)) await api.close();
  });

  const open = async (...given: Parameters<typeof openApi>): Promise<OpenApi> => {
    const api = await openApi(...given);
    opened.push(api);
    return api;
  };
  const BOUNDS = { steps: 300, seconds: 60, seed: 1, sessions: 2 } as const;
  /** Long enough for every kind of step. */
  const SHORT = { ...BOUNDS, steps: 100 } as const;
  const exploring = async (
    meddling: Meddling | undefined,
    options: Partial<ExploreOptions> = {},
  ): Promise<Explored> => explore((await open(meddling)).tools, { ...SHORT, ...options });

  describe('of an API that conforms', () => {
    for (const seed of [1, 2, 3]) {
      it(`holds with seed ${seed}, and leaves no session behind`, async () => {
        const { tools, referenceServer } = await open();
        const explored = await explore(tools, { ...SHORT, seed });
        expect(explored.failure, JSON.stringify(explored.failure)).to.equal(undefined);
        expect(explored).to.deep.include({ seed, steps: 100, leftOut: [] }).and.not.have.property('blocked');
        expect(explored.browsers).to.equal(referenceServer.createdBrowsers()).and.to.be.at.most(30);
        expect(referenceServer.activeBrowsers()).to.equal(0);
      });
    }

    for (const sessions of [1, 3]) {
      it(`holds over ${sessions} sessions`, async () => {
        const explored = await exploring(undefined, { sessions });
        expect(explored.failure, JSON.stringify(explored.failure)).to.equal(undefined);
        expect(explored.steps).to.equal(100);
      });
    }

    it('walks the same way with the same seed', async () => {
      const [one, other] = [await exploring(undefined), await exploring(undefined)];
      expect(one).to.deep.equal(other);
    });

    it('creates no more browsers than it may', async () => {
      const { tools, referenceServer } = await open();
      const explored = await explore(tools, { ...SHORT, browsers: 3 });
      expect(explored.blocked).to.equal(undefined);
      expect(explored.steps).to.equal(100);
      expect(referenceServer.createdBrowsers()).to.be.at.most(3);
    });

    it('ends between two steps when it is stopped', async () => {
      const stopping = new AbortController();
      const { tools, referenceServer } = await open({
        answer: (_, { index }) => {
          if (index === 120) stopping.abort();
          return undefined;
        },
      });
      const explored = await explore(tools, { ...BOUNDS, signal: stopping.signal });
      expect(explored.steps).to.be.within(5, 120);
      expect(referenceServer.activeBrowsers()).to.equal(0);
    });

    it('sends nothing at once where the settings ask for gentleness', async () => {
      const { tools } = await open(undefined, {
        ...{ CONTRACT_GENTLE: 'on', CONTRACT_REQUESTS_PER_MINUTE: '1000000' },
      });
      const { failure, leftOut } = await explore(tools, SHORT);
      expect(failure).to.equal(undefined);
      expect(leftOut).to.deep.equal(['Updates at once are left out: CONTRACT_GENTLE is on.']);
    });
  });

  it('leaves out what the plan does not give', async () => {
    const explored = await exploring({
      request: ({ method, path }) => (method === 'POST' && path !== '/browsers' ? NOT_IN_PLAN : undefined),
    });
    expect(explored.failure, JSON.stringify(explored.failure)).to.equal(undefined);
    expect(explored.steps).to.equal(100);
    expect(explored.leftOut).to.have.length(2);
    expect(explored.leftOut.join()).to.match(/Steps with proxies .*Steps with profiles /);
  });

  it('bears with reads that lag behind', async () => {
    const before = new Map<string, { body: string; until: number }>();
    const lasting = new Map<string, string>();
    const explored = await exploring(
      {
        answer: (answer, { method, path }) => {
          if (answer.status !== 200 || !/^\/browsers\/[^/?]+$/.test(path)) return undefined;
          const old = lasting.get(path);
          if (method === 'PATCH' && old !== undefined)
            before.set(path, { body: old, until: Date.now() + 30 });
          lasting.set(path, answer.body);
          const stale = method === 'GET' ? before.get(path) : undefined;
          if (stale !== undefined && Date.now() < stale.until) answer.body = stale.body;
          return undefined;
        },
      },
      { steps: 30 },
    );
    expect(explored.failure, JSON.stringify(explored.failure)).to.equal(undefined);
  });

  it('says what kept it from going on, and that is no finding', async () => {
    const { failure, blocked, steps } = await exploring({
      answer: (_, { index }) => (index > 40 ? 'drop' : undefined),
    });
    expect(failure).to.equal(undefined);
    expect(steps).to.be.within(1, 40);
    expect(blocked).to.contain('without an answer');
  });

  it('says so when the first session cannot be created', async () => {
    const { blocked, steps } = await exploring({
      request: ({ method, path }) =>
        method === 'POST' && path === '/browsers' ? { status: 500, headers: {}, body: '' } : undefined,
    });
    expect(blocked).to.contain('creating a browser was answered with 500');
    expect(steps).to.equal(0);
  });

  const MISBEHAVIOURS: Readonly<Record<string, { make: () => Meddling; check: RegExp; longest: number }>> = {
    'nobody can change the width': { make: dropsWidth, check: /^echo$/, longest: 1 },
    'a resize loses the proxy': { make: resizeLosesProxy, check: /^frame$/, longest: 1 },
    'a refused size is applied': { make: appliesRefusedSize, check: /^untouched$/, longest: 1 },
    'text is taken for a width': { make: takesTextForWidth, check: /^status-expected$/, longest: 1 },
    'an update loses the profile': { make: nextUpdateLosesProfile, check: /^(frame|echo)$/, longest: 2 },
  };
  for (const [what, { make, check, longest }] of Object.entries(MISBEHAVIOURS)) {
    it(`finds that ${what}, with a short sequence that fails again`, async () => {
      const { failure, steps } = await exploring(make());
      if (failure === undefined) return expect.fail(`Nothing was found in ${steps} steps.`);
      expect(failure.finding.check).to.match(check);
      expect(failure.sequence, failure.sequence.join('\n')).to.have.length.within(1, longest);

      const { seed, path, sequence } = failure;
      const again = await exploring(make(), { seed, path });
      expect(again.failure).to.deep.include({ seed, path, sequence });
      expect(again.failure?.finding).to.deep.include({ check: failure.finding.check });
    });
  }

  describe('of a mutant that one kind of step sees, and one way to look at it', () => {
    const MUTANTS: Readonly<Record<string, { seed: number; check: RegExp; longest: number }>> = {
      'concurrent-updates-torn': { seed: 2, check: /^torn$/, longest: 1 },
      'concurrent-updates-lost': {
        seed: 1,
        check: /^(torn|echo|read-back|status-expected)$/,
        longest: 1,
      },
      'refresh-rate-kept-when-omitted': { seed: 6, check: /^derived-rate$/, longest: 4 },
      'force-stops-nothing': { seed: 2, check: /^segments$/, longest: 1 },
      'viewport-leaks': { seed: 1, check: /^untouched$/, longest: 1 },
      'session-unknown-is-created': { seed: 3, check: /^status-expected$/, longest: 1 },
      'session-deleted-is-updated': { seed: 3, check: /^status-expected$/, longest: 1 },
      'access-lets-in-restricted-key': { seed: 3, check: /^status-expected$/, longest: 1 },
    };
    const explorations = new Map<string, Explored>();

    before('explore all of them at once: most of it is waiting', async () => {
      const exploreOne = async ([mutant, { seed }]: [string, { seed: number }]): Promise<void> => {
        const api = await openApi(undefined, {}, mutant);
        try {
          explorations.set(mutant, await explore(api.tools, { ...BOUNDS, seed }));
        } finally {
          await api.close();
        }
      };
      await Promise.all(Object.entries(MUTANTS).map(exploreOne));
    });

    for (const [mutant, { check, longest }] of Object.entries(MUTANTS)) {
      it(`finds ${mutant}, with a short sequence`, () => {
        const { failure, steps } = explorations.get(mutant) ?? {};
        if (failure === undefined) return expect.fail(`Nothing was found in ${steps ?? 'no'} steps.`);
        expect(failure.finding.check).to.match(check);
        expect(failure.sequence, failure.sequence.join('\n')).to.have.length.within(1, longest);
      });
    }
  });

  it('ends a sequence before the API ends its sessions by themselves, and goes on with others', async () => {
    const [TRUSTED_MS, LIVES_MS] = [300, 1500];
    const born = new Map<string, number>();
    const { tools, referenceServer } = await open({
      answer: (answer, { method, path }) => {
        const id = /^\/browsers\/([^/?]+)$/.exec(path)?.[1];
        if (id === undefined) return undefined;
        if (method === 'GET' && !born.has(id)) born.set(id, Date.now());
        if (Date.now() - (born.get(id) ?? Date.now()) < LIVES_MS || method === 'DELETE') return undefined;
        answer.status = 404;
        answer.body = '{"code":"not_found","message":"The session has ended."}';
        return undefined;
      },
    });
    const leases: Tools['leases'] = {
      ...tools.leases,
      forCase: (id) => {
        const own = tools.leases.forCase(id);
        return {
          ...own,
          browser: async (kind) => {
            const browser = await own.browser(kind);
            return { ...browser, leasedAt: browser.leasedAt - LONGEST_LEASE_MS + TRUSTED_MS };
          },
        };
      },
    };
    const slow = sendingWith(tools.client, async (send, request) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return send(request);
    });
    const options = { ...BOUNDS, steps: 40, browsers: 300 };
    const { failure, steps, blocked } = await explore({ ...tools, leases, client: slow }, options);
    expect(blocked).to.equal(undefined);
    expect(failure, JSON.stringify(failure)).to.equal(undefined);
    expect(steps).to.equal(40);
    expect(referenceServer.createdBrowsers()).to.be.greaterThan(6);
  });

  it('says that it could not run a sequence again, where it could not take all of its steps', async () => {
    const { failure } = await exploring(nextUpdateLosesProfile());
    if (failure === undefined) return expect.fail('Nothing was found.');
    const { seed, path } = failure;
    const cut = await exploring(nextUpdateLosesProfile(), { seed, path, browsers: 2, seconds: 0 });
    expect(cut.failure).to.equal(undefined);
    expect(cut.blocked).to.contain('it took longer than it may');
  });

  it('keeps a failure whose making smaller meets a mistake of this suite, and reports that', async () => {
    const { tools } = await open(dropsWidth());
    let isFound = false;
    let isBroken = false;
    const watched: Tools = {
      ...tools,
      answers: {
        ...tools.answers,
        declares: (status) => {
          if (isBroken) throw new TypeError('a mistake');
          return tools.answers.declares(status);
        },
      },
      client: sendingWith(tools.client, async (send, request) => {
        isBroken ||= isFound && request.purpose === 'asserted';
        const exchange = await send(request);
        const asked = /"width":(\d+)/.exec(request.body ?? '')?.[1];
        const shown = valueAt(exchange.response?.json, ['viewport', 'width']);
        isFound ||= exchange.response?.status === 200 && asked !== undefined && Number(asked) !== shown;
        return exchange;
      }),
    };
    const explored = await explore(watched, { ...BOUNDS, seed: 3 });
    expect(explored.failure?.finding.check).to.equal('echo');
    expect(explored.suiteError).to.be.instanceOf(TypeError);
  });

  it('has nothing to say by a document that does not say what its model rests on', async () => {
    const { tools, referenceServer } = await open();
    const { blocked, steps } = await explore({ ...tools, document: evolved('no profile') }, BOUNDS);
    expect(blocked).to.equal(
      'the model rests on what the document in use does not say, or says in other words: "Permitted only while the session has none loaded.", "The profile has to exist already.", "exactly one of id and name"',
    );
    expect([steps, referenceServer.createdBrowsers()]).to.deep.equal([0, 0]);
  });

  it('follows what its model rests on to other names of components', () => {
    expect(whyModelFails(evolved('other names of components'))).to.equal(undefined);
    expect(clauseIn(evolved('other names of components'), 'forced-resize')).to.equal(
      '#/components/schemas/NewBrowserViewportUpdate/allOf/1/properties/force',
    );
  });

  it('leaves out names at the edges where a plan gives no more than two profiles', async () => {
    let profiles = 0;
    const explored = await exploring({
      request: ({ method, path }) =>
        method === 'POST' && path === '/profiles' && (profiles += 1) > 2 ? NOT_IN_PLAN : undefined,
    });
    expect(explored.failure, JSON.stringify(explored.failure)).to.equal(undefined);
    expect(explored.steps).to.equal(100);
    expect(explored.leftOut.join()).to.contain('Steps with unusual names of profiles are left out');
  });

  it('finds what the first read of a session shows, in a sequence of no steps', async () => {
    const meddling = (): Meddling => ({
      answer: (answer, { method, path }) => {
        if (method === 'GET' && path.startsWith('/browsers/')) answer.headers['content-type'] = 'text/html';
        return undefined;
      },
    });
    const { failure } = await exploring(meddling());
    expect(failure?.finding.check).to.equal('content-type');
    expect(failure?.sequence).to.deep.equal([]);
    const again = await exploring(meddling(), { seed: failure?.seed ?? 0, path: failure?.path ?? '' });
    expect(again.failure?.finding.check).to.equal('content-type');
  });

  it('does not shrink a failure where shrinking is off', async () => {
    const [long, short] = [await exploring(dropsWidth(), { shrink: false }), await exploring(dropsWidth())];
    expect(long.failure?.sequence.length).to.be.at.least(short.failure?.sequence.length ?? Infinity);
    expect(long.requests).to.be.lessThan(short.requests);
  });
});

/** A client whose requests all pass through `around`. */
function sendingWith(
  client: Client,
  around: (send: CaseClient['send'], request: AssertedRequest) => Promise<Exchange>,
): Client {
  return {
    forCase: (id) => {
      const own = client.forCase(id);
      return { send: (request) => around((sent) => own.send(sent), request) };
    },
  };
}
