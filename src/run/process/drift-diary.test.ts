import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { newFolder, removeFolders } from '../../../proof/testing/rig.js';
import { runInProcess, type EndedRun } from '../../../proof/testing/run-in-process.js';
import { startTamperingProxy } from '../../../proof/testing/tampering-proxy.js';
import { isObject, parseJson, type Json } from '../../model/json.js';
import { startReferenceServer } from '../../reference-server/server.js';

const SECRET = 'sk_live_0123456789abcdef';

describe('the drift diary of a run', () => {
  const cleanUp: (() => unknown)[] = [];
  after(removeFolders);
  afterEach(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  });

  /** An API that answers with more than the document says. @returns runs one case of it into a folder */
  async function driftingApi(
    more = '',
  ): Promise<(reports: string, env?: Record<string, string>) => Promise<EndedRun>> {
    const api = await startReferenceServer({
      document: 'openapi/kernel-patch-browser.openapi.yaml',
      apiKey: SECRET,
    });
    cleanUp.push(() => api.close());
    const proxy = await startTamperingProxy(api.url, {
      answer: (answer, { method }) => {
        if (method !== 'PATCH' || answer.status !== 200) return undefined;
        answer.body = answer.body.replace(/^\{/, `{"dpi":1,${more}`);
        Object.assign(answer.headers, { 'x-region': 'eu', 'cf-ray': '1', deprecation: '@1' });
        return undefined;
      },
    });
    cleanUp.push(() => proxy.close());
    const settings = { KERNEL_BASE_URL: proxy.url, KERNEL_API_KEY: SECRET };
    return async (reports, env = {}) => {
      const only = /^viewport\.width\/minimum\/at$/;
      const ended = await runInProcess({ env: { ...settings, CONTRACT_REPORTS_DIR: reports, ...env }, only });
      cleanUp.push(() => ended.discard());
      return ended;
    };
  }

  const entriesIn = (reports: string): Json[] => {
    const diary = parseJson(readFileSync(path.join(reports, 'drift.json'), 'utf8'));
    return isObject(diary) && Array.isArray(diary.entries) ? diary.entries : [];
  };
  const named = (reports: string): unknown[] =>
    entriesIn(reports).map((entry) =>
      isObject(entry) ? `${JSON.stringify(entry.kind)}: ${JSON.stringify(entry.what)}` : entry,
    );

  it('keeps names and dates over runs, without a secret, and shows them on the page and in the summary', async () => {
    const runDrifting = await driftingApi(`"${SECRET}":2,`);
    const reports = newFolder();
    await runDrifting(reports);
    expect(named(reports)).to.have.members([
      '"header": "header deprecation"',
      '"header": "header x-region"',
      '"member": "200 body dpi"',
      String.raw`"member": "200 body \"[KERNEL_API_KEY]\""`,
    ]);
    const before = readFileSync(path.join(reports, 'drift.json'), 'utf8');
    expect(before).not.to.contain(SECRET);
    const old = before.replaceAll(/"(first|last)": "[^"]+"/g, '"$1": "2026-01-02T00:00:00.000Z"');
    writeFileSync(path.join(reports, 'drift.json'), old);
    await runDrifting(reports);
    for (const entry of entriesIn(reports)) {
      expect(entry).to.include({ first: '2026-01-02T00:00:00.000Z' });
      expect(entry).not.to.include({ last: '2026-01-02T00:00:00.000Z' });
    }
    const summary = readFileSync(path.join(reports, 'summary.md'), 'utf8');
    expect(summary).to.contain('- drift: 2 undeclared members since 2026-01-02: 200 body ');
    expect(readFileSync(path.join(reports, 'index.html'), 'utf8')).to.contain(
      '2 undeclared headers since 2026-01-02',
    );
  });

  it('makes a strict run red, which says so', async () => {
    const runDrifting = await driftingApi();
    const reports = newFolder();
    const { code, output } = await runDrifting(reports, { CONTRACT_STRICT: 'on' });
    expect(code, output).to.equal(1);
    expect(output).to.match(/^drift +header x-region header deprecation 200 body dpi$/m);
    expect(output.trimEnd()).to.match(
      /DRIFT: http:\S+ shows 3 things that its document does not declare\. Exit code 1\.$/,
    );
    const junit = readFileSync(path.join(reports, 'junit.xml'), 'utf8');
    expect(junit).to.contain('type="run/drift"').and.contain('The document does not declare header x-region');
  });

  it('is begun anew where it cannot be read, and not kept for the embedded server', async () => {
    const runDrifting = await driftingApi();
    const reports = newFolder();
    writeFileSync(path.join(reports, 'drift.json'), '{"format":1,"entries":[{}]}');
    expect((await runDrifting(reports)).output).to.contain('drift.json is not a drift diary of this format');
    expect(named(reports)).to.have.length(3);
    const embedded = await runInProcess({ only: /^viewport\.width\/minimum\/at$/ });
    cleanUp.push(() => embedded.discard());
    expect(embedded.report('drift.json')).to.equal('');
  });
});
