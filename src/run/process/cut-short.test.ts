import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { readJunit } from '../../../proof/testing/read-junit.js';
import { startReferenceServer, type ReferenceServer } from '../../reference-server/server.js';
import { startTamperingProxy } from '../../../proof/testing/tampering-proxy.js';
import {
  startContract,
  type StartedContract,
  type StartOptions,
} from '../../../proof/testing/start-contract.js';

/** A spec with one case of the suite's own kind and something that goes wrong. */
const specWith = (trouble: string): string => `
  import { accepts } from '@suite/fixtures/contract.js';
  describe('viewport', () => {
    accepts('one', 'a size', { clause: { pointer: '#/components/schemas/BrowserViewport', text: 'a viewport' }, body: { viewport: { width: 901, height: 701 } } });
    ${trouble}
    accepts('two', 'another size', { clause: { pointer: '#/components/schemas/BrowserViewport', text: 'a viewport' }, body: { viewport: { width: 903, height: 703 } } });
  });
`;

describe('a run that is cut short', () => {
  const cleanUp: (() => unknown)[] = [];
  afterEach(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  });

  const referenceServer = async (latencyMs = 0): Promise<ReferenceServer> => {
    const started = await startReferenceServer({
      document: 'openapi/kernel-patch-browser.openapi.yaml',
      latencyMs,
    });
    cleanUp.push(() => started.close());
    return started;
  };
  const start = (api: ReferenceServer, options: StartOptions = {}): StartedContract => {
    const env = { KERNEL_BASE_URL: api.url, KERNEL_API_KEY: api.apiKey, ...options.env };
    const started = startContract({ ...options, env });
    cleanUp.push(() => {
      started.process.kill('SIGKILL');
      started.discard();
    });
    return started;
  };
  /** A run that has judged its first cases, and holds browsers. */
  const underWay = async (api: ReferenceServer): Promise<StartedContract> => {
    const run = start(api, { args: ['--grep', '^viewport'] });
    await run.said('✓');
    await holdsBrowsers(api);
    return run;
  };
  const ledgers = (run: StartedContract): string[] =>
    existsSync(run.ledgerDir) ? readdirSync(run.ledgerDir) : [];
  const outcomes = async (run: StartedContract): Promise<Record<string, string>> => {
    const { cases } = await readJunit(run.report('junit.xml'));
    return Object.fromEntries(
      cases.map(({ name, element, type }) => [
        name ?? '',
        element === undefined ? 'passed' : `${element} ${type ?? ''}`,
      ]),
    );
  };
  /** Resolves as soon as the API holds a browser of the run. */
  const holdsBrowsers = async (api: ReferenceServer): Promise<void> => {
    for (let tries = 0; api.activeBrowsers() === 0; tries += 1) {
      if (tries > 2000) throw new Error('The run created no browser within 20 s.');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  /** The Mocha process of a run, by its parent. */
  const mochaOf = (run: StartedContract): number => {
    const pid = run.process.pid ?? 0;
    for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (parentOf(Number(entry)) === pid) return Number(entry);
    }
    throw new Error('The Mocha process was not found.');
  };

  it('is right about the outcome when a spec calls process.exit(0)', async () => {
    const api = await referenceServer();
    const run = start(api, { specs: { 'a.spec.ts': specWith(`it('leaves', () => process.exit(0));`) } });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(3);
    expect(output).to.contain('before the run had ended');
    expect(Object.values(await outcomes(run))).to.include('error never ran');
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('is right about the outcome when a spec does not load', async () => {
    const api = await referenceServer();
    const run = start(api, { specs: { 'a.spec.ts': specWith(`throw new Error('no spec');`) } });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(3);
    expect(output).to.contain('before it had listed a case');
    expect(api.createdBrowsers()).to.equal(0);
  });

  it('is right about the outcome when a row has a placeholder beside other text', async () => {
    const api = await referenceServer();
    const row = `accepts('a', 'a row', { clause: { pointer: '#', text: '' }, body: { proxy_id: '<other proxy>\\n' } });`;
    const { code, output } = await start(api, { specs: { 'a.spec.ts': specWith(row) } }).ended;
    expect(code, output).to.equal(3);
    expect(output).to.contain('The case a has <other proxy> as a part of "<other proxy>\\n"');
    expect(api.createdBrowsers()).to.equal(0);
  });

  it('is right about the outcome when two cases have one id', async () => {
    const api = await referenceServer();
    const twice = `accepts('two', 'a copy', { clause: { pointer: '#', text: '' }, body: {} });`;
    const { code, output } = await start(api, { specs: { 'a.spec.ts': specWith(twice) } }).ended;
    expect(code, output).to.equal(3);
    expect(output).to.contain('Two cases have the id two');
  });

  it('is right about the outcome when a promise is rejected that nobody awaits', async () => {
    const api = await referenceServer();
    const floating = `it('floats', async () => { void Promise.reject(new Error('nobody cares')); await new Promise((r) => setTimeout(r, 20)); });`;
    const run = start(api, { specs: { 'a.spec.ts': specWith(floating) } });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(3);
    expect(output).to.contain('A promise was rejected that nobody awaited: nobody cares');
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('is right about the outcome when a hook fails', async () => {
    const api = await referenceServer();
    const hook = `before(() => { throw new Error('no water'); });`;
    const run = start(api, { specs: { 'a.spec.ts': specWith(hook) } });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(3);
    expect(output).to.contain('no water');
  });

  it('counts a test in plain Mocha, a failed assertion as a breach', async () => {
    const api = await referenceServer();
    const plain = `it('is plain', async () => { const { expect } = require('${require.resolve('chai')}'); expect(1).to.equal(2); });`;
    const { code, output } = await start(api, { specs: { 'a.spec.ts': specWith(plain) } }).ended;
    expect(code, output).to.equal(1);
  });

  it('puts a breach before everything else that went wrong', async () => {
    const api = await referenceServer();
    const tamperingProxy = await startTamperingProxy(api.url, {
      answer: (answer, { method }) => {
        if (method === 'PATCH') answer.headers['content-type'] = 'text/html';
        return undefined;
      },
    });
    cleanUp.push(() => tamperingProxy.close());
    const trouble = `it('leaves', () => process.exit(0));`;
    const run = start(api, {
      env: { KERNEL_BASE_URL: tamperingProxy.url },
      specs: { 'a.spec.ts': specWith(trouble) },
    });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(1);
    expect(output).to.contain('content type');
  });

  it('keeps its verdicts and releases its browsers when Mocha is killed', async () => {
    const api = await referenceServer(20);
    const run = await underWay(api);
    process.kill(mochaOf(run), 'SIGKILL');
    const { code, output } = await run.ended;
    expect(code, output).to.equal(3);
    expect(output).to.contain('Mocha was ended by SIGKILL');
    const seen = Object.values(await outcomes(run));
    expect(seen).to.include('passed').and.to.include('error never ran');
    expect(api.activeBrowsers()).to.equal(0);
    expect(ledgers(run)).to.deep.equal([]);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`ends in order on ${signal}: browsers released, reports whole, code 2`, async () => {
      const api = await referenceServer(20);
      const run = await underWay(api);
      run.process.kill(signal);
      const { code, output } = await run.ended;
      expect(code, output).to.equal(2);
      expect(output).to.contain(`interrupted by ${signal}`);
      expect(output).not.to.contain('no verdict says why');
      expect(Object.values(await outcomes(run))).to.include('error never ran');
      expect(api.activeBrowsers()).to.equal(0);
      expect(ledgers(run)).to.deep.equal([]);
    });
  }

  it('ends in order on Ctrl-C, which reaches both processes', async () => {
    const api = await referenceServer(20);
    const run = await underWay(api);
    process.kill(mochaOf(run), 'SIGINT');
    run.process.kill('SIGINT');
    const { code, output } = await run.ended;
    expect(code, output).to.equal(2);
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('releases its browsers even when the parent is killed', async () => {
    const api = await referenceServer(20);
    const run = start(api);
    await holdsBrowsers(api);
    run.process.kill('SIGKILL');
    await run.ended; // its pipes close when Mocha, which shares them, has ended too
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('is cleaned up after by the next run when both processes were killed', async () => {
    const api = await referenceServer(20);
    const run = start(api);
    await holdsBrowsers(api);
    const mocha = mochaOf(run);
    process.kill(mocha, 'SIGSTOP'); // so that it cannot clean up between the two kills
    run.process.kill('SIGKILL');
    process.kill(mocha, 'SIGKILL');
    await run.ended;
    expect(api.activeBrowsers()).to.be.greaterThan(0);
    const foreign = await fetch(`${api.url}/browsers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.apiKey}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(foreign.status).to.equal(200);

    const next = start(api, {
      env: { CONTRACT_LEDGER_DIR: run.ledgerDir },
      args: ['--grep', '401/no-header/valid'],
    });
    const { code, output } = await next.ended;
    expect(code, output).to.equal(0);
    expect(output, output).to.match(/Releasing \d+ browsers?.* that the run .* left behind at http/);
    expect(api.activeBrowsers(), 'only the browser that is not ours is left').to.equal(1);
    expect(ledgers(run)).to.deep.equal([]);
  });

  it('sends nothing where no report can be written', async () => {
    const api = await referenceServer();
    const dir = mkdtempSync(path.join(tmpdir(), 'contract-file-'));
    cleanUp.push(() => rmSync(dir, { recursive: true }));
    writeFileSync(path.join(dir, 'file'), '');
    const run = start(api, { env: { CONTRACT_REPORTS_DIR: path.join(dir, 'file') } });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(2);
    expect(output.split('No report can be written to'), output).to.have.lengthOf(2);
    expect(output).to.contain(`NOT JUDGED: nothing was sent to ${api.url}.`);
    expect(api.createdBrowsers()).to.equal(0);
  });

  it('says that reports could not be written any more, and does not end green', async () => {
    const api = await referenceServer(20);
    const run = start(api, { args: ['--grep', '401/'] });
    await run.said('no header, valid body');
    const reports = path.join(run.dir, 'reports');
    rmSync(reports, { recursive: true });
    writeFileSync(reports, '');
    const { code, output } = await run.ended;
    expect(code, output).to.equal(2);
    expect(output).to.contain('could not be written');
  });

  it('creates nothing without a ledger', async () => {
    const api = await referenceServer();
    const dir = mkdtempSync(path.join(tmpdir(), 'contract-file-'));
    cleanUp.push(() => rmSync(dir, { recursive: true }));
    writeFileSync(path.join(dir, 'file'), '');
    const run = start(api, {
      env: { CONTRACT_LEDGER_DIR: path.join(dir, 'file') },
      args: ['--grep', '401/no-header/valid'],
    });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(2);
    expect(output).to.contain('nothing is created without it');
    expect(api.createdBrowsers()).to.equal(0);
  });

  it('does not try every case at an API that is gone', async () => {
    const api = await referenceServer();
    let gone = false;
    const tamperingProxy = await startTamperingProxy(api.url, {
      answer: (_, { method }) => {
        gone ||= method === 'PATCH';
        return gone ? 'drop' : undefined;
      },
    });
    cleanUp.push(() => tamperingProxy.close());
    const run = start(api, { env: { KERNEL_BASE_URL: tamperingProxy.url } });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(2);
    expect(output).to.contain('cases in a row could not be judged');
    expect(output).to.contain('NOT RELEASED');
    expect(ledgers(run)).to.have.length(1);
  });
});

function parentOf(pid: number): number {
  const status = `/proc/${pid}/status`;
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(status, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}
