import { expect } from 'chai';
import { runInProcess } from '../../../proof/testing/run-in-process.js';
import { readHistory } from '../../report/history.js';

describe('what a run leaves to later ones', () => {
  it('is a summary, unless it looked at a single case aside', async () => {
    const only = /^(?:reads|404\/unknown)/;
    const [run, aside] = await Promise.all([
      runInProcess({ only }),
      runInProcess({ only, how: { isAside: true } }),
    ]);
    try {
      const [summary, ...others] = readHistory(`${run.dir}/reports`).runs;
      const { runId, target, exitCode } = run.record();
      expect(summary).to.include({ runId, target, exitCode, isWhole: false });
      expect(others).to.deep.equal([]);
      expect(readHistory(`${aside.dir}/reports`)).to.deep.equal({ runs: [], sentences: [] });
    } finally {
      run.discard();
      aside.discard();
    }
  });
});
