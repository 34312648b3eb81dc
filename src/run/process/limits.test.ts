import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { newFolder, removeFolders } from '../../../proof/testing/rig.js';
import { readJunit } from '../../../proof/testing/read-junit.js';
import { runInProcess, type EndedRun } from '../../../proof/testing/run-in-process.js';
import { startContract } from '../../../proof/testing/start-contract.js';
import { startTamperingProxy, type Meddling } from '../../../proof/testing/tampering-proxy.js';
import { startReferenceServer, type ReferenceServer } from '../../reference-server/server.js';

describe('a run that reaches a limit', () => {
  const cleanUp: (() => unknown)[] = [];
  afterEach(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  });

  const start = async (
    env: Readonly<Record<string, string>>,
    only = /./,
    meddling: Meddling = {},
  ): Promise<{ api: ReferenceServer; run: EndedRun }> => {
    const api = await startReferenceServer({ document: 'openapi/kernel-patch-browser.openapi.yaml' });
    cleanUp.push(() => api.close());
    const proxy = await startTamperingProxy(api.url, meddling);
    cleanUp.push(() => proxy.close());
    const target = { KERNEL_BASE_URL: proxy.url, KERNEL_API_KEY: api.apiKey };
    const run = await runInProcess({ env: { ...target, ...env }, only });
    cleanUp.push(() => run.discard());
    return { api, run };
  };

  /** It ended as "could not judge", with every case in a valid report and nothing left behind. */
  const expectEnd = async (run: EndedRun, api: ReferenceServer, why: RegExp): Promise<void> => {
    const { code, output } = run;
    expect(code, output).to.equal(2);
    expect(output).to.match(why);
    expect(api.activeBrowsers()).to.equal(0);
    const { cases } = await readJunit(run.report('junit.xml'));
    expect(cases.filter(({ element }) => element !== undefined)).not.to.deep.equal([]);
    expect(run.record()).to.include({ finished: true, exitCode: 2 });
  };

  it('ends at the number of requests', async () => {
    const { api, run } = await start({ CONTRACT_MAX_REQUESTS: '40' });
    await expectEnd(run, api, /\d+ cases: CONTRACT_MAX_REQUESTS \(40\) is reached/);
    expect(JSON.stringify(run.record().drift)).not.to.contain('sent again');
  });

  it('says how many requests it sent: those that the server received, each 429 among them', async () => {
    let received = 0;
    let isOver = false;
    const busy: Meddling = {
      request: ({ index, method }) => {
        received += 1;
        isOver ||= method === 'DELETE';
        if (index % 7 !== 3 || isOver) return undefined;
        return { status: 429, headers: { 'retry-after': '0' }, body: '' };
      },
    };
    const { run } = await start({ CONTRACT_MAX_REQUESTS: '60' }, /^viewport/, busy);
    const { requests } = run.record();
    expect(requests).to.have.property('sent', received);
    expect(requests).to.have.property('throttled').that.is.within(5, 20);
    expect(run.output).to.match(new RegExp(`used +${received} requests \\(`));
  });

  it('ends at the number of browsers, each created before and released', async () => {
    const { api, run } = await start({ CONTRACT_MAX_BROWSERS: '2' });
    await expectEnd(run, api, /\d+ cases: CONTRACT_MAX_BROWSERS \(2\) is reached/);
    expect(api.createdBrowsers()).to.equal(2);
  });

  it('ends when its time is over, though updates hang', async () => {
    const hang: Meddling = {
      request: ({ method }) => (method === 'PATCH' ? new Promise<undefined>(() => undefined) : undefined),
    };
    const { api, run } = await start({ CONTRACT_MAX_MINUTES: '0.05' }, /viewport/, hang);
    await expectEnd(run, api, /CONTRACT_MAX_MINUTES is 0\.05, and the run has no time left/);
  });

  it('names the wait that there is no time for', async () => {
    const soon: Meddling = {
      answer: (answer, { method }) => {
        if (method !== 'PATCH') return undefined;
        answer.status = 429;
        answer.headers['retry-after'] = '100';
        return undefined;
      },
    };
    const { api, run } = await start({ CONTRACT_MAX_MINUTES: '1' }, /viewport/, soon);
    await expectEnd(run, api, /no time left to wait \d+ s for the rate limit \(.*429 with Retry-After 100\)/);
  });

  it('waits for no Retry-After of an hour, whatever it is sent with', async () => {
    const later: Meddling = {
      request: ({ index, method }) => {
        if (index < 30 || method === 'DELETE') return undefined;
        return { status: 429, headers: { 'retry-after': '3600' }, body: '' };
      },
    };
    const { api, run } = await start({}, /./, later);
    await expectEnd(run, api, /the API answered 429 \(rate limit\) 1 times, last with Retry-After 3600/);
  });
});

