import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { unwrapped } from '../../../proof/testing/unwrapped.js';

/** Mounts need a namespace of their own, which some machines do not give: there these tests cannot be run. */
const CAN_MOUNT = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;

/** The contract's command, without what it selects. */
const CONTRACT = `exec "${process.execPath}" src/cli/launch.cjs src/cli/contract.ts`;

if (!CAN_MOUNT)
  console.warn('Runs on a full or read-only disk are not tested: unshare -rm cannot mount here.');

(CAN_MOUNT ? describe : () => undefined)('a run with a folder for reports', function () {
  this.timeout(60_000);
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'disk-'));
    mkdirSync(path.join(dir, 'reports'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** @param script readies the folder `$R`; what it prints after the run is looked at as well. */
  const run = (
    prepare: string,
    afterwards: string,
    grep = '401/no-header',
  ): Promise<{ code: number | null; output: string }> => {
    const script = `${prepare}\n(${CONTRACT} --grep ${grep})\ncode=$?\n${afterwards}\nexit $code`;
    const reports = path.join(dir, 'reports');
    const settings = [`CONTRACT_REPORTS_DIR=${reports}`, `CONTRACT_LEDGER_DIR=${path.join(dir, 'ledger')}`];
    const started = spawn('unshare', ['-rm', 'env', `R=${reports}`, ...settings, 'bash', '-c', script]);
    let output = '';
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    return new Promise((resolve) =>
      started.once('close', (code) => resolve({ code, output: unwrapped(output) })),
    );
  };

  it('that is full leaves no earlier report in place, and judges nothing', async () => {
    const full = 'mount -t tmpfs -o size=64k tmpfs "$R"; echo green > "$R/junit.xml"; yes > "$R/full"';
    const { code, output } = await run(full, 'ls -A "$R"');
    expect(code, output).to.equal(2);
    expect(output).to.match(/^No report can be written to .*ENOSPC.*\.$/m);
    expect(output)
      .to.contain('nothing was sent')
      .and.to.match(/\nfull\n$/);
  });

  it('that cannot be written says that the earlier report there is not this run’s', async () => {
    const readOnly = 'mount -t tmpfs tmpfs "$R"; echo green > "$R/junit.xml"; mount -o remount,ro tmpfs "$R"';
    const { code, output } = await run(readOnly, '');
    expect(code, output).to.equal(2);
    expect(output).to.match(/^The report .*junit\.xml of an earlier run cannot be removed: EROFS.*\.$/m);
  });

  it('in which junit.xml is mounted by itself overwrites that file in place', async () => {
    const mounted =
      'echo green > "$R/../mine.xml"; touch "$R/junit.xml"; mount --bind "$R/../mine.xml" "$R/junit.xml"';
    const { code, output } = await run(mounted, 'tail -n 1 "$R/../mine.xml"; ls -A "$R"');
    expect(code, output).to.equal(0);
    expect(output).to.match(/^.*junit\.xml is a mount of its own: it is overwritten in place.*\.$/m);
    expect(output).to.match(/<\/testsuites>\nhistory\nindex\.html\njunit\.xml\nrun\.json\nsummary\.md\n$/);
  });

  it('whose ledger is on a full disk releases what it holds from memory, and is not green', async () => {
    const full = 'mkdir "$R/../ledger"; mount -t tmpfs -o size=4k tmpfs "$R/../ledger"';
    const { code, output } = await run(full, '', "'^profile '");
    expect(code, output).to.equal(2);
    expect(output).to.match(
      /ledger: The ledger .* cannot be written, and nothing is created without it: .*ENOSPC/,
    );
    const [, created = '', released = ''] = /(\d+) browsers? \((\d+) released\)/.exec(output) ?? [];
    expect(Number(created), output).to.be.greaterThan(0);
    expect(released).to.equal(created);
    expect(output).not.to.contain('LEFT BEHIND');
  });
});
