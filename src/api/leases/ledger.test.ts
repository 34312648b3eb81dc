import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parseJson } from '../../model/json.js';
import { accountOf, openLedger } from './ledger.js';
import { listLedgers, noteReleased, removeLedger } from './ledger-folder.js';
import { readLedger } from './ledger-lines.js';
import { thisOwner } from './owner.js';
import { newFolder, removeFolders, rig } from '../../../proof/testing/rig.js';

const { target } = rig('https://api.example.com');

/** The ledger's lines without the times in them. */
function linesOf(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => parseJson(line.replace(/,"at":"[^"]*"/, '')));
}

describe('the ledger', () => {
  afterEach(removeFolders);

  it('starts with a header that names the run and its account, but not the key', () => {
    const { file } = openLedger(newFolder(), 'a-run', target);
    expect(readLedger(file).header).to.deep.include({
      runId: 'a-run',
      owner: thisOwner(),
      baseUrl: 'https://api.example.com',
      embedded: false,
      account: accountOf(target),
    });
    expect(readFileSync(file, 'utf8')).not.to.include(target.apiKey.slice(0, 8));
  });

  it('distinguishes accounts by API and by key', () => {
    const accounts = [
      target,
      { ...target, baseUrl: 'https://other.example.com' },
      { ...target, apiKey: 'another-key' },
    ].map(accountOf);
    expect(new Set(accounts).size).to.equal(3);
  });

  it('is written before a creation, after it, and after the release', () => {
    const ledger = openLedger(path.join(newFolder(), 'new', 'folder'), 'a-run', target);
    const written = (): unknown => linesOf(ledger.file).at(-1);
    const entry = ledger.intend('proxy', 'contract-a-run-a');
    expect(written()).to.deep.equal({ do: 'intend', entry, kind: 'proxy', mark: 'contract-a-run-a' });
    ledger.hold(entry, 'proxy1');
    expect(written()).to.deep.equal({ do: 'hold', entry, id: 'proxy1' });
    ledger.close(entry);
    expect(written()).to.deep.equal({ do: 'close', entry });
  });

  it('is read back as the resources still outstanding, with and without an id', () => {
    const ledger = openLedger(newFolder(), 'a-run', target);
    const [held, unknown, closed] = [
      ledger.intend('browser'),
      ledger.intend('proxy', 'a'),
      ledger.intend('profile'),
    ];
    ledger.hold(held, 'browser1');
    ledger.hold(closed, 'profile1');
    ledger.close(closed);
    const { outstanding } = readLedger(ledger.file);
    expect(
      outstanding.map(({ at, ...rest }) => ({ ...rest, dated: !Number.isNaN(Date.parse(at ?? '')) })),
    ).to.deep.equal([
      { entry: held, kind: 'browser', id: 'browser1', dated: true },
      { entry: unknown, kind: 'proxy', id: undefined, mark: 'a', dated: true },
    ]);
  });

  it('is read without a last line that was cut off, at every cut', () => {
    const ledger = openLedger(newFolder(), 'a-run', target);
    const entry = ledger.intend('browser');
    const before = readFileSync(ledger.file).length;
    ledger.hold(entry, 'browser1');
    const after = readFileSync(ledger.file).length;
    // If only the line break is missing, the line itself is whole.
    expect(readLedger(ledger.file).outstanding[0]?.id).to.equal('browser1');
    for (let length = after - 2; length >= before; length -= 1) {
      truncateSync(ledger.file, length);
      expect(
        readLedger(ledger.file).outstanding.map(({ id }) => id),
        `cut to ${length}`,
      ).to.deep.equal([undefined]);
    }
  });

  it('records a release even after a line that was cut off', () => {
    const ledger = openLedger(newFolder(), 'a-run', target);
    const entry = ledger.intend('browser');
    appendFileSync(ledger.file, '{"do":"hold","ent');
    noteReleased(ledger.file, entry);
    expect(readLedger(ledger.file).outstanding).to.deep.equal([]);
  });

  it('is read without malformed or unknown lines', () => {
    const file = path.join(newFolder(), 'malformed.ndjson');
    const malformed = [
      'null',
      '7',
      '[]',
      '{}',
      '{"do":"open"}',
      '{"do":"open","header":7}',
      '{"do":"open","header":{"runId":"x","owner":{}}}',
      '{"do":"intend","entry":2,"kind":"house"}',
      '{"do":"wait","entry":1}',
    ];
    writeFileSync(
      file,
      [...malformed, '{"do":"intend","entry":1}', '{"do":"hold","entry":"1","id":"x"}', ''].join('\n'),
    );
    expect(readLedger(file)).to.deep.include({ header: undefined, outstanding: [], isEmpty: false });
  });

  it('is found in its folder until it is removed', () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, 'notes.txt'), 'not a ledger');
    const { file } = openLedger(folder, 'a-run', target);
    expect(listLedgers(folder)).to.deep.equal([file]);
    removeLedger(file);
    expect(listLedgers(folder)).to.deep.equal([]);
    expect(listLedgers(path.join(folder, 'nowhere'))).to.deep.equal([]);
    expect(readLedger(file)).to.deep.include({ header: undefined, outstanding: [], isEmpty: true });
  });

  it('reports that it cannot be written, and that nothing is created without it', () => {
    const occupied = path.join(newFolder(), 'occupied');
    writeFileSync(occupied, 'a file where the folder should be');
    expect(() => openLedger(occupied, 'a-run', target)).to.throw(
      /^The ledger .*occupied.a-run\.ndjson cannot be written, and nothing is created without it: EEXIST.*\.$/,
    );
  });

  it('reports it as well when it can no longer be written', () => {
    const folder = path.join(newFolder(), 'ledger');
    const ledger = openLedger(folder, 'a-run', target);
    removeFolders();
    writeFileSync(path.dirname(folder), 'a file where the folder was');
    try {
      expect(() => ledger.intend('browser')).to.throw(
        /^The ledger .* cannot be written, and nothing is created/,
      );
    } finally {
      removeLedger(path.dirname(folder));
    }
  });
});
