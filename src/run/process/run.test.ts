import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { readJunit } from '../../../proof/testing/read-junit.js';
import { startReferenceServer, type ReferenceServer } from '../../reference-server/server.js';
import {
  MOCHA,
  startContract,
  type StartedContract,
  type StartOptions,
} from '../../../proof/testing/start-contract.js';
import { newFolder, removeFolders } from '../../../proof/testing/rig.js';
import { runInProcess, type EndedRun, type InProcess } from '../../../proof/testing/run-in-process.js';
import { startTamperingProxy, type Meddling } from '../../../proof/testing/tampering-proxy.js';

describe('a run of the contract', () => {
  const cleanUp: (() => unknown)[] = [];
  after(removeFolders);
  afterEach(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  });

  const start = (options?: StartOptions): StartedContract => {
    const started = startContract(options);
    cleanUp.push(() => {
      started.process.kill('SIGKILL');
      started.discard();
    });
    return started;
  };
  const run = async (what: InProcess): Promise<EndedRun> => {
    const ended = await runInProcess(what);
    cleanUp.push(() => ended.discard());
    return ended;
  };
  const referenceServer = async (latencyMs = 0): Promise<ReferenceServer> => {
    const started = await startReferenceServer({
      document: 'openapi/kernel-patch-browser.openapi.yaml',
      latencyMs,
    });
    cleanUp.push(() => started.close());
    return started;
  };
  const keysOf = (api: ReferenceServer): Record<string, string> => ({
    KERNEL_BASE_URL: api.url,
    KERNEL_API_KEY: api.apiKey,
    KERNEL_RESTRICTED_API_KEY: api.restrictedApiKey,
    KERNEL_FAILING_BROWSER_ID: api.failingBrowserId,
  });
  const through = async (api: ReferenceServer, meddling: Meddling): Promise<Record<string, string>> => {
    const tamperingProxy = await startTamperingProxy(api.url, meddling);
    cleanUp.push(() => tamperingProxy.close());
    return { ...keysOf(api), KERNEL_BASE_URL: tamperingProxy.url };
  };
  /** All cases against an API that does not give everything; run once. */
  const wholeRun = (): Promise<WholeRun> => (whole ??= runWhole());
  let whole: Promise<WholeRun> | undefined;
  after(async () => {
    if (whole === undefined) return;
    const { api, ended } = await whole;
    ended.discard();
    await api.close();
  });
  const lastLine = (output: string): string => output.trimEnd().split('\n').at(-1) ?? '';

  it('is green against the embedded reference server, with every declared status verified', async () => {
    const run = start();
    const { code, output } = await run.ended;
    expect(code, output).to.equal(0);
    for (const status of [200, 400, 401, 403, 404, 500])
      expect(output).to.match(new RegExp(`^verified .*\\b${status} \\(in \\d+ cases?\\)`, 'm'));
    expect(lastLine(output)).to.match(
      /^CONFORMS: [\d ]+ of [\d ]+ cases passed on the embedded reference server, .*Exit code 0\.$/,
    );
    expect(run.record().exitCode).to.equal(0);
    expect(existsSync(run.ledgerDir) ? readdirSync(run.ledgerDir) : []).to.deep.equal([]);
  });

  it('checks the API of the settings with the same command, and leaves no browser behind', async () => {
    const api = await referenceServer();
    const run = start({ env: keysOf(api), args: ['--grep', '^viewport'] });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(0);
    expect(lastLine(output)).to.contain(` passed on ${api.url}`);
    expect(api.createdBrowsers()).to.be.greaterThan(0);
    expect(api.activeBrowsers()).to.equal(0);
    const { properties } = await readJunit(run.report('junit.xml'));
    expect(properties).to.include({
      target: api.url,
      'browsers created': String(api.createdBrowsers()),
      'browsers released': String(api.createdBrowsers()),
    });
  });

  it('names cases alike in every run, also in one that reaches none of them', async () => {
    const { api, ended: first } = await wholeRun();
    const second = await run({ env: { ...keysOf(api), KERNEL_API_KEY: 'a-key-that-nobody-has' } });
    const names = async (ended: EndedRun): Promise<string[]> =>
      (await readJunit(ended.report('junit.xml'))).cases
        .filter(({ classname = '' }) => !classname.endsWith('.run'))
        .map(({ classname, name }) => `${classname} | ${name}`);
    expect(await names(second)).to.deep.equal(await names(first));
  });

  it('annotates a job on GitHub with its causes, and folds what stands above the last screen', async () => {
    const api = await referenceServer();
    const env = await through(api, {
      answer: (answer, { method }) => {
        if (method === 'PATCH') {
          answer.status = 400;
          answer.body = '{"code":"x","message":"\\n::error::forged\\n::endgroup::"}';
        }
        return undefined;
      },
    });
    const started = start({
      args: ['specs/viewport.spec.ts', '--grep', 'viewport.width/minimum/at'],
      env: { ...env, GITHUB_ACTIONS: 'true' },
    });
    const { code, output } = await started.ended;
    expect(code, output).to.equal(1);
    const lines = started.stdout().trimEnd().split('\n');
    const commands = lines.flatMap((line, index) => (line.startsWith('::') ? [{ line, index }] : []));
    const [group, endgroup, ...errors] = commands;
    expect(group?.line).to.equal('::group::Causes and details');
    expect(endgroup?.line).to.equal('::endgroup::');
    for (const { line } of errors)
      expect(line).to.match(
        /^::error file=specs\/viewport\.spec\.ts,line=\d+,title=[^:,]+::.*%0Aagain: npm run case/,
      );
    expect(errors.map(({ line }) => line.replace(/.*title=(.*?)::.*/, '$1'))).to.include(
      'status/400-for-200/viewport.width.minimum',
    );
    expect(started.record().causes).to.have.length(errors.length);
    expect(lines.slice(group?.index, endgroup?.index).join('\n')).to.contain('\n  because ');
    expect(lastLine(output)).to.contain('BREACH: ');
  });

  it('calls an API that stores another width a breach, in a block that a person can act on', async () => {
    const api = await referenceServer();
    const env = await through(api, {
      answer: (answer, { method }) => {
        if (method === 'PATCH' && answer.status === 200)
          answer.body = answer.body.replace(/"width":\d+/, '"width":1000');
        return undefined;
      },
    });
    const ended = await run({ env, only: /viewport\.width\/minimum\/at/ });
    const { code, output } = ended;
    expect(code, output).to.equal(1);
    expect(output).to.contain('because   the answer shows viewport.width 1000, but 320 was sent');
    expect(output).to.contain('again     npm run case -- viewport.width/minimum/at');
    expect(output).to.contain('on a fresh session: seen again');
    expect(ended.report('junit.xml')).to.contain('on a fresh session: seen again');
    expect(output).to.match(/curl +curl .*Authorization: Bearer \$KERNEL_API_KEY/);
    expect(lastLine(output)).to.match(/^BREACH: .*Exit code 1\.$/);
    const { cases } = await readJunit(ended.report('junit.xml'));
    expect(cases.map(({ element, type }) => `${element ?? 'passed'} ${type ?? ''}`)).to.deep.equal([
      'failure echo/viewport.width',
      'passed ', // nothing leaked
    ]);
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('takes an empty list that comes as null for what it means, and lists it once as drift', async () => {
    const api = await referenceServer();
    const env = await through(api, {
      answer: (answer, { method }) => {
        if (method === 'GET' && answer.body === '[]') answer.body = 'null\n';
        return undefined;
      },
    });
    const ended = await run({ env, only: /viewport\.width\/minimum\/at/ });
    const { code, output } = ended;
    expect(code, output).to.equal(0);
    expect(ended.record().drift).to.deep.equal([
      { what: 'GET /browsers: null instead of an empty list', firstSeenIn: 'preflight', times: 1 },
    ]);
    expect(output).to.match(
      /^drift +GET \/browsers: null instead of an empty list \(1 ×, first in\s+preflight\)$/m,
    );
  });

  it('says that a breach did not happen again, and calls it a breach all the same', async () => {
    const api = await referenceServer();
    let broken = false;
    const env = await through(api, {
      answer: (answer, { method }) => {
        if (method !== 'PATCH' || broken) return undefined;
        broken = true;
        answer.headers['content-type'] = 'text/html';
        return undefined;
      },
    });
    const { code, output } = await run({ env, only: /viewport\.width\/minimum\/at/ });
    expect(code, output).to.equal(1);
    expect(output).to.contain('on a fresh session: not seen again; one clean try does not make it a fluke');
  });

  it('does not try a breach again with --bail', async () => {
    const api = await referenceServer();
    const env = await through(api, {
      answer: (answer, { method }) => {
        if (method === 'PATCH') answer.headers['content-type'] = 'text/html';
        return undefined;
      },
    });
    const { code, output } = await run({ env, only: /viewport\.width\/minimum\/at/, bails: true });
    expect(code, output).to.equal(1);
    expect(output).not.to.contain('on a fresh session');
  });

  it('calls an API that applies what it refuses a breach', async () => {
    const api = await referenceServer();
    const env = await through(api, {
      // Applies the body, mended, behind the suite's back; the refusal still comes from the API.
      request: async ({ method, path, body, headers }) => {
        if (method !== 'PATCH' || !body.includes('319')) return undefined;
        await fetch(api.url + path, {
          method,
          headers: { authorization: String(headers.authorization), 'content-type': 'application/json' },
          body: body.replace('319', '321'),
        });
        return undefined;
      },
    });
    const ended = await run({ env, only: /viewport\.width\/minimum\/below/ });
    const { code, output } = ended;
    expect(code, output).to.equal(1);
    expect(output).to.match(
      /because +GET afterwards: viewport\.width was 1283 before and is 321 now, though the update had to be refused/,
    );
  });

  it('reports what it cannot verify as skipped with the reason, and in the last lines', async () => {
    const { api, env, ended } = await wholeRun();
    const { code, output } = ended;
    expect(code, output).to.equal(0);
    expect(api.activeBrowsers()).to.equal(0);
    expect(output).to.match(
      /^not verified +403 \(KERNEL_RESTRICTED_API_KEY is not set\) 500 \(KERNEL_FAILING_BROWSER_ID is not set\)$/m,
    );

    expect(lastLine(output)).to.match(/^CONFORMS as far as verified: /);
    const { cases } = await readJunit(ended.report('junit.xml'));
    const skipped = cases.filter(({ element }) => element === 'skipped');
    expect(skipped.map(({ classname = '' }) => classname.replace(/^.*\./, ''))).to.include.members([
      '403-Forbidden',
      '500-Internal-Server-Error',
    ]);

    const strict = await run({ env: { ...env, CONTRACT_REQUIRE_ALL: 'on' }, only: /^403\// });
    expect(strict.code).to.equal(2);
  });

  it('does not verify what a plan does not allow, and verifies the rest', async () => {
    const api = await referenceServer();
    const forbidden = JSON.stringify({ code: 'insufficient_plan', message: 'Not on this plan.' });
    const env = await through(api, {
      request: ({ method, path }) =>
        method === 'POST' && (path.endsWith('/replays') || path === '/proxies')
          ? { status: 403, headers: { 'content-type': 'application/json' }, body: forbidden }
          : undefined,
    });
    const ended = await run({ env, only: /^(?:proxy_id|viewport)/ });
    const { code, output } = ended;
    expect(code, output).to.equal(0);
    expect(ended.report('junit.xml')).to.contain('creating a replay was answered with 403');
    expect(lastLine(output)).to.match(/^CONFORMS as far as verified: /);
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('says in one sentence that a key is refused, before it creates anything', async () => {
    const api = await referenceServer();
    const ended = await run({ env: { ...keysOf(api), KERNEL_API_KEY: 'sk_not_the_right_key' } });
    const { code, output } = ended;
    expect(code).to.equal(2);
    expect(output).to.match(/preflight: .* refused KERNEL_API_KEY with 401/);
    expect(api.createdBrowsers()).to.equal(0);
    const { cases } = await readJunit(ended.report('junit.xml'));
    expect(cases.length).to.be.greaterThan(10);
    const passed = cases.filter(({ element }) => element !== 'error').map(({ name }) => name);
    expect(passed).to.deep.equal(['leaked resources']);
  });

  it('reports all problems of the settings at once, sends nothing, and leaves no older report in place', async () => {
    const jobSummary = path.join(newFolder(), 'job.md');
    const env = { KERNEL_BASE_URL: '', CONTRACT_BROWSERS: 'many', GITHUB_STEP_SUMMARY: jobSummary };
    const run = start({ env });
    const { code, output } = await run.ended;
    expect(code).to.equal(2);
    expect(output)
      .to.contain('KERNEL_BASE_URL is set but empty')
      .and.to.contain('CONTRACT_BROWSERS is "many"');
    expect(lastLine(output)).to.equal('NOT JUDGED: nothing was sent. Exit code 2.');
    const { cases } = await readJunit(run.report('junit.xml'));
    expect(cases.map(({ classname, element }) => `${classname ?? ''} ${element ?? ''}`)).to.deep.equal([
      'unknown.run error',
      'unknown.run error',
    ]);
    for (const name of ['index.html', 'summary.md']) {
      const text = run.report(name).replaceAll('\\', ''); // of Markdown
      expect(text)
        .to.contain('KERNEL_BASE_URL is set but empty')
        .and.to.match(/nothing was sent/i);
    }
    expect(readFileSync(jobSummary, 'utf8')).to.equal(run.report('summary.md'));
  });

  it('never calls a selection of nothing green', async () => {
    const { code, output } = await start({ args: ['--grep', 'no such case'] }).ended;
    expect(code).to.equal(2);
    expect(output).to.contain('No case matches');
  });

  it('creates nothing where the restricted key is no key', async () => {
    const api = await referenceServer();
    const env = { ...keysOf(api), KERNEL_RESTRICTED_API_KEY: 'no-key-of-this-server' };
    const { code, output } = await run({ env });
    expect(code, output).to.equal(2);
    expect(output)
      .to.contain('refused KERNEL_RESTRICTED_API_KEY with 401')
      .and.to.match(/The server says: "\w+: [^{}]+"/);
    expect(api.createdBrowsers()).to.equal(0);
  });

  it('blocks the case of the failing session where nobody knows that session any more', async () => {
    const api = await referenceServer();
    const env = { ...keysOf(api), KERNEL_FAILING_BROWSER_ID: 'gone' };
    const { code, output } = await run({ env, only: /500\// });
    expect(code, output).to.equal(2);
    expect(output).to.contain('KERNEL_FAILING_BROWSER_ID names a session that the API does not know');
  });

  it('requires nothing that this target cannot show', async () => {
    const api = await referenceServer();
    const env = { ...keysOf(api), CONTRACT_REQUIRE_ALL: '1' };
    const { code, output } = await run({ env, only: /401\/key-in-the-query/ });
    expect(code, output).to.equal(0);
    expect(output).to.contain('only tried on the embedded reference server');
  });

  it('holds no session that a case with two sessions is waiting for', async () => {
    const { code, output } = await run({
      env: { CONTRACT_BROWSERS: '2' },
      only: /^(update\/bystander|reads\/form|viewport\.width\/minimum\/at)$/,
    });
    expect(code, output).to.equal(0);
    expect(output).to.contain('3 of 3 cases passed');
  });

  it('goes on after a case that it could not judge, with --bail', async () => {
    const api = await referenceServer();
    const env = await through(api, {
      answer: (answer, { method, headers }) => {
        if (method !== 'PATCH' || headers['x-test-case'] !== 'viewport.width/minimum/at') return undefined;
        answer.status = 429;
        answer.headers['retry-after'] = '3600';
        return undefined;
      },
    });
    const args = ['--bail', '--grep', 'viewport.width/minimum/\\w+ '];
    const { code, output } = await start({ env: { ...env, CONTRACT_BROWSERS: '1' }, args }).ended;
    expect(code, output).to.equal(2);
    expect(output).to.match(/^cases +1 blocked, 1 pass/m);
    expect(output).not.to.contain('never ran');
  });

  it('starts no further case once one broke the contract, with --bail', async () => {
    const api = await referenceServer();
    const env = await through(api, {
      answer: (answer, { method }) => {
        if (method === 'PATCH') answer.headers['content-type'] = 'text/plain';
        return undefined;
      },
    });
    const { code, output } = await run({ env: { ...env, CONTRACT_BROWSERS: '1' }, bails: true });
    expect(code, output).to.equal(1);
    expect(output).to.match(
      /BREACH: \S+ broke the contract in 1 case: 1 cause\. Also: \d+ cases never ran\./,
    );
  });

  it('runs the one case with exactly the given id, and suggests near ones where there is none', async () => {
    const run = start({ command: 'src/cli/case.ts', args: ['viewport.width/minimum/blow'] });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(2);
    expect(output).to.contain('the closest are viewport.width/minimum/below, ');
    expect(run.report('junit.xml')).to.equal('');
  });

  it('refuses Mocha options that would break its promises', async () => {
    const { code, output } = await start({ args: ['--retries', '2', '--parallel'] }).ended;
    expect(code).to.equal(2);
    expect(lastLine(output)).to.equal(
      'NOT JUDGED: nothing was sent to the embedded reference server. Exit code 2.',
    );
    expect(output)
      .to.contain('--retries cannot be used here')
      .and.to.contain('--parallel cannot be used here');
  });

  it('waits a 429 out, sends again, counts it, and judges no case by it', async () => {
    const api = await referenceServer();
    const limited = JSON.stringify({ code: 'rate_limited', message: 'Slow down.' });
    const env = await through(api, {
      request: ({ index }) =>
        index % 9 === 4
          ? {
              status: 429,
              headers: { 'content-type': 'application/json', 'retry-after': '0' },
              body: limited,
            }
          : undefined,
    });
    const ended = await run({ env, only: /^(?:viewport|40)/ });
    const { code, output } = ended;
    expect(code, output).to.equal(0);
    expect(output).to.match(/^used +\d[\d ]* requests \([1-9]\d* throttled\), /m);
  });

  it('reads again what lags behind for a moment, and reports the lag', async () => {
    const api = await referenceServer();
    let stale: string | undefined;
    let lastRead: string | undefined;
    const env = await through(api, {
      answer: (answer, { method, path }) => {
        if (method === 'GET' && path.startsWith('/browsers/')) {
          // The first read after an update still shows what stood there before it.
          const fresh = answer.body;
          if (stale !== undefined) answer.body = stale;
          stale = undefined;
          lastRead = fresh;
        }
        if (method === 'PATCH' && answer.status === 200) stale = lastRead;
        return undefined;
      },
    });
    const ended = await run({ env: { ...env, CONTRACT_BROWSERS: '1' }, only: /viewport\.width\/m/ });
    const { code, output } = ended;
    expect(code, output).to.equal(0);
    expect(output).to.match(/^read-back +up to \d+ ms behind$/m);
  });

  it('says in the JUnit report, too, that another report could not be written', async () => {
    const reports = newFolder();
    const api = await referenceServer();
    const env = await through(api, {
      request: () => {
        mkdirSync(path.join(reports, 'run.json', 'in the way'), { recursive: true });
        return undefined;
      },
    });
    const { code, output } = await run({
      env: { ...env, CONTRACT_REPORTS_DIR: reports },
      only: /401\/no-header/,
    });
    expect(code, output).to.equal(2);
    const junit = await readJunit(readFileSync(path.join(reports, 'junit.xml'), 'utf8'));
    expect(junit.cases.map(({ classname, name }) => `${classname ?? ''} ${name ?? ''}`)).to.include(
      '127-0-0-1.run reports',
    );
  });

  it('runs one case by its id and shows its exchanges with the key by name', async () => {
    const run = start({ command: 'src/cli/case.ts', args: ['401/no-header/valid-body'] });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(0);
    expect(output)
      .to.contain('asserted: PATCH /browsers/')
      .and.to.contain('> authorization: Bearer $KERNEL_API_KEY');
    expect(output).to.contain('1 pass; 1 in all');
  });

  it('runs by Mocha by hand too, with its reports and its last lines', async () => {
    const api = await referenceServer();
    const command = MOCHA;
    const run = start({ command, env: keysOf(api), args: ['--grep', '404/unknown'] });
    const { code, output } = await run.ended;
    expect(code, output).to.equal(0);
    expect(lastLine(output)).to.match(/^CONFORMS: .* Exit code 0\.$/);
    expect((await readJunit(run.report('junit.xml'))).cases).to.have.length(4); // three, and the leaked resources
    expect(api.activeBrowsers()).to.equal(0);

    const refused = start({ command, env: { ...keysOf(api), KERNEL_API_KEY: 'sk_not_the_right_key' } });
    expect((await refused.ended).code).to.equal(2);

    const wrong = await start({ command, env: { KERNEL_BASE_URL: '' } }).ended;
    expect(wrong.code, wrong.output).to.equal(2);
    expect(lastLine(wrong.output)).to.equal('NOT JUDGED: nothing was sent. Exit code 2.');
  });
});

interface WholeRun {
  readonly api: ReferenceServer;
  readonly env: Readonly<Record<string, string>>;
  readonly ended: EndedRun;
}

async function runWhole(): Promise<WholeRun> {
  const api = await startReferenceServer({ document: 'openapi/kernel-patch-browser.openapi.yaml' });
  const env = { KERNEL_BASE_URL: api.url, KERNEL_API_KEY: api.apiKey };
  return { api, env, ended: await runInProcess({ env }) };
}
