import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type Kernel from '@onkernel/sdk';
import { expect } from 'chai';
import type { ReferenceServer } from '../../reference-server/server.js';
import { openLedger, type Ledger } from './ledger.js';
import { readLedger } from './ledger-lines.js';
import type { Target } from '../../model/settings.js';
import { releaseRun, sweep } from './sweep.js';
import { planSweep, type SweepWish } from './sweep-plan.js';
import { leakLines } from '../../report/leaks.js';
import { planLines } from '../../report/sweep-text.js';
import { answerWith } from '../../../proof/testing/leasing.js';
import { newFolder, removeFolders, rig } from '../../../proof/testing/rig.js';
import {
  closeServers,
  json,
  serveProxy,
  type Intercept,
  type TestServer,
} from '../../../proof/testing/servers.js';
import {
  closeReferenceServers,
  newReferenceServer,
  outsider,
} from '../../../proof/testing/reference-servers.js';

/** The number of a process that has ended. */
const { pid: DEAD } = spawnSync(process.execPath, ['-e', '']);

/** What came of a sweep. */
interface Swept {
  readonly plan: readonly string[];
  readonly browsers: number;
  readonly left: readonly string[];
}

interface Scene {
  readonly api: ReferenceServer;
  readonly server: TestServer;
  readonly target: Target;
  readonly folder: string;
  /** Sweeps as a run does that is about to begin. */
  readonly sweep: (wish?: SweepWish) => Promise<Swept>;
  readonly vendor: Kernel;
  /** Writes the ledger of a run whose process has ended. @returns its file. */
  readonly abandoned: (runId: string, fill: (ledger: Ledger) => unknown, target?: Target) => Promise<string>;
  /** Creates a browser and notes it in a ledger. @returns its id. */
  readonly browserIn: (ledger: Ledger) => Promise<string>;
  readonly isAlive: (id: string) => Promise<boolean>;
}

async function scene(before: Intercept = () => false): Promise<Scene> {
  const api = await newReferenceServer();
  const server = await serveProxy(api.url, before);
  const { vendor, target } = rig(server.url, { apiKey: api.apiKey });
  const folder = newFolder();
  const kernel = outsider(api);
  return {
    api,
    server,
    target,
    folder,
    vendor,
    async sweep(wish) {
      const plan = planSweep(folder, target, wish);
      const { browsers, leaks } = await sweep(() => Promise.resolve(vendor), plan);
      return { plan: planLines(plan, true), browsers, left: leakLines(leaks) };
    },
    async abandoned(runId, fill, of = target) {
      const ledger = openLedger(folder, runId, of);
      await fill(ledger);
      rewrite(ledger.file, /"process":"[^"]*"/, `"process":"${DEAD}@1"`);
      return ledger.file;
    },
    async browserIn(ledger) {
      const entry = ledger.intend('browser');
      const { session_id: id } = await kernel.browsers.create({ headless: true });
      ledger.hold(entry, id);
      return id;
    },
    isAlive: (id) =>
      kernel.browsers.retrieve(id).then(
        () => true,
        () => false,
      ),
  };
}

function rewrite(file: string, old: RegExp, by: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).to.match(old);
  writeFileSync(file, text.replace(old, by));
}

const failDeletion = answerWith('DELETE', /./, 500);
const failRead = answerWith('GET', /./, 500);

