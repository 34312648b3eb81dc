import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { processMark } from './process-mark.js';

describe('the mark of a process', () => {
  it('stays the same as long as the process lives', () => {
    expect(processMark(process.pid))
      .to.match(new RegExp(`^${process.pid}\\b`))
      .and.to.equal(processMark(process.pid));
  });

  it('is there for a process of somebody else', () => {
    expect(processMark(1)).to.match(/^1\b/); // EPERM, unless the tests run as root
  });

  it('is not there for a process that has ended', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    expect(processMark(pid)).to.equal(undefined);
  });
});
