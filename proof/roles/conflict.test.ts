import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { closeReferenceServers, newReferenceServer } from '../testing/reference-servers.js';
import { runInProcess, type EndedRun } from '../testing/run-in-process.js';
import { startTamperingProxy } from '../testing/tampering-proxy.js';

const CASES = ['profile/second', 'profile/second/same', 'viewport.force/recording/omitted'];

describe('a 409 for what the state of a session forbids', () => {
  const cleanUp: (() => unknown)[] = [];
  after(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
    await closeReferenceServers();
  });

  it('is a single cause, which says that the status is undeclared and can be accepted', async () => {
    const api = await newReferenceServer();
    const front = await startTamperingProxy(api.url, {
      answer: (answer, { method }) => {
        if (method === 'PATCH' && answer.status === 400) answer.status = 409;
        return undefined;
      },
    });
    cleanUp.push(() => front.close());
    const dir = mkdtempSync(path.join(tmpdir(), 'conflict-'));
    cleanUp.push(() => rmSync(dir, { recursive: true, force: true }));
    const CONTRACT_DEVIATIONS = path.join(dir, 'known-deviations.yaml');
    writeFileSync(CONTRACT_DEVIATIONS, '');
    const run = async (): Promise<EndedRun> => {
      const env = { KERNEL_BASE_URL: front.url, KERNEL_API_KEY: api.apiKey, CONTRACT_DEVIATIONS };
      const ended = await runInProcess({ env, ids: new Set(CASES) });
      cleanUp.push(() => ended.discard());
      return ended;
    };

    const red = await run();
    expect(red.code, red.output).to.equal(1);
    expect(red.output).to.match(/broke the contract in 3 cases: 1 cause\./);
    expect(red.output).to.match(/^causes +3 × status\/409-for-400/m);
    expect(red.output).to.contain('status 409 is not declared (expected 400 or 403; declared: 200, ');

    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const entry = `cause: status/409-for-400, cases: [${CASES.join(', ')}], reason: it conflicts, issue: API-2, owner: us`;
    writeFileSync(CONTRACT_DEVIATIONS, `- {${entry}, until: ${until}}\n`);
    const known = await run();
    expect(known.code, known.output).to.equal(0);
  });
});
