import { expect } from 'chai';
import type { Meddling, PassingAnswer, PassingRequest } from '../../../proof/testing/tampering-proxy.js';
import { resultsThrough, type ReportedResult } from '../../../proof/testing/results-through.js';

type Answering = (answer: PassingAnswer, request: PassingRequest) => void;

/** Runs cases one after the other against a reference server whose answers are changed on their way. */
function results(ids: readonly string[], answering: Answering = () => undefined): Promise<ReportedResult[]> {
  return resultsThrough(ids, {
    answer: (answer, request) => {
      answering(answer, request);
      return undefined;
    },
  });
}

const listsReplays = ({ method, path }: PassingRequest): boolean =>
  method === 'GET' && path.endsWith('/replays');

describe('resizes at once', () => {
  const BEFORE = ['viewport/change/of-the-image', 'viewport/change/beyond-4k'];

  it('pass where a read meanwhile shows a size that the session had in an earlier case', async () => {
    let underWay = false;
    let stale = 0;
    const all = await resultsThrough([...BEFORE, 'update/burst'], {
      request: ({ method, body }) => {
        underWay ||= method === 'PATCH' && body.includes('"width":1001');
        return undefined;
      },
      answer: (answer, { method }) => {
        if (method !== 'GET' || !underWay || stale > 0) return undefined;
        stale += 1; // a replica that lags behind answers one of the reads
        answer.body = answer.body.replace(/"width":\d+,"height":\d+/, '"width":1920,"height":1080');
        return undefined;
      },
    });
    expect(stale).to.equal(1);
    expect(all.map(({ verdict }) => verdict)).to.deep.equal(['pass', 'pass', 'pass']);
  });
});

describe('updates of different fields at once', () => {
  const ID = 'update/at-once';

  it('pass where each has taken effect in the end', async () => {
    expect((await results([ID]))[0]).to.deep.include({ verdict: 'pass', findings: [] });
  });

  it('are a breach where one has undone the other', async () => {
    const [result] = await results([ID], (answer, { method }) => {
      if (method === 'GET')
        answer.body = answer.body.replace(/"width":\d+,"height":\d+/, '"width":1283,"height":807');
    });
    expect(result?.findings.map(({ check }) => check)).to.deep.equal(['read-back', 'read-back']);
    expect(result?.reason).to.contain('viewport.width 1283');
  });

  it('are a breach where an answer does not show what its own update named', async () => {
    const [result] = await results([ID], (answer, { method, body }) => {
      if (method === 'PATCH' && body.includes('"proxy_id"'))
        answer.body = answer.body.replace(/"proxy_id":"\w+"/, '"proxy_id":"another"');
    });
    expect(result?.findings.map(({ check }) => check)).to.deep.equal(['echo']);
  });

  it('may be refused while another is under way, and then change nothing', async () => {
    let updates = 0;
    const refusing: Answering = (answer, { method, headers }) => {
      if (method !== 'PATCH' || headers['x-test-case'] !== ID || (updates += 1) < 2) return;
      answer.status = 400;
      answer.body = '{"code":"busy","message":"The session is being updated."}';
    };
    // The reference server has applied what the answer calls refused.
    expect((await results([ID], refusing))[0]?.findings.map(({ check }) => check)).to.include('frame');
  });
});