describe('a run at an API whose answers are huge', () => {
  afterEach(removeFolders);

  it('calls one that is too large a breach, and needs less than 400 MB in each process', async function () {
    this.timeout(300_000); // hundreds of megabytes: half a minute on a slow processor, several times that on a shared one
    const api = await startReferenceServer({ document: 'openapi/kernel-patch-browser.openapi.yaml' });
    const proxy = await startTamperingProxy(api.url, {
      answer: (answer, { method }) => {
        // What is redacted slowest, and what is longest.
        if (method === 'GET') answer.body = answer.body.replace('{', `{"more":"${'\\\\'.repeat(450_000)}",`);
        if (method === 'PATCH') answer.body += ' '.repeat(50_000_000);
        return undefined;
      },
    });
    const folder = newFolder();
    const [script, peaks] = [path.join(folder, 'peak.cjs'), path.join(folder, 'peaks')];
    const line = '`${process.resourceUsage().maxRSS}\\n`';
    writeFileSync(
      script,
      `process.on('exit', () => require('node:fs').appendFileSync(${JSON.stringify(peaks)}, ${line}));`,
    );
    const run = startContract({
      args: ['--grep', 'viewport.width/minimum'],
      env: { KERNEL_BASE_URL: proxy.url, KERNEL_API_KEY: api.apiKey, NODE_OPTIONS: `--require ${script}` },
    });
    try {
      const { code, output } = await run.ended;
      expect(code, output).to.equal(1);
      expect(output).to.contain('json/200/too-large').and.to.contain('json/400/too-large');
      expect(output).to.contain('the body is longer than 2 MB (CONTRACT_MAX_BODY_MB)');
      const peaksMb = readFileSync(peaks, 'utf8')
        .trim()
        .split('\n')
        .map((kb) => Number(kb) / 1024);
      expect(peaksMb, 'the parent and Mocha').to.have.lengthOf(2);
      for (const peak of peaksMb) expect(peak).to.be.below(400);
      expect(run.report('run.json').length + run.report('junit.xml').length).to.be.below(2_000_000);
    } finally {
      run.process.kill('SIGKILL');
      run.discard();
      await proxy.close();
      await api.close();
    }
  });
});

describe('a run without folders', () => {
  it('needs no temp folder, and ends in a sentence where no report can be written', async () => {
    const runs = [
      startContract({ args: ['--grep', '401/no-header/valid'], env: { TMPDIR: '/proc/x' } }),
      startContract({ env: { CONTRACT_REPORTS_DIR: '/proc/x' } }),
      startContract({ args: ['--grep', '401/no-header/valid'], env: { CONTRACT_LEDGER_DIR: '/proc/x' } }),
    ];
    try {
      const [temp, reports, ledger] = await Promise.all(runs.map((run) => run.ended));
      expect(temp?.code, temp?.output).to.equal(0);
      expect(reports?.code, reports?.output).to.equal(2);
      expect(reports?.output).to.contain('No report can be written to /proc/x: ENOENT');
      expect(ledger?.code, ledger?.output).to.equal(2);
      expect(ledger?.output).to.contain('and nothing is created without it: ENOENT');
    } finally {
      for (const run of runs) {
        run.process.kill('SIGKILL');
        run.discard();
      }
    }
  });
});
