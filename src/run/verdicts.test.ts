import { expect } from 'chai';
import { openApi, type OpenApi } from '../../proof/testing/open-api.js';
import type { Meddling, PassingAnswer, PassingRequest } from '../../proof/testing/tampering-proxy.js';
import { causesIn } from '../model/causes-in.js';
import { isObject, parseJson, type JsonObject } from '../model/json.js';
import type { CaseResult } from '../model/run-record.js';
import { sentenceOf } from '../report/sentence-of.js';
import { collectCases } from './process/collect-cases.js';
import { startWorkers } from './schedule/workers.js';

/** The path of one session. */
const SESSION = /^\/browsers\/[^/?]+$/;

/** An API, and what is asked of it. */
interface Asked {
  readonly meddling?: Meddling;
  readonly mutant?: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** What came of some cases, run one after the other by one worker. */
interface Judged {
  readonly results: readonly CaseResult[];
  readonly requests: number;
}

describe('the verdict on an API', () => {
  const opened: OpenApi[] = [];
  afterEach(async () => {
    for (const api of opened.splice(0)) await api.close();
  });

  const judged = async (
    ids: readonly string[],
    { meddling = {}, mutant, settings = {} }: Asked,
  ): Promise<Judged> => {
    let requests = 0;
    const counting: Meddling = {
      ...meddling,
      request: (request) => {
        requests += 1;
        return meddling.request?.(request);
      },
    };
    const api = await openApi(counting, settings, mutant);
    opened.push(api);
    const cases = collectCases().filter(({ id }) => ids.includes(id));
    expect(cases.map(({ id }) => id)).to.have.members([...ids]);
    const workers = startWorkers(cases, 1, api.tools);
    const results = await Promise.all(ids.map((id) => workers.result(id)));
    await workers.finished;
    return { results, requests };
  };
  const verdicts = async (ids: readonly string[], asked: Asked): Promise<string[]> =>
    (await judged(ids, asked)).results.map(({ verdict }) => verdict);
  const only = async (id: string, asked: Asked): Promise<CaseResult> => {
    const [result] = (await judged([id], asked)).results;
    return result ?? expect.fail(`There is no result of ${id}.`);
  };
  /** Answers to updates of one case, by what stands in front of the API. */
  const edge = (id: string, status: number, body = 'no', type = 'text/html'): Meddling => ({
    request: ({ method, headers }): PassingAnswer | undefined =>
      method === 'PATCH' && headers['x-test-case'] === id
        ? { status, headers: { 'content-type': type }, body }
        : undefined,
  });

  describe('that keeps no bounds', () => {
    const MUTANT = 'viewport-bounds-only-positive';

    it('blames no case for the state that another has left behind', async () => {
      const ids = ['viewport.width/maximum/above', 'update/at-once', 'update/unknown/proto', 'update/empty'];
      expect(await verdicts(ids, { mutant: MUTANT })).to.deep.equal(['breach', 'pass', 'pass', 'pass']);
    });

    it('names one cause for what was accepted, shown and applied', async () => {
      const result = await only('viewport.width/maximum/above', { mutant: MUTANT });
      expect([...causesIn(result, 'viewport.width.maximum').keys()]).to.deep.equal([
        'status/200-for-400/viewport.width.maximum',
      ]);
    });
  });

  describe('whose answers hold secrets', () => {
    it('redacts what findings say', async () => {
      const key = 'reference-key-with-full-access';
      const result = await only('viewport.width/minimum/at', {
        meddling: {
          answer: (answer, { method }) => {
            if (method === 'PATCH') answer.body = answer.body.replace(/"width":\d+/, `"width":"${key}"`);
            return undefined;
          },
        },
      });
      expect(result.verdict).to.equal('breach');
      const sentences = result.findings.map(sentenceOf).join('\n');
      expect(sentences).to.contain('KERNEL_API_KEY');
      expect(JSON.stringify(result)).not.to.contain(key);
    });

    it('quotes no part of a key from an answer that is not JSON, or that shows a stack trace', async () => {
      const id = 'viewport.width/minimum/at';
      const key = 'reference-key-with-full-access';
      const bodies = [
        `${key} is the key that was sent, which is not to be shown to anybody`,
        `main ${key.replaceAll('-', '%2D')}.go:12 +0x1`,
      ];
      for (const body of bodies) {
        const result = await only(id, { meddling: edge(id, 500, body, 'application/json') });
        const sentences = result.findings.map(sentenceOf).join('\n');
        expect(sentences).to.contain('is not JSON');
        expect(sentences).not.to.match(/refer|access/);
      }
    });
  });

  describe('whose reads show what no answer shows', () => {
    const NULLS: Meddling = {
      answer: (answer, { method, path }) => {
        if (method === 'GET' && SESSION.test(path) && answer.status === 200)
          answer.body = JSON.stringify({
            ...objectIn(answer.body),
            usage: null,
            pool: null,
            persistence: null,
          });
        return undefined;
      },
    };

    it('notes it once, in a case of its own', async () => {
      const ids = ['viewport.width/minimum/at', 'viewport.width/minimum/below', 'reads/form'];
      const { results } = await judged(ids, { meddling: NULLS });
      expect(results.map(({ verdict }) => verdict)).to.deep.equal(['pass', 'pass', 'note']);
      expect([...causesIn(results[2] ?? { findings: [] }, 'session').keys()]).to.deep.equal(['reads/form']);
    });

    it('calls a read that fails after an update a breach of that update', async () => {
      let updated = false;
      const result = await only('viewport.width/minimum/at', {
        meddling: {
          request: ({ method, path }) => {
            updated ||= method === 'PATCH' && path !== '';
            return updated && method === 'GET' && SESSION.test(path)
              ? { status: 500, headers: { 'content-type': 'text/plain' }, body: 'no' }
              : undefined;
          },
        },
      });
      expect([...causesIn(result, 'x').keys()]).to.deep.equal(['read/500']);
    });

    for (const status of [502, 503, 504]) {
      it(`judges nothing by reads that nothing could serve, with ${status}`, async () => {
        let reads = 0;
        let updated = false;
        const { verdict, obstacle, findings } = await only('viewport.width/minimum/at', {
          meddling: {
            request: ({ method, path }) => {
              updated ||= method === 'PATCH';
              if (!updated || method !== 'GET' || !SESSION.test(path)) return undefined;
              reads += 1;
              return { status, headers: { 'content-type': 'application/json' }, body: '{}' };
            },
          },
        });
        expect([verdict, findings]).to.deep.equal(['blocked', []]);
        expect(obstacle).to.equal(`a read was answered with ${status} in every try`);
        expect(reads).to.be.within(4, 8);
      });
    }

    for (const id of ['update/later', '404/unknown-session/valid-body']) {
      it(`does not take a look of ${id} that is not answered for one that shows nothing wrong`, async () => {
        let updatedAt: number | undefined;
        const { verdict } = await only(id, {
          meddling: {
            answer: (_, { method, path }) => {
              if (method === 'PATCH') updatedAt = performance.now();
              const isLate = updatedAt !== undefined && performance.now() - updatedAt > 200;
              const isLook = id === 'update/later' ? isLate : updatedAt !== undefined;
              return isLook && method === 'GET' && SESSION.test(path) ? 'drop' : undefined;
            },
          },
        });
        expect(verdict).to.equal('blocked');
      });
    }

    it('waits as a 503 asks to before it reads again', async () => {
      const began = performance.now();
      let updatedAt: number | undefined;
      const { verdict, obstacle } = await only('viewport.width/minimum/at', {
        meddling: {
          request: ({ method, path }) => {
            if (method === 'PATCH') updatedAt = performance.now();
            const isSoon = updatedAt !== undefined && performance.now() - updatedAt < 900;
            return method === 'GET' && SESSION.test(path) && isSoon
              ? { status: 503, headers: { 'retry-after': '1' }, body: '' }
              : undefined;
          },
        },
      });
      expect(verdict, obstacle).to.equal('pass');
      expect(performance.now() - began).to.be.at.least(1000);
    });

    /** Answers the reads that follow an update of a case of the viewport. */
    const afterUpdate = (answer: PassingAnswer): Meddling => {
      let isNext = false;
      return {
        request: ({ method, path, headers }) => {
          const isMeant = isNext && method === 'GET' && SESSION.test(path);
          isNext = method === 'PATCH' && String(headers['x-test-case']).startsWith('viewport');
          return isMeant ? { ...answer } : undefined;
        },
      };
    };

    for (const body of ['<p>Hello</p>', '[]', '']) {
      it(`takes ${JSON.stringify(body)} for no proof of what an update did`, async () => {
        const ids = ['viewport.width/minimum/at', 'viewport.width/minimum/below', 'reads/form'];
        const meddling = afterUpdate({ status: 200, headers: { 'content-type': 'text/html' }, body });
        const { results } = await judged(ids, { meddling });
        expect(results.map(({ verdict }) => verdict)).to.deep.equal(['breach', 'breach', 'pass']);
        expect(results.flatMap((result) => [...causesIn(result, 'x').keys()])).to.deep.equal([
          'read/200',
          'read/200',
        ]);
      });
    }

    it('reports a key that a failing read shows', async () => {
      const body = '{"code":"a","message":"reference-key-with-full-access"}';
      const meddling = afterUpdate({ status: 500, headers: { 'content-type': 'application/json' }, body });
      const result = await only('viewport.width/minimum/at', { meddling });
      expect([...causesIn(result, 'x').keys()]).to.deep.equal(['read/500', 'secret/KERNEL_API_KEY']);
    });

    it('needs the last read of a run to show a session as well', async () => {
      const request = ({ method, path, headers }: PassingRequest): PassingAnswer | undefined =>
        method === 'GET' && headers['x-test-case'] === 'reads/form' && SESSION.test(path)
          ? { status: 200, headers: { 'content-type': 'application/json' }, body: '[]' }
          : undefined;
      expect((await only('reads/form', { meddling: { request } })).verdict).to.equal('breach');
    });
  });

  describe('that checks in another order, or has something in front', () => {
    const EDGES: readonly (readonly [id: string, status: number])[] = [
      ['404/odd-id/two-thousand-letters', 414],
      ['404/odd-id/encoded-slash', 405],
      ['404/odd-id/no-utf-8', 421],
      ['404/nearly/encoded-twice', 400],
      ['body/large', 413],
      ['401/8-kb-as-the-key/valid-body', 431],
      ['401/key-in-proxy-authorization/valid-body', 407],
      ['404/path/segment-behind-it', 403],
      ['404/path/no-id', 405],
    ];
    for (const [id, status] of EDGES) {
      it(`accepts ${status} in a form of its own for ${id}, and no server error`, async () => {
        expect((await only(id, { meddling: edge(id, status) })).verdict).to.equal('pass');
        expect((await only(id, { meddling: edge(id, 502) })).verdict).to.equal('breach');
      });
    }

    for (const [id, verdict] of [
      ['body/large', 'not verified'],
      ['404/odd-id/two-thousand-letters', 'not verified'],
      ['viewport.width/minimum/at', 'blocked'],
    ] as const) {
      it(`leaves ${id} ${verdict} where its connection is closed without an answer`, async () => {
        const answer = (_: PassingAnswer, { method, headers }: PassingRequest): 'drop' | undefined =>
          method === 'PATCH' && headers['x-test-case'] === id ? 'drop' : undefined;
        expect((await only(id, { meddling: { answer } })).verdict).to.equal(verdict);
      });
    }

    it('accepts 400 for an invalid body of a key that may not update', async () => {
      const id = '403/restricted-key/invalid-body';
      const error = '{"code":"bad_request","message":"No."}';
      const right = edge(id, 400, error, 'application/json');
      expect((await only(id, { meddling: right })).verdict).to.equal('pass');
      expect(
        (
          await only('403/restricted-key/valid-body', {
            meddling: edge('403/restricted-key/valid-body', 400, error, 'application/json'),
          })
        ).verdict,
      ).to.equal('breach');
    });
  });

  describe('with the defaults of a common framework', () => {
    const refusing: Meddling = edge(
      'body/spelling/zero-fraction',
      400,
      '{"code":"a","message":"b"}',
      'application/json',
    );

    it('notes what only an overly literal reading forbids', async () => {
      const result = await only('body/spelling/zero-fraction', { meddling: refusing });
      expect(result.verdict).to.equal('note');
      expect([...causesIn(result, 'whole-numbers').keys()]).to.deep.equal(['note/whole-numbers']);
    });

    it('calls it a breach where a run is strict', async () => {
      const settings = { CONTRACT_STRICT: 'on' };
      const result = await only('body/spelling/zero-fraction', { meddling: refusing, settings });
      expect(result.verdict).to.equal('breach');
    });

    it('notes names in other letters wherever they are taken for a member, and nothing else beside', async () => {
      const ids = [
        'update/unknown/other-letters',
        'viewport/names-in-capitals',
        'profile/form/id-in-capitals',
      ];
      const mutants = ['names-in-any-case', 'names-of-viewport-in-any-case', 'names-of-profile-in-any-case'];
      for (const [index, mutant] of mutants.entries()) {
        const result = await only(ids[index] ?? '', { mutant });
        expect(result.verdict, mutant).to.equal('note');
        expect([...causesIn(result, 'names').keys()], mutant).to.deep.equal(['note/names']);
      }
      const loses: Meddling = {
        answer: (answer, { method }) => {
          if (method === 'GET') answer.body = answer.body.replace(/"proxy_id":"\w+"/, '"proxy_id":"other"');
          return undefined;
        },
      };
      expect((await only('body/spelling/exponent', { meddling: loses })).verdict).to.equal('breach');
    });

    it('calls a server error a breach all the same', async () => {
      const id = 'body/spelling/zero-fraction';
      expect((await only(id, { meddling: edge(id, 500) })).verdict).to.equal('breach');
    });

    /** Accepts the update of a case, and changes nothing. */
    const accepting = (id: string): Meddling => {
      const lastRead = new Map<string, JsonObject>();
      return {
        request: ({ method, headers, path }) =>
          method === 'PATCH' && headers['x-test-case'] === id
            ? {
                status: 200,
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify(lastRead.get(path) ?? {}),
              }
            : undefined,
        answer: (answer, { method, path }) => {
          if (method === 'GET') lastRead.set(path, objectIn(answer.body));
          return undefined;
        },
      };
    };

    it('notes that an update without a body is accepted, as the sample of the document sends it', async () => {
      expect((await only('body/empty', { meddling: accepting('body/empty') })).verdict).to.equal('note');
    });

    it('calls it a breach that somebody without a key is let in, whatever may be looked at before the key', async () => {
      for (const body of ['no-body', 'truncated-body', 'text-as-the-body']) {
        const id = `401/no-header/${body}`;
        const result = await only(id, { meddling: accepting(id) });
        expect(result.verdict, id).to.equal('breach');
        expect([...causesIn(result, 'x').keys()], id).to.deep.equal(['status/200-for-401']);
      }
    });

    it('calls it a breach that an update without a body changes a session, or is taken for one of no session', async () => {
      const lost = edge('body/empty', 404, '{"code":"a","message":"b"}', 'application/json');
      expect((await only('body/empty', { meddling: lost })).verdict).to.equal('breach');
      let isReset = false;
      const resets: Meddling = {
        request: ({ method, headers, body }) => {
          isReset ||= method === 'PATCH' && headers['x-test-case'] === 'body/empty' && body === '';
          return undefined;
        },
        answer: (answer, { method, path }) => {
          if (isReset && method === 'PATCH') answer.status = 200;
          if (isReset && method === 'GET' && SESSION.test(path))
            answer.body = JSON.stringify({
              ...objectIn(answer.body),
              viewport: { width: 1920, height: 1080 },
            });
          return undefined;
        },
      };
      const result = await only('body/empty', { meddling: resets });
      expect(result.verdict).to.equal('breach');
      expect([...causesIn(result, 'x').keys()]).to.include('applied-refusal/viewport.changed');
    });
  });

  describe('that makes two mistakes at once', () => {
    /** Changes what a session shows from the update of a case on. */
    const from = (id: string, changes: JsonObject): Meddling => {
      let isBroken = false;
      return {
        request: ({ method, headers, body }) => {
          isBroken ||= method === 'PATCH' && headers['x-test-case'] === id && MARKED.test(body);
          return undefined;
        },
        answer: (answer, { path }) => {
          if (isBroken && SESSION.test(path) && answer.status === 200)
            answer.body = JSON.stringify({ ...objectIn(answer.body), ...changes });
          return undefined;
        },
      };
    };
    const MARKED = /"width":319|proxyId/;

    it('says that an invalid update is accepted, and that it changes what it does not name', async () => {
      const id = 'viewport.width/minimum/below';
      const meddling = from(id, { stealth: true });
      const result = await only(id, { meddling, mutant: 'viewport-bounds-only-positive' });
      expect([...causesIn(result, 'x').keys()]).to.deep.equal([
        'status/200-for-400/x',
        'applied-refusal/stealth.changed',
      ]);
    });

    it('says that a proxy is shown as null, and that an update takes it away', async () => {
      const id = 'update/unknown/other-spelling';
      const result = await only(id, { meddling: from(id, { proxy_id: null }) });
      expect([...causesIn(result, 'x').keys()]).to.deep.equal([
        'schema/200/proxy_id.null',
        'frame/proxy_id.removed',
      ]);
    });
  });

  describe('that is wrong in every answer', () => {
    const WRONG: Meddling = {
      answer: (answer, { method }) => {
        if (method === 'GET') answer.body = answer.body.replace(/"height":\d+/, '"height":777');
        return undefined;
      },
    };

    it('takes few more requests than one that is right, and says nothing twice', async () => {
      const ids = collectCases()
        .filter(({ id }) => /^viewport\.width\/(?:type|minimum|maximum)/.test(id))
        .map(({ id }) => id);
      const right = await judged(ids, {});
      const wrong = await judged(ids, { meddling: WRONG });
      expect(wrong.results.filter(({ verdict }) => verdict === 'breach')).not.to.deep.equal([]);
      expect(wrong.requests).to.be.below(right.requests * 3);
      for (const { findings } of wrong.results) {
        const sentences = findings.map(sentenceOf);
        expect(new Set(sentences).size).to.equal(sentences.length);
      }
    });
  });
});

function objectIn(text: string): JsonObject {
  const json = text === '' ? {} : parseJson(text);
  return isObject(json) ? json : {};
}
