import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { readLedger } from '../../api/leases/ledger-lines.js';
import {
  closeReferenceServers,
  newReferenceServer,
  outsider,
} from '../../../proof/testing/reference-servers.js';
import { runInProcess } from '../../../proof/testing/run-in-process.js';
import { startContract } from '../../../proof/testing/start-contract.js';

describe('a run that keeps the browser of its case', () => {
  afterEach(closeReferenceServers);

  it('names it and its end, and leaves it and what it needs, but nothing where the case holds none', async () => {
    const api = await newReferenceServer();
    const env = { KERNEL_BASE_URL: api.url, KERNEL_API_KEY: api.apiKey };
    const how = { keeps: true, isAside: true };
    const run = await runInProcess({ env, how, only: /^proxy_id\/replace$|^viewport\.width\/minimum\/at$/ });
    const without = await runInProcess({ env, how, only: /^404\/unknown/ });
    try {
      expect(run.code, run.output).to.equal(0);
      const id =
        /^kept +browser (\w+) stays until it is idle for ten minutes \(\S+ at the earliest\) to end it now: npm run sweep -- --run \S+ export ID=\1$/m.exec(
          run.output,
        )?.[1] ?? '';
      expect((await outsider(api).browsers.retrieve(id)).session_id).to.equal(id);
      expect(run.output).to.not.contain('LEFT BEHIND');
      const [file = ''] = readdirSync(path.join(run.dir, 'ledger'));
      const { outstanding, keptUntil } = readLedger(path.join(run.dir, 'ledger', file));
      expect(outstanding.map((what) => what.id)).to.include(id);
      expect(Date.parse(keptUntil ?? '')).to.be.above(Date.now());
      expect(without.output).to.contain('No browser was kept: the case held none');
      expect(readdirSync(path.join(without.dir, 'ledger'))).to.deep.equal([]);
    } finally {
      run.discard();
      without.discard();
    }
  });

  it('is refused on the embedded reference server, before anything is sent', async () => {
    const run = startContract({ command: 'src/cli/case.ts', args: ['viewport.width/minimum/at', '--keep'] });
    const { code, output } = await run.ended;
    run.discard();
    expect(code, output).to.equal(2);
    expect(output).to.contain('--keep needs an API: the embedded reference server ends with the run');
  });
});
