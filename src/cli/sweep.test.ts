import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { EVOLUTIONS } from '../../proof/evolutions/table.js';
import { writeEvolved } from '../../proof/evolutions/written.js';
import { newFolder, removeFolders, rig } from '../../proof/testing/rig.js';
import { closeServers, json, serve } from '../../proof/testing/servers.js';
import { startContract } from '../../proof/testing/start-contract.js';
import { openLedger } from '../api/leases/ledger.js';

const KEY = 'a-key-of-some-length';

describe('the sweep of the command line', () => {
  afterEach(async () => {
    await closeServers();
    removeFolders();
  });

  it('sends the key as the document says that it is sent', async () => {
    const server = await serve((response) => json(response, 200, {}));
    const folder = newFolder();
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    const ledger = openLedger(folder, 'run-1', rig(server.url, { apiKey: KEY }).target);
    ledger.hold(ledger.intend('browser', 'x'), 'b1');
    const text = readFileSync(ledger.file, 'utf8');
    writeFileSync(ledger.file, text.replace(/"process":"[^"]*"/, `"process":"${dead}@1"`));
    const [evolution] = EVOLUTIONS.filter(({ name }) => name === 'key-in-header');
    if (evolution === undefined) throw new Error('There is no such evolution.');
    const document = writeEvolved(evolution);
    const run = startContract({
      command: 'src/cli/sweep.ts',
      env: {
        KERNEL_BASE_URL: server.url,
        KERNEL_API_KEY: KEY,
        CONTRACT_LEDGER_DIR: folder,
        CONTRACT_DOCUMENT: document.file,
      },
    });
    const { code, output } = await run.ended;
    run.discard();
    document.discard();
    expect(code, output).to.equal(0);
    const [deletion] = server.received;
    expect(deletion).to.deep.include({ method: 'DELETE', path: '/browsers/b1' });
    expect(deletion?.headers).to.include({ 'x-api-key': KEY });
  });
});
