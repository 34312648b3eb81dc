import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { RunEvent } from '../../model/events.js';
import { openApi } from '../../../proof/testing/open-api.js';
import { collectCases } from '../process/collect-cases.js';
import { startWorkers } from './workers.js';
import { KEY_REFUSED } from './key-refused.js';
import { unknownId } from '../case/unknown-id.js';
import type { Meddling, PassingAnswer, PassingRequest } from '../../../proof/testing/tampering-proxy.js';
import { resultsThrough } from '../../../proof/testing/results-through.js';

function error(status: number, code: string): PassingAnswer {
  const body = JSON.stringify({ code, message: 'No.' });
  return { status, headers: { 'content-type': 'application/json' }, body };
}

const sessionOf = ({ path }: PassingRequest): string => /^\/browsers\/([^/?]+)$/.exec(path)?.[1] ?? '';

describe('a session that ends by itself under a case', () => {
  const seen: string[] = [];
  /** The session that was read last, of those that are not this one. */
  const lastRead = (ids: readonly string[], not: string): string | undefined =>
    ids.filter((id) => id !== not && id !== '').at(-1);
  const ID = 'viewport.width/minimum/at';
  /** From the first update on, so many sessions are gone for everybody. */
  const ending = (count: number): Meddling => {
    const gone = new Set<string>();
    return {
      request: (request) => {
        const id = sessionOf(request);
        const isUpdate = request.method === 'PATCH' && request.headers['x-test-case'] === ID;
        if (isUpdate && gone.size < count) gone.add(id);
        return gone.has(id) && request.method !== 'DELETE' ? error(404, 'not_found') : undefined;
      },
    };
  };

  it('is no breach: the case is run again on another', async () => {
    expect((await resultsThrough([ID], ending(1)))[0]).to.deep.include({ verdict: 'pass', findings: [] });
  });

  it('is one where it happens again', async () => {
    expect((await resultsThrough([ID], ending(2)))[0]?.verdict).to.equal('breach');
  });

  it('is one where the update was answered wrongly as well', async () => {
    const gone = new Set<string>();
    const [result] = await resultsThrough([ID], {
      request: (request) => {
        const id = sessionOf(request);
        if (request.method === 'DELETE') return undefined;
        if (gone.has(id)) return error(404, 'not_found');
        if (request.method !== 'PATCH' || gone.size > 0) return undefined;
        gone.add(id);
        return error(500, 'internal_error');
      },
    });
    expect(result?.verdict).to.equal('breach');
    expect(result?.reason).to.contain('status 500, expected 200');
  });

  it('keeps its case from being judged from the third session of a run on', async () => {
    const ids = ['minimum/at', 'minimum/below', 'maximum/at'].map((one) => `viewport.width/${one}`);
    const met = new Set<unknown>();
    const gone = new Set<string>();
    const all = await resultsThrough(ids, {
      request: (request) => {
        const id = sessionOf(request);
        const which = request.headers['x-test-case'];
        if (request.method === 'PATCH' && !met.has(which)) gone.add(id);
        if (request.method === 'PATCH') met.add(which);
        return gone.has(id) && request.method !== 'DELETE' ? error(404, 'not_found') : undefined;
      },
    });
    expect(all.map(({ verdict }) => verdict)).to.deep.equal(['pass', 'pass', 'blocked']);
    expect(all[2]?.reason).to.contain('the session ended while it was in use, as had 2 others of this run');
  });

  it('blocks the case where another cannot be prepared', async () => {
    const gone = new Set<string>();
    const [result] = await resultsThrough(['viewport.force/recording/omitted'], {
      request: (request) => {
        const id = sessionOf(request);
        if (request.method === 'PATCH' && gone.size === 0) gone.add(id);
        if (gone.has(id) && request.method !== 'DELETE') return error(404, 'not_found');
        const isList = request.method === 'GET' && request.path.endsWith('/replays');
        return gone.size > 0 && isList ? error(500, 'internal_error') : undefined;
      },
    });
    expect(result?.verdict).to.equal('blocked');
    expect(result?.reason).to.contain('500');
  });

  it('is no breach either where it is only looked at', async () => {
    let bystander: string | undefined;
    const [result] = await resultsThrough(['update/bystander'], {
      request: (request) => {
        const id = sessionOf(request);
        // Before the first update, the session that only looks on was read.
        if (request.method === 'PATCH' && bystander === undefined) bystander = lastRead(seen, id);
        seen.push(id);
        return id === bystander && request.method === 'GET' ? error(404, 'not_found') : undefined;
      },
    });
    expect(result?.verdict).to.equal('pass');
  });

  it('hides no key that was shown meanwhile', async () => {
    const gone = new Set<string>();
    const [result] = await resultsThrough([ID], {
      request: (request) => {
        const id = sessionOf(request);
        if (request.method === 'PATCH' && gone.size === 0) gone.add(id);
        if (!gone.has(id) || request.method === 'DELETE') return undefined;
        return error(404, String(request.headers.authorization));
      },
    });
    expect(result?.verdict).to.equal('breach');
    expect(new Set(result?.findings.map(({ check }) => check))).to.deep.equal(new Set(['secret-shown']));
  });

  it('hides no key either where no other session can be had', async () => {
    let isGone = false;
    const [result] = await resultsThrough([ID], {
      request: ({ method, path, headers }) => {
        if (isGone && method === 'POST' && path === '/browsers') return error(500, 'internal_error');
        isGone ||= method === 'PATCH';
        if (!isGone || method === 'DELETE' || !path.startsWith('/browsers/')) return undefined;
        return error(404, String(headers.authorization));
      },
    });
    expect(result?.verdict).to.equal('breach');
    expect(result?.findings[0]?.check).to.equal('secret-shown');
  });

  it('hides no wrong answer to the update of another, and is no part of it', async () => {
    const looks: string[] = [];
    let bystander: string | undefined;
    const [result] = await resultsThrough(['update/bystander'], {
      request: (request) => {
        const id = sessionOf(request);
        if (request.method === 'PATCH' && bystander === undefined) {
          bystander = lastRead(looks, id);
          return error(400, 'invalid_request');
        }
        looks.push(id);
        return id === bystander && request.method === 'GET' ? error(404, 'not_found') : undefined;
      },
    });
    expect(result?.verdict).to.equal('breach');
    expect(result?.findings.map(({ check }) => check)).to.deep.equal(['status-expected']);
  });
});

