import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { expectWritable, writeAtomically } from './write-atomically.js';

describe('a folder for reports', () => {
  it('is made, and holds nothing yet', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reports-'));
    expectWritable(join(folder, 'a', 'b'));
    expect(readdirSync(join(folder, 'a', 'b'))).to.deep.equal([]);
    rmSync(folder, { recursive: true });
  });

  it('is refused in a sentence where it is a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reports-'));
    writeFileSync(join(folder, 'file'), '');
    expect(() => expectWritable(join(folder, 'file'))).to.throw(/^No report can be written to .*file: /);
    rmSync(folder, { recursive: true });
  });
});

describe('writing a report', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes the folder, replaces what stood there and leaves nothing else behind', () => {
    const file = join(folder, 'a', 'b', 'junit.xml');
    writeAtomically(file, 'one');
    writeAtomically(file, 'two 😀');
    expect(readFileSync(file, 'utf8')).to.equal('two 😀');
    expect(readdirSync(join(folder, 'a', 'b'))).to.deep.equal(['junit.xml']);
  });

  it('leaves the old report whole to a reader who has it open', () => {
    const file = join(folder, 'run.json');
    writeAtomically(file, 'old');
    const reader = openSync(file, 'r');
    try {
      writeAtomically(file, 'new and longer');
      expect(readFileSync(reader, 'utf8')).to.equal('old');
    } finally {
      closeSync(reader);
    }
  });

  it('says in a sentence which report could not be written, where the folder is a file', () => {
    writeFileSync(join(folder, 'reports'), 'in the way');
    const file = join(folder, 'reports', 'junit.xml');
    expect(() => writeAtomically(file, 'text')).to.throw(
      Error,
      /^The report .*reports\/junit\.xml could not be written: (EEXIST|ENOTDIR): .*\.$/,
    );
    expect(readFileSync(join(folder, 'reports'), 'utf8')).to.equal('in the way');
    expect(readdirSync(folder)).to.deep.equal(['reports']);
  });

  it('removes its unfinished file where the last step fails', () => {
    const file = join(folder, 'junit.xml');
    mkdirSync(join(file, 'a folder with that name'), { recursive: true });
    expect(() => writeAtomically(file, 'text')).to.throw(/^The report .* could not be written: /);
    expect(readdirSync(folder)).to.deep.equal(['junit.xml']);
  });
});
