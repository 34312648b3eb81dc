import { expect } from 'chai';
import { progressLine, showProgress } from './progress.js';

const QUIET = { survivors: 0, falseAlarms: 0 };

describe('the progress of a mutation run', () => {
  it('estimates the rest from what is done, and names what was found', () => {
    expect(progressLine({ done: 0, total: 8, ...QUIET }, 500)).to.equal('0 of 8 played');
    expect(progressLine({ done: 2, total: 8, ...QUIET }, 1000)).to.equal('2 of 8 played, about 3 s left');
    expect(progressLine({ done: 4, total: 8, survivors: 1, falseAlarms: 2 }, 4000)).to.equal(
      '4 of 8 played, 1 survivor, 2 false alarms, about 4 s left',
    );
  });

  it('keeps to one line on a terminal, and takes it away at the end', () => {
    const written = shown(true);
    expect(written).to.have.length(21);
    expect(written.every((text) => text.startsWith('\r\u001b[2K') && !text.includes('\n'))).to.equal(true);
    expect(written.at(-1)).to.equal('\r\u001b[2K');
  });

  it('writes a few whole lines elsewhere', () => {
    const written = shown(undefined);
    expect(written.map((text) => text.split(' ')[0])).to.deep.equal(['0', '4', '8', '12', '16', '20']);
    expect(written.every((text) => text.endsWith('\n'))).to.equal(true);
  });

  it('has nothing to show of nothing', () => {
    const written: string[] = [];
    showProgress({ isTTY: false, write: (text) => written.push(text) })({ done: 0, total: 0, ...QUIET });
    expect(written).to.deep.equal([]);
  });
});

function shown(isTTY: true | undefined): string[] {
  const written: string[] = [];
  let clock = 0;
  const show = showProgress({ isTTY, write: (text) => written.push(text) }, () => clock);
  for (let done = 0; done <= 20; done += 1) {
    clock = done * 100;
    show({ done, total: 20, ...QUIET });
  }
  return written;
}
