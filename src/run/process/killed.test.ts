import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { poll } from '../../api/poll.js';
import { planSweep } from '../../api/leases/sweep-plan.js';
import { sweep } from '../../api/leases/sweep.js';
import { readJunit } from '../../../proof/testing/read-junit.js';
import { serveProxy, closeServers } from '../../../proof/testing/servers.js';
import {
  closeReferenceServers,
  newReferenceServer,
  outsider,
} from '../../../proof/testing/reference-servers.js';
import { rig } from '../../../proof/testing/rig.js';
import { startContract, type StartedContract } from '../../../proof/testing/start-contract.js';

interface Moment {
  readonly who: 'both' | 'Mocha' | 'the parent';
  /** The request that the API receives. */
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** A kill comes whenever it likes; the name of its test says when it came, to put it into the list where it fails. */
function anyMoment(who: Moment['who']): Moment {
  return { who, at: randomInt(3, 60), when: randomInt(2) === 0 ? 'before' : 'after' };
}

/** Who is killed, and at which request: some before it is handled, some after. */
const MOMENTS: readonly Moment[] = [
  { who: 'both', at: 3, when: 'before' },
  { who: 'both', at: 9, when: 'after' },
  { who: 'both', at: 31, when: 'after' },
  { who: 'Mocha', at: 6, when: 'after' },
  { who: 'the parent', at: 7, when: 'after' },
  anyMoment('both'),
  anyMoment('Mocha'),
  anyMoment('the parent'),
];

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
      // A killed process closes its pipes a moment before the system calls it dead, and a live run's ledger is left alone.
      const { seen: swept } = await poll(
        () => sweep(() => Promise.resolve(vendor), planSweep(run.ledgerDir, target)),
        () => readdirSync(run.ledgerDir).length === 0,
        5000,
      );
      expect(swept.leaks).to.deep.equal([]);
      expect(readdirSync(run.ledgerDir)).to.deep.equal([]);
      expect(api.activeBrowsers()).to.equal(0);
      const left: unknown[] = [];
      for await (const { name } of outsider(api).profiles.list()) left.push(name);
      for await (const { name } of outsider(api).proxies.list()) left.push(name);
      expect(left).to.deep.equal([]);
    });
  }

  it('ends at once on a second Ctrl-C while deletions hang, and says what it left and how to release it', async () => {
    const api = await newReferenceServer();
    const hanging = { deletions: 0, isOver: false };
    const server = await serveProxy(api.url, (_, { method }) => {
      if (method !== 'DELETE' || hanging.isOver) return false;
      hanging.deletions += 1;
      if (hanging.deletions === 1) run.process.kill('SIGINT');
      return true; // without an answer
    });
    const run = startContract({
      env: { KERNEL_BASE_URL: server.url, KERNEL_API_KEY: api.apiKey },
      args: ['--grep', '401/no-header/valid-body'],
    });
    runs.push(run);
    await run.said('Interrupt again to stop at once');
    const again = setInterval(() => run.process.kill('SIGINT'), 200); // as people do who are in a hurry
    const { code, output } = await run.ended.finally(() => clearInterval(again));
    expect(code, output).to.equal(2);
    expect(output).to.contain('LEFT BEHIND').and.to.contain('the clean-up was interrupted');
    const { cases } = await readJunit(run.report('junit.xml'));
    const leaked = cases.find(({ name }) => name === 'leaked resources');
    expect(leaked?.element, output).to.equal('failure');
    expect(leaked?.message).to.match(/not released\. Release it with the same settings: npm run sweep$/);

    hanging.isOver = true;
    const settings = {
      KERNEL_BASE_URL: server.url,
      KERNEL_API_KEY: api.apiKey,
      CONTRACT_LEDGER_DIR: run.ledgerDir,
    };
    const command = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
      const swept = startContract({ command: 'src/cli/sweep.ts', args, env: { ...settings, ...env } });
      runs.push(swept);
      return swept.ended;
    };
    const other = await command([], { KERNEL_BASE_URL: 'http://127.0.0.1:9' });
    expect(other.code, other.output).to.equal(0);
    expect(other.output).to.contain(`behind at ${server.url}, which is not the API of the settings`);
    const dry = await command(['--dry-run']);
    expect(dry.code, dry.output).to.equal(0);
    expect(dry.output).to.match(
      /Releasing 1 browser.* that the run .* left behind at http.*\n(?: {2}.*\n)* {2}browser \w+\n/,
    );
    expect(dry.output).to.contain('Nothing was sent or changed (--dry-run).');
    expect(api.activeBrowsers()).to.equal(1);
    const swept = await command([]);
    expect(swept.code, swept.output).to.equal(0);
    expect(api.activeBrowsers()).to.equal(0);
    expect(readdirSync(run.ledgerDir)).to.deep.equal([]);
  });
});

/** The Mocha process among the children of a run; others compile sources. */
function mochaOf(parent: number): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ');
  const isMocha = (pid: string): boolean => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('mocha.js');
  return Number(children.find(isMocha));
}