describe('an API that gives fewer browsers at once than there are workers', () => {
  /** What becomes of cases at an API that has room for one browser, and refuses any other. */
  const atFullApi = async (
    isSelected: (id: string) => boolean,
    refusal: PassingAnswer,
    deletionMs = 0,
  ): Promise<{ verdicts: string[]; drift: string[]; left: number }> => {
    const api = await openApi({
      request: ({ method, path }) => {
        if (method === 'DELETE') return sleep(deletionMs, undefined);
        const isFull = method === 'POST' && path === '/browsers' && api.referenceServer.activeBrowsers() >= 1;
        return isFull ? { ...refusal } : undefined;
      },
    });
    const selected = collectCases().filter(({ id }) => isSelected(id));
    const events: RunEvent[] = [];
    const journal = (event: RunEvent): void => void events.push(event);
    try {
      await startWorkers(selected, 3, { ...api.tools, journal }).finished;
    } finally {
      await api.close();
    }
    const verdicts = events.flatMap((event) => (event.type === 'result' ? event.result.verdict : []));
    expect(verdicts).to.have.length(selected.length);
    const drift = events.flatMap((event) => (event.type === 'drift' ? event.drift.kind : []));
    return { verdicts, drift, left: api.referenceServer.activeBrowsers() };
  };

  for (const [status, words] of [
    [402, 'by what is paid for'],
    [429, 'for a while'],
    [403, 'by its plan'],
    [409, 'by the state of the account'],
    [422, 'by a rule'],
    [503, 'by its capacity'],
  ] as const) {
    it(`keeps no case from being judged: ${words}, with ${status}`, async () => {
      const refusal = { ...error(status, 'too_many_browsers'), headers: { 'retry-after': '0' } };
      const { verdicts, drift, left } = await atFullApi(
        (id) => /^viewport\.(width|height)(?:\/[^/]+){2}$/.test(id),
        refusal,
      );
      expect(new Set(verdicts)).to.deep.equal(new Set(['pass']));
      expect(drift).to.include('fewer browsers');
      expect(left).to.equal(0);
    });
  }

  const OF_THREE_KINDS = [
    'viewport.width/minimum/at',
    'viewport.force/recording/omitted',
    'proxy_id/remove/stealth',
  ];
  for (const [how, deletionMs] of [
    ['', 0],
    [', where deletions take their time', 700],
  ] as const) {
    it(`keeps no case of a kind of browser that it has not given yet from being judged${how}`, async () => {
      const refusal = error(403, 'too_many_browsers');
      const { verdicts } = await atFullApi((id) => OF_THREE_KINDS.includes(id), refusal, deletionMs);
      expect(verdicts).to.deep.equal(['pass', 'pass', 'pass']);
    });
  }

  it('blocks the cases where it gives none', async () => {
    const [result] = await resultsThrough(['viewport.width/minimum/at'], {
      request: ({ method, path }) =>
        method === 'POST' && path === '/browsers'
          ? { ...error(429, 'too_many_browsers'), headers: { 'retry-after': '3600' } }
          : undefined,
    });
    expect(result?.verdict).to.equal('blocked');
    expect(result?.reason).to.contain('lower CONTRACT_BROWSERS');
  });
});

