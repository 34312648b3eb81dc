import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { valueAt, type Json } from '../../src/model/json.js';
import type { ReferenceServer } from '../../src/reference-server/server.js';
import { startDeviatingServer, type DeviatingServerOptions } from '../deviating-server.js';
import { runInProcess, type EndedRun } from '../testing/run-in-process.js';
import { startContract } from '../testing/start-contract.js';
import { startTamperingProxy } from '../testing/tampering-proxy.js';

const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';
/** The part of the contract that is checked here: its causes are two bounds, a null and undecodable bodies. */
const PART = /viewport\.width\//;
const ACCEPTED = ['content-type/400/text-plain', 'status/200-for-400/viewport.*'];

describe('deviations of production that are known', () => {
  const cleanUp: (() => unknown)[] = [];
  after(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  });
  const dir = mkdtempSync(path.join(tmpdir(), 'known-'));
  cleanUp.push(() => rmSync(dir, { recursive: true, force: true }));
  const CONTRACT_DEVIATIONS = path.join(dir, 'known-deviations.yaml');
  writeFileSync(CONTRACT_DEVIATIONS, '');

  const open = async (options: Partial<DeviatingServerOptions>): Promise<ReferenceServer> => {
    const api = await startDeviatingServer({ document: DOCUMENT, ...options });
    cleanUp.push(() => api.close());
    return api;
  };
  const run = async (
    api: Pick<ReferenceServer, 'url' | 'apiKey' | 'restrictedApiKey'>,
  ): Promise<EndedRun> => {
    const ended = await runInProcess({ env: { ...keysOf(api), CONTRACT_DEVIATIONS }, only: PART });
    cleanUp.push(() => ended.discard());
    return ended;
  };
  /** Accepts causes of a run, as a person would. */
  const accept = async (
    api: ReferenceServer,
    run: EndedRun,
    args: readonly string[],
  ): Promise<{ code: number | null; output: string }> => {
    const env = {
      ...keysOf(api),
      CONTRACT_DEVIATIONS,
      CONTRACT_REPORTS_DIR: path.join(run.dir, 'reports'),
    };
    const started = startContract({ command: 'src/cli/accept.ts', args, env });
    cleanUp.push(() => started.discard());
    return started.ended;
  };
  const causesOf = (run: EndedRun): Json[] => {
    const causes = valueAt(run.record(), ['causes']);
    return (Array.isArray(causes) ? causes : []).flatMap((cause) => valueAt(cause, ['id']) ?? []);
  };

  it('are red by a handful of causes, accepted, green with their count, red once repaired, and red beside a new one', async () => {
    const production = await open({ role: 'production' });
    const first = await run(production);
    expect(first.code, first.output).to.equal(1);
    expect(causesOf(first)).to.have.members([
      'content-type/400/text-plain',
      'status/200-for-400/viewport.width.minimum',
      'status/200-for-400/viewport.width.maximum',
    ]);

    for (const cause of ACCEPTED) {
      const entry = ['--reason', 'Go decodes by itself', '--issue', 'API-1', '--owner', 'browsers'];
      const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
      const args = [cause, ...entry, '--until', until];
      const accepted = await accept(production, first, args);
      expect(accepted.code, accepted.output).to.equal(0);
    }
    const second = await run(production);
    expect(second.code, second.output).to.equal(0);
    expect(second.output).to.match(/^CONFORMS but for known deviations: .* known to deviate/m);
    expect(second.output).to.match(/^known +3 known deviations in \d+ cases; the next to expire: /m);

    const repaired = await run(await open({}));
    expect(repaired.code, repaired.output).to.equal(1);
    expect(repaired.output).to.match(
      /^deviations +content-type\/400\/text-plain no longer occurs: remove its entry\.$/m,
    );

    const worse = await startTamperingProxy(production.url, {
      answer: (answer, { method }) => {
        if (method === 'PATCH' && answer.status === 200)
          answer.body = answer.body.replace(/"height":\d+/, '"height":777');
        return undefined;
      },
    });
    cleanUp.push(() => worse.close());
    const last = await run({ ...production, url: worse.url });
    expect(last.code, last.output).to.equal(1);
    expect(last.output).to.match(/^causes +\d+ × echo\/viewport\.height/m);
    expect(last.output).not.to.match(/^causes .*content-type/m);
  });
});

function keysOf({
  url,
  apiKey,
  restrictedApiKey,
}: Pick<ReferenceServer, 'url' | 'apiKey' | 'restrictedApiKey'>): Record<string, string> {
  return { KERNEL_BASE_URL: url, KERNEL_API_KEY: apiKey, KERNEL_RESTRICTED_API_KEY: restrictedApiKey };
}
