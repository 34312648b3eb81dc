import { expect } from 'chai';
import { resultsThrough } from '../../../proof/testing/results-through.js';
import type { Meddling, PassingAnswer } from '../../../proof/testing/tampering-proxy.js';

const isSession = (path: string): boolean => /^\/browsers\/[^/?]+$/.test(path);

/** The body of a session, as the last read showed it. */
function remembering(
  meddle: (answer: PassingAnswer, session: string, place: number) => void,
  id: string,
): Meddling {
  let session = '{}';
  let asserted = 0;
  return {
    answer: (answer, { method, headers, path }) => {
      if (headers['x-test-case'] !== id || !isSession(path)) return undefined;
      if (method === 'GET' && answer.status === 200) session = answer.body;
      if (method === 'PATCH' && answer.status >= 400) meddle(answer, session, (asserted += 1));
      return undefined;
    },
  };
}

describe('an update that is sent more than once', () => {
  for (const id of ['401/no-header/again', '401/no-header/other-updates', '403/restricted-key/again']) {
    it(`is found to be let in at last: ${id}`, async () => {
      const lettingIn = (answer: PassingAnswer, session: string, place: number): void => {
        if (place < 2) return;
        answer.status = 200;
        answer.body = session;
      };
      const [result] = await resultsThrough([id], remembering(lettingIn, id));
      expect(result?.verdict).to.equal('breach');
      expect(result?.findings.map(({ check }) => check)).to.include('status-expected');
      const [first, second] = result?.exchanges ?? [];
      expect(first?.response?.status).to.be.oneOf([401, 403]);
      expect(result?.findings[0]?.exchange).to.equal(second);
    });
  }

  it('passes where each try is refused', async () => {
    const ids = [
      '401/no-header/again',
      '403/restricted-key/other-updates',
      '404/unknown-session/other-updates',
    ];
    const all = await resultsThrough(ids, {});
    expect(all.map(({ verdict }) => verdict)).to.deep.equal(['pass', 'pass', 'pass']);
    expect(all[1]?.exchanges.filter(({ purpose }) => purpose === 'asserted')).to.have.length(9);
  });
});

describe('a session that does not exist', () => {
  it('is found to be there after an update that was refused', async () => {
    const [result] = await resultsThrough(['404/unknown-session/valid-body'], {
      answer: (answer, { method, headers }) => {
        if (method !== 'GET' || headers['x-test-case'] !== '404/unknown-session/valid-body') return undefined;
        answer.status = 200;
        answer.body = '{"session_id":"made"}';
        return undefined;
      },
    });
    expect(result?.findings.map(({ check }) => check)).to.deep.equal(['absent']);
    expect(result?.reason).to.contain('it can be read now, though there was no such session');
  });
});

describe('a session that is left alone after an update', () => {
  const ID = 'update/later';

  /** Some reads of the session show what the first one did. */
  const withStale = (isStale: (read: number) => boolean): Meddling => {
    let reads = 0;
    let before = '';
    return {
      answer: (answer, { method, headers, path }) => {
        if (method !== 'GET' || headers['x-test-case'] !== ID || !isSession(path)) return undefined;
        reads += 1;
        if (reads === 1) before = answer.body;
        else if (isStale(reads)) answer.body = before;
        return undefined;
      },
    };
  };

  it('passes where it stays as it is, also where a replica lags behind for a while', async () => {
    const [result] = await resultsThrough(
      [ID],
      withStale((read) => read === 2 || read === 4),
    );
    expect(result?.reason).to.equal('');
    expect(result?.verdict).to.equal('pass');
  });

  it('is found to differ in every second read', async () => {
    const [result] = await resultsThrough(
      [ID],
      withStale((read) => read % 2 === 0),
    );
    expect(result?.verdict).to.equal('breach');
    expect(result?.findings.map(({ check }) => check)).to.include('read-back');
  });
});
