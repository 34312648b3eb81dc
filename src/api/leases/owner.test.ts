import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { newFolder, removeFolders, rig } from '../../../proof/testing/rig.js';
import { readLedger } from './ledger-lines.js';
import { listLedgers } from './ledger-folder.js';
import { lifeOf, thisOwner, type Owner } from './owner.js';
import { planSweep } from './sweep-plan.js';

const HOUR = 3_600_000;
const ROOT = path.resolve(__dirname, '../../..');
const { pid: DEAD } = spawnSync(process.execPath, ['-e', '']);

/** Opens a ledger and stays until its input ends. */
const OPEN_LEDGER = `
  const { openLedger } = require(${JSON.stringify(path.join(ROOT, 'src/api/leases/ledger.ts'))});
  const target = { embedded: false, baseUrl: 'https://api.example.com', apiKey: 'a-key-of-nobody' };
  openLedger(process.argv[1], 'elsewhere', target).intend('browser');
  process.stdout.write('open');
  process.stdin.on('end', () => process.exit()).resume();
`;

const newNamespace = ['--pid', '--fork', '--mount-proc', '--kill-child'];
const canUnshare = spawnSync('unshare', [...newNamespace, 'true']).status === 0;

describe('the owner of a ledger', () => {
  const others: ChildProcess[] = [];
  afterEach(() => {
    for (const other of others.splice(0)) other.kill('SIGKILL');
    removeFolders();
  });

  const self = thisOwner();
  const elsewhere: readonly [string, Partial<Owner>][] = [
    ['another host', { host: 'another' }],
    ['another kernel', { boot: 'another' }],
    ['another namespace', { namespace: 'pid:[1]' }],
  ];

  it('is alive while its process is, and gone after it, whatever the clock says', () => {
    for (const age of [0, -HOUR, 1000 * HOUR]) {
      expect(lifeOf(self, age)).to.equal('alive');
      expect(lifeOf({ ...self, process: `${DEAD}@1` }, age)).to.equal('gone');
    }
  });

  it('is alive where only the number of its process is known', () => {
    expect(lifeOf({ ...self, process: String(process.pid) }, 0)).to.equal('alive');
  });

  for (const [where, differs] of elsewhere) {
    it(`is never gone for certain on ${where}, though its process number may be free here`, () => {
      const owner = { ...self, process: `${DEAD}@1`, ...differs };
      expect(lifeOf(owner, 1000)).to.equal('alive');
      for (const age of [HOUR, -HOUR, 1000 * HOUR]) expect(lifeOf(owner, age)).to.equal('unknown');
    });
  }

  it('is not known where this process does not know its own namespace', () => {
    const blind = { ...self, namespace: 'unknown' };
    expect(lifeOf({ ...blind, process: `${DEAD}@1` }, HOUR, blind)).to.equal('unknown');
  });

  if (canUnshare) {
    it('is left alone in another container, alive or killed, and a command releases what it held', async () => {
      const folder = newFolder();
      const node = [
        process.execPath,
        '--require',
        './src/cli/load-typescript.cjs',
        '-e',
        OPEN_LEDGER,
        folder,
      ];
      const other = spawn('unshare', [...newNamespace, ...node], {
        stdio: ['pipe', 'pipe', 'inherit'],
        cwd: ROOT,
      });
      others.push(other);
      await once(other.stdout, 'data');
      const { target } = rig('https://api.example.com', { apiKey: 'a-key-of-nobody' });
      const fates = (run?: string): string[] => planSweep(folder, target, { run }).map(({ fate }) => fate);
      expect(fates()).to.deep.equal(['alive']);
      expect(fates('elsewhere')).to.deep.equal(['alive']);

      other.kill('SIGKILL');
      await once(other, 'close');
      const [file = ''] = listLedgers(folder);
      utimesSync(file, new Date(), new Date(Date.now() - HOUR));
      expect(readLedger(file).owners[0]?.namespace).not.to.equal(self.namespace);
      expect(fates()).to.deep.equal(['unknown']);
      expect(fates('elsewhere')).to.deep.equal(['release']);
    });
  }
});
