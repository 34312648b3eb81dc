import { expect } from 'chai';
import { sampleSummary } from '../../proof/testing/sample-summaries.js';
import type { Outcome } from './outcomes.js';
import type { RunSummary } from './run-summary.js';
import { unsteadyCases } from './unsteady-cases.js';

const runs = (...outcomes: Outcome[]): RunSummary[] =>
  outcomes.map((outcome, index) => sampleSummary({ runId: String(index), cases: { a: { outcome } } }));

describe('cases whose verdict comes and goes', () => {
  it('are those that changed back', () => {
    expect(unsteadyCases(runs('pass', 'breach', 'pass', 'pass'))).to.deep.equal([
      { target: 'https://api.example.com', id: 'a', runs: 4, broke: 1, changes: 2, notSeenAgain: 0 },
    ]);
  });

  it('are not those that changed once, as a release does it', () => {
    expect(unsteadyCases(runs('pass', 'pass', 'breach', 'breach'))).to.deep.equal([]);
    expect(unsteadyCases(runs('breach', 'pass'))).to.deep.equal([]);
  });

  it('are not those that were accepted, noted, or not judged in between', () => {
    expect(unsteadyCases(runs('breach', 'known', 'breach'))).to.deep.equal([]);
    expect(unsteadyCases(runs('pass', 'note', 'drift', 'pass'))).to.deep.equal([]);
    expect(unsteadyCases(runs('breach', 'blocked', 'never ran', 'breach'))).to.deep.equal([]);
  });

  it('are not those of another document, version or target', () => {
    const [first, second, third] = runs('pass', 'breach', 'pass');
    if (first === undefined || second === undefined || third === undefined) throw new Error('No runs.');
    for (const other of [
      { document: { file: 'a', hash: 'b' } },
      { suiteVersion: '0.2.0' },
      { target: 'https://staging.example.com' },
    ]) {
      expect(unsteadyCases([first, { ...second, ...other }, third])).to.deep.equal([]);
    }
  });

  it('are also those that a second try did not show again', () => {
    const cases = { a: { outcome: 'breach', isUnsteady: true } } as const;
    expect(unsteadyCases([sampleSummary({ cases })])[0]).to.include({ id: 'a', runs: 1, notSeenAgain: 1 });
  });
});