describe('a key that expires while a run is under way', () => {
  const IDS = ['viewport.width/minimum/at', 'viewport.width/minimum/below'];

  it('breaks no contract, and nothing more is tried', async () => {
    let expired = false;
    const all = await resultsThrough(IDS, {
      request: ({ method }) => {
        expired ||= method === 'PATCH';
        return expired && method !== 'DELETE' ? error(401, 'unauthorized') : undefined;
      },
    });
    expect(all.map(({ verdict }) => verdict)).to.deep.equal(['blocked', 'blocked']);
    for (const { reason } of all) expect(reason).to.contain(KEY_REFUSED);
  });

  it('is not believed from a 401 or two', async () => {
    let refusals = 2;
    const all = await resultsThrough(IDS, {
      request: ({ method, path }) => {
        const isMet = method === 'PATCH' || path.startsWith('/browsers?limit=1');
        return isMet && refusals-- > 0 ? error(401, 'unauthorized') : undefined;
      },
    });
    expect(all.map(({ verdict }) => verdict)).to.deep.equal(['breach', 'pass']);
  });

  it('is something else where only updates call it wrong', async () => {
    const [result] = await resultsThrough(IDS.slice(0, 1), {
      request: ({ method }) => (method === 'PATCH' ? error(401, 'unauthorized') : undefined),
    });
    expect(result?.verdict).to.equal('breach');
  });
});

describe('a session that is deleted for a case', () => {
  it('blocks the case where it cannot be deleted', async () => {
    const [result] = await resultsThrough(
      ['404/deleted-session'],
      {
        request: (request) =>
          request.method === 'DELETE' && sessionOf(request) !== '' ? error(409, 'busy') : undefined,
      },
      1,
    );
    expect(result).to.include({ verdict: 'blocked', reason: 'the session could not be deleted' });
  });
});

describe('an id that nobody has', () => {
  it('is shaped like a real one where there is one', () => {
    for (const [like, shape] of [
      ['8f14e45f-ceea-467f-a9c4-1b2c3d4e5f60', /^8f14e45f-ceea-467f-a9c4-[0-9a-f]{12}$/],
      ['brw_01J9ZQ4T8XKM2N6P7R5S', /^brw_01J9ZQ4T8XKM[A-F0-9]{8}$/],
      ['htzv5orfit78e1m2biiifpbv', /^htzv5orfit78e1m2[a-f0-9]{8}$/],
    ] as const) {
      expect(unknownId(like)).to.match(shape).and.not.equal(like);
    }
  });

  it('is no neighbour of an id that may be counted up', () => {
    for (const like of ['', '1001', 'browser-1']) expect(unknownId(like)).to.match(/^z[0-9a-f]{23}$/);
  });
});