describe('two profiles at once', () => {
  const ID = 'profile/at-once';

  it('pass where one is loaded and the other refused', async () => {
    expect((await results([ID]))[0]).to.deep.include({ verdict: 'pass', findings: [] });
  });

  it('are a breach where the one that is shown is not the one that was accepted', async () => {
    const [result] = await results([ID], (answer, { method, headers }) => {
      if (method === 'GET' && headers['x-test-case'] === ID)
        answer.body = answer.body.replace(/"profile":\{"id":"\w+"/, '"profile":{"id":"another"');
    });
    expect(result?.findings.map(({ check }) => check)).to.include('read-back');
  });

  it('are a breach where both are accepted', async () => {
    const [result] = await results([ID], (answer, { method }) => {
      if (method === 'PATCH') answer.status = 200;
    });
    expect(result?.findings.map(({ check }) => check)).to.include('status-expected');
  });
});

describe('an update after one that was refused', () => {
  const ID = 'update/unknown-reference/proxy_id/profile';

  it('passes where nothing of the first comes with it', async () => {
    expect((await results([ID]))[0]).to.deep.include({ verdict: 'pass', findings: [] });
  });

  it('is a breach where it brings along what the first one named', async () => {
    let isOver = false;
    const [result] = await resultsThrough([ID], {
      request: ({ method, body }) => {
        isOver ||= method === 'PATCH' && body.includes('"width":1523');
        return undefined;
      },
      answer: (answer, { method }) => {
        if (isOver && method === 'GET')
          answer.body = answer.body.replace(/"proxy_id":"[^"]+"/, '"proxy_id":"of-the-first"');
        return undefined;
      },
    });
    expect(result?.verdict).to.equal('breach');
    expect(result?.findings.map(({ check }) => check)).to.deep.equal(['frame']);
    expect(result?.exchanges.map(({ purpose }) => purpose)).to.include('set-up');
  });
});

describe('rates that are left to the API', () => {
  const ID = 'viewport.refresh_rate/derived';

  it('pass where they follow from the size', async () => {
    expect((await results([ID]))[0]).to.deep.include({ verdict: 'pass', findings: [] });
  });

  it('are found where only the answer shows another one than the read afterwards', async () => {
    const [result] = await results([ID], (answer, { method, headers, body }) => {
      const isAsserted =
        method === 'PATCH' && headers['x-test-case'] === ID && !body.includes('refresh_rate');
      if (isAsserted) answer.body = answer.body.replace(/"refresh_rate":\d+/, '"refresh_rate":59');
    });
    expect(result?.findings.map(({ check }) => check)).to.deep.equal(['derived-rate']);
    expect(result?.reason).to.contain(
      'viewport.refresh_rate is 59 at 1025 x 769, where the update left it out, but was 60',
    );
  });

  it('are not verified where no rate is shown', async () => {
    const [result] = await results([ID], (answer) => {
      answer.body = answer.body.replace(/,"refresh_rate":\d+/, '');
    });
    expect(result).to.include({
      verdict: 'not verified',
      reason: 'the API shows no refresh rate for this session',
    });
  });
});

describe('a session that is recorded', () => {
  const FORCED = 'viewport.force/recording/true';
  const SEGMENTS = 'viewport.force/recording/segments';
  const AFTER = 'viewport.force/recording/after-force';

  it('is used again as long as something is recorded', async () => {
    const created = new Set<string>();
    const all = await results([AFTER, FORCED, SEGMENTS], (_, { path }) => {
      const id = /^\/browsers\/([^/?]+)\/replays$/.exec(path)?.[1];
      if (id !== undefined) created.add(id);
    });
    expect(all.map(({ verdict }) => verdict)).to.deep.equal(['pass', 'pass', 'pass']);
    expect(created.size).to.equal(1);
  });

  it('is replaced where a resize has ended the recording, and the case that looks for that finds it', async () => {
    const ended = new Set<string>();
    const [forced, looked, after] = await results([FORCED, SEGMENTS, AFTER], (answer, request) => {
      const id = /^\/browsers\/([^/?]+)/.exec(request.path)?.[1] ?? '';
      if (request.method === 'PATCH' && request.body.includes('"force":true')) ended.add(id);
      if (listsReplays(request) && ended.has(id))
        answer.body = answer.body.replaceAll('"finished_at":null', '"finished_at":"2026-01-01T00:00:00Z"');
    });
    expect(forced?.verdict).to.equal('pass');
    expect(looked?.findings.map(({ check }) => check)).to.deep.equal(['segments']);
    expect(looked?.block).to.contain('after the resize, expected 1 new recording segment, found 0');
    expect(after).to.include({ verdict: 'blocked', reason: 'nothing is recorded any more after its set-up' });
  });
});

describe('a resize that is refused while a replay is recorded', () => {
  it('is found to stop the recording', async () => {
    let refused = false;
    const [result] = await results(['viewport.force/recording/omitted'], (answer, request) => {
      refused ||= request.method === 'PATCH' && answer.status === 400;
      if (listsReplays(request) && refused)
        answer.body = answer.body.replaceAll('"finished_at":null', '"finished_at":"2026-01-01T00:00:00Z"');
    });
    expect(result?.findings.map(({ check }) => check)).to.deep.equal(['segments']);
    expect(result?.reason).to.match(/after the resize was refused, the recording \w+ is no longer running/);
  });
});

describe('recordings whose ends no list shows', () => {
  const ids = ['omitted', 'segments'].map((one) => `viewport.force/recording/${one}`);
  for (const [what, shown] of [
    ['null', '"started_at":null,"finished_at":null'],
    ['nothing', '"other":1'],
  ]) {
    it(`accuse nobody where ${what} is in their place`, async () => {
      const all = await results(ids, (answer, { path }) => {
        if (path.endsWith('/replays'))
          answer.body = answer.body.replaceAll(/"started_at":[^,]*,"finished_at":[^,]*/g, shown ?? '');
      });
      expect(all.map(({ verdict }) => verdict)).to.deep.equal(['not verified', 'not verified']);
      for (const { reason } of all) expect(reason).to.contain('shows no finished_at');
    });
  }
});

describe('recordings that cannot be listed any more', () => {
  it('take no breach away that was found before', async () => {
    let resized = false;
    const [result] = await results(['viewport.force/recording/segments'], (answer, request) => {
      if (request.method === 'PATCH') {
        resized = true;
        answer.headers['content-type'] = 'text/plain';
      }
      if (listsReplays(request) && resized) answer.status = 500;
    });
    expect(result?.verdict).to.equal('breach');
    expect(result?.findings.map(({ check }) => check)).to.deep.equal(['content-type']);
    expect(result?.block).to.contain('listing the replays was answered with 500');
  });
});

describe('an update whose answer is lost', () => {
  /** Passes updates of a case on, and drops the answer to the one of that number. */
  const dropping = (id: string, number: number): Meddling => {
    let updates = 0;
    return {
      answer: (_, { method, headers }) => {
        if (method !== 'PATCH' || headers['x-test-case'] !== id) return undefined;
        updates += 1;
        return updates === number ? 'drop' : undefined;
      },
    };
  };

  for (const [id, number] of [
    ['viewport.width/minimum/at', 1],
    ['viewport.width/minimum/below', 1],
    ['update/burst', 2],
    ['update/at-once', 1],
    ['update/at-once', 2],
    ['profile/at-once', 2],
  ] as const) {
    it(`judges nobody, whether it was applied or not: ${id}, the answer to number ${number}`, async () => {
      const [result] = await resultsThrough([id], dropping(id, number));
      expect(result).to.deep.include({ verdict: 'blocked', findings: [] });
      expect(result?.reason).to.match(/^PATCH: the connection /);
    });
  }
});
