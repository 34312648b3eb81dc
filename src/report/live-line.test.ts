import { expect } from 'chai';
import { liveLine } from './live-line.js';

/** What stands on a terminal after these writes; a carriage return and the erasing of a line are obeyed. */
function screen(written: string): string {
  return written
    .split('\n')
    .map((line) => line.split('\r\u001b[2K').at(-1))
    .join('\n');
}

describe('the live line', () => {
  const written = (isTTY: boolean): string => {
    let text = '';
    const live = liveLine({ isTTY, write: (part: string) => (text += part) !== '' });
    live.show('1 of 3');
    live.show('2 of 3, 1 failed');
    live.above('a group');
    live.show('3 of 3');
    live.end();
    live.above('the end');
    return text;
  };

  it('is written over on a terminal, stays below what is written above it, and leaves nothing', () => {
    expect(screen(written(true))).to.equal('a group\nthe end\n');
  });

  it('is not there elsewhere', () => {
    expect(written(false)).to.equal('a group\nthe end\n');
  });
});
