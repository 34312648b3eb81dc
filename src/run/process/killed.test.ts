import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { planSweep } from '../../api/leases/sweep-plan.js';
import { sweep } from '../../api/leases/sweep.js';
import { serveProxy, closeServers } from '../../../proof/testing/servers.js';
import {
  closeReferenceServers,
  newReferenceServer,
  outsider,
} from '../../../proof/testing/reference-servers.js';
import { rig } from '../../../proof/testing/rig.js';
import { startContract, type StartedContract } from '../../../proof/testing/start-contract.js';

/** Who is killed, and at which request that the API receives: some before it is handled, some after. */
const MOMENTS = [
  { who: 'both', at: 3, when: 'before' },
  { who: 'both', at: 9, when: 'after' },
  { who: 'both', at: 31, when: 'after' },
  { who: 'Mocha', at: 6, when: 'after' },
  { who: 'the parent', at: 7, when: 'after' },
] as const;

describe('a run that is killed', () => {
  const runs: StartedContract[] = [];
  afterEach(async () => {
    for (const run of runs.splice(0)) {
      run.process.kill('SIGKILL');
      run.discard();
    }
    await closeServers();
    await closeReferenceServers();
  });

  for (const { who, at, when } of MOMENTS) {
    it(`leaves nothing after a sweep: ${who}, ${when} request ${at}`, async () => {
      const api = await newReferenceServer();
      const kill = { now: (): void => undefined };
      let count = 0;
      const strike = (moment: 'before' | 'after'): boolean => {
        if (moment === 'before') count += 1;
        if (count >= at && moment === when) kill.now();
        return false;
      };
      const server = await serveProxy(
        api.url,
        () => strike('before'),
        () => strike('after'),
      );
      const run = startContract({
        env: { KERNEL_BASE_URL: server.url, KERNEL_API_KEY: api.apiKey, CONTRACT_BROWSERS: '2' },
        args: ['--grep', 'viewport.width/|proxy_id'],
      });
      runs.push(run);
      kill.now = () => {
        kill.now = () => undefined;
        const parent = run.process.pid ?? 0;
        const mocha = mochaOf(parent);
        if (who === 'both') process.kill(mocha, 'SIGSTOP'); // so that it cannot clean up between the two kills
        if (who !== 'Mocha') run.process.kill('SIGKILL');
        if (who !== 'the parent') process.kill(mocha, 'SIGKILL');
      };
      const { code, output } = await run.ended; // its pipes close when Mocha, which shares them, has ended too
      expect(code, output).not.to.equal(0);
      const { vendor, target } = rig(server.url, { apiKey: api.apiKey });
      const swept = await sweep(vendor, planSweep(run.ledgerDir, target));
      expect(swept.leaks).to.deep.equal([]);
      expect(readdirSync(run.ledgerDir)).to.deep.equal([]);
      expect(api.activeBrowsers()).to.equal(0);
      const left: unknown[] = [];
      for await (const { name } of outsider(api).profiles.list()) left.push(name);
      for await (const { name } of outsider(api).proxies.list()) left.push(name);
      expect(left).to.deep.equal([]);
    });
  }
});

/** The Mocha process among the children of a run; others compile sources. */
function mochaOf(parent: number): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ');
  const isMocha = (pid: string): boolean => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('mocha.js');
  return Number(children.find(isMocha));
}