describe('the sweep', () => {
  afterEach(async () => {
    await closeServers();
    await closeReferenceServers();
    removeFolders();
  });

  it('releases what a killed run of the same API and key left behind, and nothing else', async () => {
    const { api, abandoned, browserIn, sweep: run, isAlive, target } = await scene();
    const others = await outsider(api).browsers.create({ headless: true });
    const file = await abandoned('killed', async (ledger) => {
      await browserIn(ledger);
      await browserIn(ledger);
      const proxy = await outsider(api).proxies.create({ type: 'isp', name: 'contract-killed-a' });
      ledger.hold(ledger.intend('proxy'), proxy.id ?? '');
    });
    expect(await run()).to.deep.equal({
      plan: [`Releasing 2 browsers, 1 proxy that the run killed left behind at ${target.baseUrl}.`],
      browsers: 2,
      left: [],
    });
    expect(await isAlive(others.session_id)).to.equal(true);
    expect(api.activeBrowsers()).to.equal(1);
    expect(existsSync(file)).to.equal(false);
  });

  it('counts what is already gone as released', async () => {
    const { api, abandoned, browserIn, sweep: run } = await scene();
    const file = await abandoned('killed', async (ledger) => {
      await outsider(api).browsers.deleteByID(await browserIn(ledger));
    });
    expect((await run()).left).to.deep.equal([]);
    expect(existsSync(file)).to.equal(false);
  });

  it('leaves what belongs to another key or another API, and reports it', async () => {
    const { abandoned, browserIn, sweep: run, server, target, isAlive } = await scene();
    let [ofKey, ofApi] = ['', ''];
    const files = [
      await abandoned('of-key', async (l) => (ofKey = await browserIn(l)), {
        ...target,
        apiKey: 'another-key',
      }),
      await abandoned('of-api', async (l) => (ofApi = await browserIn(l)), {
        ...target,
        baseUrl: 'https://x.test',
      }),
    ];
    const swept = await run();
    expect(swept).to.deep.equal({
      plan: [
        'The run of-api left 1 browser behind at https://x.test, which is not the API of the settings: run npm run sweep ' +
          'with KERNEL_BASE_URL and key of that API.',
        `The run of-key left 1 browser behind at ${target.baseUrl}, under another key: run npm run sweep with that key.`,
      ],
      browsers: 0,
      left: [],
    });
    expect(files.map((file) => existsSync(file))).to.deep.equal([true, true]);
    expect(await Promise.all([ofKey, ofApi].map(isAlive))).to.deep.equal([true, true]);
    expect(server.received).to.have.lengthOf(0);
  });

  it('does not touch what a live run holds', async () => {
    const { folder, target, browserIn, sweep: run, server, isAlive } = await scene();
    const ledger = openLedger(folder, 'under-way', target);
    const id = await browserIn(ledger);
    expect(await run()).to.deep.equal({ plan: [], browsers: 0, left: [] });
    expect(await isAlive(id)).to.equal(true);
    expect(existsSync(ledger.file)).to.equal(true);
    expect(server.received).to.have.lengthOf(0);
  });

  // Elsewhere, only the number is known.
  if (process.platform === 'linux') {
    it('distinguishes the dead process of a run from a later one with the same number', async () => {
      const { folder, target, browserIn, sweep: run, api } = await scene();
      const ledger = openLedger(folder, 'killed', target);
      await browserIn(ledger);
      rewrite(ledger.file, /"process":"[^"]*"/, `"process":"${process.pid}@1"`);
      expect(await run()).to.include({ browsers: 1 });
      expect(api.activeBrowsers()).to.equal(0);
    });
  }

  it('removes the ledgers of embedded reference servers, whose resources ended with them', async () => {
    const { abandoned, browserIn, sweep: run, server, target } = await scene();
    const file = await abandoned('embedded', browserIn, { ...target, embedded: true });
    expect(await run()).to.deep.equal({ plan: [], browsers: 0, left: [] });
    expect(existsSync(file)).to.equal(false);
    expect(server.received).to.have.lengthOf(0);
  });

  it('removes a ledger that holds nothing, even that of another key', async () => {
    const { abandoned, sweep: run, target } = await scene();
    const nothing = (ledger: Ledger): void => ledger.close(ledger.intend('browser'));
    const file = await abandoned('others', nothing, { ...target, apiKey: 'another-key' });
    expect(await run()).to.deep.equal({ plan: [], browsers: 0, left: [] });
    expect(existsSync(file)).to.equal(false);
  });

  it('keeps what could not be released, reports it, and releases it next time', async () => {
    let failing = true;
    const stage = await scene((response, request) => failing && failDeletion(response, request));
    let id = '';
    const file = await stage.abandoned('killed', async (ledger) => {
      id = await stage.browserIn(ledger);
      appendFileSync(ledger.file, '{"do":"intend","entr'); // killed while writing
    });
    expect(await stage.sweep()).to.deep.include({
      browsers: 0,
      left: [`browser ${id}: the API answered 500`],
    });
    failing = false;
    expect(await stage.sweep()).to.deep.include({ browsers: 1, left: [] });
    expect(stage.api.activeBrowsers()).to.equal(0);
    expect(existsSync(file)).to.equal(false);
  });

  it('keeps in the ledger what a partial release left', async () => {
    let failing = '';
    const stage = await scene(
      (response, request) =>
        failing !== '' && request.path.endsWith(failing) && failDeletion(response, request),
    );
    const file = await stage.abandoned('killed', async (ledger) => {
      await stage.browserIn(ledger);
      failing = await stage.browserIn(ledger);
      appendFileSync(ledger.file, '{"do":"hold","ent');
    });
    expect(await stage.sweep()).to.include({ browsers: 1 });
    expect(readLedger(file).outstanding.map(({ id }) => id)).to.deep.equal([failing]);
  });

  it('releases what a run holds at its end, and nothing else', async () => {
    const { folder, target, browserIn, vendor, isAlive } = await scene();
    const [mine, other] = [openLedger(folder, 'mine', target), openLedger(folder, 'other', target)];
    const ids = [await browserIn(mine), await browserIn(other)];
    expect(await releaseRun(() => Promise.resolve(vendor), mine, [])).to.deep.equal({
      browsers: 1,
      leaks: [],
    });
    expect(await Promise.all(ids.map(isAlive))).to.deep.equal([false, true]);
    expect([mine, other].map(({ file }) => existsSync(file))).to.deep.equal([false, true]);
  });

  it('finds every browser whose creation had no known outcome, across all pages', async () => {
    const { api, abandoned, sweep: run } = await scene();
    const kernel = outsider(api);
    const { id: proxy_id = '' } = await kernel.proxies.create({ type: 'isp' });
    const { id: others = '' } = await kernel.proxies.create({ type: 'isp' });
    await kernel.browsers.create({ headless: true, proxy_id: others });
    for (let count = 0; count < 45; count += 1) await kernel.browsers.create({ headless: true, proxy_id });
    await abandoned('killed', (ledger) => {
      ledger.hold(ledger.intend('proxy'), proxy_id);
      ledger.intend('browser');
      ledger.intend('browser');
    });
    expect(await run()).to.deep.include({ browsers: 45, left: [] });
    expect(api.activeBrowsers()).to.equal(1);
  });

  it('does not touch other browsers that a search returns', async () => {
    let found: unknown[] = [];
    const {
      api,
      abandoned,
      sweep: run,
    } = await scene((response, { method }) => method === 'GET' && json(response, 200, found));
    const kernel = outsider(api);
    const { id: proxy_id = '' } = await kernel.proxies.create({ type: 'isp' });
    found = [
      await kernel.browsers.create({ headless: true }),
      await kernel.browsers.create({ headless: true, proxy_id }),
    ];
    await abandoned('killed', (ledger) => {
      ledger.hold(ledger.intend('proxy'), proxy_id);
      ledger.intend('browser');
    });
    expect(await run()).to.deep.include({ browsers: 1, left: [] });
    expect(api.activeBrowsers()).to.equal(1);
  });

  it('keeps the proxy that is needed to find a lost browser', async () => {
    let failing = true;
    const {
      api,
      abandoned,
      sweep: run,
    } = await scene((response, request) => failing && failRead(response, request));
    const kernel = outsider(api);
    const { id: proxy_id = '' } = await kernel.proxies.create({ type: 'isp' });
    await kernel.browsers.create({ headless: true, proxy_id });
    const file = await abandoned('killed', (ledger) => {
      ledger.hold(ledger.intend('proxy'), proxy_id);
      ledger.intend('browser');
    });
    expect(await run()).to.deep.include({
      browsers: 0,
      left: [
        'browser of unknown id: the API answered 500',
        `proxy ${proxy_id}: it is still needed to find a browser`,
      ],
    });
    expect(existsSync(file)).to.equal(true);
    failing = false;
    expect(await run()).to.deep.include({ browsers: 1, left: [] });
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('gives up a browser that cannot be found once the API must have ended it by itself', async () => {
    const bare = [{ session_id: 'of somebody', headless: true }];
    const { abandoned, sweep: run } = await scene(
      (response, { method }) => method === 'GET' && json(response, 200, bare),
    );
    const file = await abandoned('killed', (ledger) => ledger.intend('browser'));
    expect((await run()).left).to.have.lengthOf(1);
    const longAgo = new Date(Date.now() - 3_600_000).toISOString();
    rewrite(file, /("kind":"browser","at":")[^"]*/, `$1${longAgo}`);
    expect(await run()).to.deep.include({ browsers: 0, left: [] });
    expect(existsSync(file)).to.equal(false);
  });

  it('names a file that is damaged or no ledger, and sweeps the others', async () => {
    const { folder, abandoned, browserIn, sweep: run, api } = await scene();
    writeFileSync(path.join(folder, 'a.ndjson'), '{"do":"open","header":{"runId":"a"}}\n');
    mkdirSync(path.join(folder, 'b.ndjson'));
    await abandoned('killed', browserIn);
    const { plan, browsers, left } = await run();
    expect(plan[0]).to.equal(
      `${path.join(folder, 'a.ndjson')} is no ledger of this suite, or is damaged: it is left alone. If nothing ` +
        'depends on it: npm run sweep -- --forget a',
    );
    expect(plan[1]).to.match(/b\.ndjson is no ledger .* \(EISDIR.*\): it is left alone/);
    expect({ browsers, left }).to.deep.equal({ browsers: 1, left: [] });
    expect(api.activeBrowsers()).to.equal(0);
  });

  it('leaves a run elsewhere alone, says how to release it, and does so when it is asked', async () => {
    const { abandoned, browserIn, sweep: run, server, api, target } = await scene();
    const file = await abandoned('elsewhere', browserIn);
    rewrite(file, /"host":"[^"]*"/, '"host":"\\u001b[31manother"');
    utimesSync(file, new Date(), new Date(Date.now() - 3 * 3_600_000));
    expect((await run()).plan).to.deep.equal([
      `The run elsewhere at ${target.baseUrl} may be under way on the host \\u001b[31manother, with 1 browser; its ` +
        'last sign of life is 3 hours old. Nothing of it is touched. If it is over: npm run sweep -- --run elsewhere',
    ]);
    expect(server.received).to.have.lengthOf(0);
    expect(await run({ run: 'elsewhere' })).to.include({ browsers: 1 });
    expect(api.activeBrowsers()).to.equal(0);
    expect(existsSync(file)).to.equal(false);
  });

  it('forgets a run that was cleaned up by hand, but not one that is alive', async () => {
    const { folder, target, abandoned, browserIn, sweep: run, server } = await scene();
    const file = await abandoned('killed', browserIn);
    const alive = openLedger(folder, 'under-way', target);
    await run({ forget: 'killed' });
    await run({ forget: 'under-way' });
    expect([file, alive.file].map((each) => existsSync(each))).to.deep.equal([false, true]);
    expect(server.received).to.have.lengthOf(0);
  });

  it('skips files that are not ledgers', async () => {
    const { folder, sweep: run } = await scene();
    writeFileSync(path.join(folder, 'empty.ndjson'), '');
    writeFileSync(path.join(folder, 'notes.txt'), '{"do":"open"}');
    expect(await run()).to.deep.equal({ plan: [], browsers: 0, left: [] });
  });

  it('leaves what was kept for a person alone, until it has ended by itself or is asked for', async () => {
    const { sweep, abandoned, browserIn, isAlive } = await scene();
    const later = new Date(Date.now() + 600_000).toISOString();
    const ids: string[] = [];
    const keeping = (until: string) => async (ledger: Ledger) => {
      ids.push(await browserIn(ledger));
      ledger.keep(until);
    };
    const file = await abandoned('kept', keeping(later));
    const first = await sweep();
    expect(first.plan.join()).to.match(/^The run kept at .* left 1 browser to a person until .* \(--keep\)/);
    expect([first.browsers, existsSync(file), await isAlive(ids[0] ?? '')]).to.deep.equal([0, true, true]);
    await abandoned('over', keeping(new Date(Date.now() - 1000).toISOString()));
    expect((await sweep()).browsers).to.equal(1);
    expect((await sweep({ run: 'kept' })).browsers).to.equal(1);
    expect([existsSync(file), await isAlive(ids[0] ?? '')]).to.deep.equal([false, false]);
  });
});
