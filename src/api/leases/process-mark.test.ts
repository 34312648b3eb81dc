import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { processMark } from './process-mark.js';

describe('the mark of a process', () => {
  it('stays the same while the process is alive', () => {
    expect(processMark(process.pid))
      .to.match(new RegExp(`^${process.pid}\\b`))
      .and.to.equal(processMark(process.pid));
  });

  it('exists for the process of another user', () => {
    expect(processMark(1)).to.match(/^1\b/); // EPERM, unless the tests run as root
  });

  it('is undefined for a process that has ended', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    expect(processMark(pid)).to.equal(undefined);
  });
});
