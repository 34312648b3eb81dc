import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { thisOwner } from '../api/leases/owner.js';
import { startContract } from '../../proof/testing/start-contract.js';
import { claimReports, FolderInUse } from './reports-claim.js';

describe('a claim on a folder for reports', () => {
  let dir = '';
  const cleanUp: (() => void)[] = [];
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'claim-'));
  });
  afterEach(() => {
    for (const undo of cleanUp.splice(0).reverse()) undo();
    rmSync(dir, { recursive: true });
  });
  const leaveClaim = (owner: object, ageMs = 0): void => {
    const file = path.join(dir, '.claimed-by-a-run');
    writeFileSync(file, JSON.stringify(owner));
    const at = new Date(Date.now() - ageMs);
    utimesSync(file, at, at);
  };
  const claim = (): void => void cleanUp.push(claimReports(dir));

  it('keeps another run out until it is given back', () => {
    const giveBack = claimReports(dir);
    expect(() => claimReports(dir)).to.throw(
      FolderInUse,
      /is in use by another run \(process \d+ on .+\): wait/,
    );
    giveBack();
    expect(readdirSync(dir)).to.deep.equal([]);
    claim();
  });

  it('ends with the process that made it', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    leaveClaim({ ...thisOwner(), process: `${pid}@1` });
    claim();
  });

  it('of another host lasts as long as its signs of life', () => {
    leaveClaim({ ...thisOwner(), host: 'elsewhere', process: '1@1' });
    expect(claim).to.throw(FolderInUse, /on elsewhere/);
    leaveClaim({ ...thisOwner(), host: 'elsewhere', process: '1@1' }, 3_600_000);
    claim();
  });

  it('is not made of a file that says nothing', () => {
    leaveClaim([]);
    claim();
  });

  it('lets a second run send nothing, and leaves the reports of the first one alone', async () => {
    claim();
    writeFileSync(path.join(dir, 'junit.xml'), 'of the first run');
    for (const env of [{}, { CONTRACT_BROWSERS: 'many' }]) {
      const run = startContract({ env: { ...env, CONTRACT_REPORTS_DIR: dir } });
      const { code, output } = await run.ended;
      run.discard();
      expect(code, output).to.equal(2);
      expect(output).to.contain('is in use by another run').and.to.contain('NOT JUDGED: nothing was sent');
      expect(readFileSync(path.join(dir, 'junit.xml'), 'utf8')).to.equal('of the first run');
    }
  });
});
