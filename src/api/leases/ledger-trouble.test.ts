import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { endLeasing, failure, leasing, PLAIN } from '../../../proof/testing/leasing.js';
import { openLedger } from './ledger.js';
import { newFolder, rig } from '../../../proof/testing/rig.js';
import { releaseRun } from './sweep.js';

const FOREIGN = 'notes of somebody\n';

/** What may happen to the file of a ledger in mid-run. */
const MISHAPS: readonly [string, (file: string) => void][] = [
  ['was removed', (file) => rmSync(file)],
  ['was removed with its folder', (file) => rmSync(path.dirname(file), { recursive: true })],
  [
    'was replaced by a folder',
    (file) => {
      rmSync(file);
      mkdirSync(file);
    },
  ],
  [
    "was replaced by somebody else's",
    (file) => {
      writeFileSync(`${file}.new`, FOREIGN);
      renameSync(`${file}.new`, file);
    },
  ],
];

describe('a ledger whose file', () => {
  afterEach(endLeasing);

  for (const [what, happen] of MISHAPS) {
    it(`${what} in mid-run lets nothing new be created, and keeps nothing from being released`, async () => {
      const { leases, ledger, api, kernel, requests } = await leasing();
      await leases.browser(PLAIN);
      await leases.profileNamed('a name without a mark');
      happen(ledger.file);
      expect(String(await failure(leases.browser(PLAIN)))).to.match(/nothing is created without it: /);
      expect(requests('POST', '/browsers')).to.have.lengthOf(1);
      expect(await leases.releaseAll()).to.deep.equal([]);
      expect(api.activeBrowsers()).to.equal(0);
      const left = [];
      for await (const { id } of kernel.profiles.list()) left.push(id);
      for await (const { id } of kernel.proxies.list()) left.push(id);
      expect(left).to.deep.equal([]);
      expect(ledger.trouble()).to.match(/^The ledger .*\.ndjson cannot be written, .*\.$/);
      if (what.includes('somebody')) expect(readFileSync(ledger.file, 'utf8')).to.equal(FOREIGN);
    });
  }

  it('was removed is made up for by the marks of the run, where memory is lost as well', async () => {
    const { leases, ledger, api, kernel } = await leasing();
    await leases.browser(PLAIN);
    await leases.profiles();
    const others = await kernel.browsers.create({
      headless: true,
      start_url: 'about:blank#contract-another',
    });
    rmSync(ledger.file);
    const { browsers, leaks } = await releaseRun(() => Promise.resolve(kernel), ledger, []);
    expect({ browsers, leaks }).to.deep.equal({ browsers: 1, leaks: [] });
    expect(api.activeBrowsers()).to.equal(1);
    await kernel.browsers.deleteByID(others.session_id);
  });

  it("is another's from the start is not written to", () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, 'a-run.ndjson'), FOREIGN);
    const { target } = rig('https://api.example.com');
    expect(() => openLedger(folder, 'a-run', target)).to.throw(/the file is no ledger of this run\.$/);
    expect(readFileSync(path.join(folder, 'a-run.ndjson'), 'utf8')).to.equal(FOREIGN);
  });
});
