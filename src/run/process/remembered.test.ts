import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

  it('is a summary for the CI job as well, which follows what stands there', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'summary-'));
    const file = path.join(dir, 'job.md');
    writeFileSync(file, 'What came before.\n');
    const runs = [file, path.join(dir, 'missing', 'job.md')].map((GITHUB_STEP_SUMMARY) =>
      runInProcess({ only: /^404\/unknown/, env: { GITHUB_STEP_SUMMARY } }),
    );
    const [run, unable] = await Promise.all(runs);
    try {
      const own = run?.report('summary.md') ?? '';
      expect(own).to.match(/^## Contract of .*\n\n\*\*CONFORMS.* Exit code 0\.\*\*\n/);
      expect(readFileSync(file, 'utf8')).to.equal(`What came before.\n${own}`);
      expect(unable?.code).to.equal(0);
      expect(unable?.output).to.match(/^The summary could not be appended to .*job\.md, .*ENOENT/m);
    } finally {
      rmSync(dir, { recursive: true });
      for (const one of [run, unable]) one?.discard();
    }
  });
});
