import { expect } from 'chai';
import { annotations } from './annotations.js';
import { commandLine } from './ci-command.js';
import { sampleRun, wrongStatus, type SampleCase } from '../../proof/testing/sample-run.js';

/** A command as GitHub's runner reads it from a line of the log. */
function obeyed(line: string): { name: string; properties: Record<string, string>; message: string } {
  const [, name = '', list = '', message = ''] = /^::([a-z]+)(?: ([^\n]*?))?::(.*)$/.exec(line) ?? [];
  const decoded = (text: string, marks: Readonly<Record<string, string>>): string =>
    text.replaceAll(/%(?:25|0D|0A|3A|2C)/g, (mark) => marks[mark] ?? mark);
  const data = { '%25': '%', '%0D': '\r', '%0A': '\n' };
  const pairs = list === '' ? [] : list.split(',').map((pair) => pair.split('='));
  const properties: Record<string, string> = {};
  for (const [key = '', ...value] of pairs)
    properties[key] = decoded(value.join('='), { ...data, '%3A': ':', '%2C': ',' });
  return { name, properties, message: decoded(message, data) };
}

function broken(index: number): SampleCase {
  return { id: `v/${index}`, subject: `s${index}`, verdict: 'breach', ...wrongStatus(200, [400]) };
}

describe('a command to GitHub Actions', () => {
  it('gives back what it was made of, in one line', () => {
    for (const text of ['50 % of a\r\nb', 'a:b, c', '%0A %25', 'title=x,file=y']) {
      const line = commandLine({ name: 'error', properties: { file: text, title: text }, message: text });
      expect(line).not.to.match(/[\r\n]/);
      expect(obeyed(line)).to.deep.equal({
        name: 'error',
        properties: { file: text, title: text },
        message: text,
      });
    }
  });

  it('holds no second one', () => {
    const line = commandLine({ name: 'group', message: 'a\n::error::x\u001b[2J##vso[task.complete]' });
    expect(line).to.equal(String.raw`::group::a%0A\u003a:error::x\u001b[2J\u0023#vso[task.complete]`);
    expect(commandLine({ name: 'endgroup' })).to.equal('::endgroup::');
  });
});

describe('the annotations of a run', () => {
  it('are one for each cause, with its row where that is known, and at most ten', () => {
    const run = sampleRun([broken(0)]);
    const [listed] = run.inventory;
    const inventory = listed === undefined ? [] : [{ ...listed, file: 'specs/viewport.spec.ts', line: 12 }];
    expect(annotations({ ...run, inventory }, 1)).to.deep.equal([
      {
        name: 'error',
        properties: { file: 'specs/viewport.spec.ts', line: '12', title: 'status/200-for-400/s0' },
        message: [
          'status 200, expected 400',
          '1 case; contract: Viewport',
          'again: npm run case -- v/0 --target embedded',
        ].join('\n'),
      },
    ]);
    const many = annotations(sampleRun(Array.from({ length: 30 }, (_, index) => broken(index))), 1);
    expect(many).to.have.length(10);
  });

  it('are the verdict alone where a run is red without a cause, and none where it is green or all is known', () => {
    const blocked = annotations(sampleRun([{ id: 'a', verdict: 'blocked', obstacle: 'No.' }]), 2);
    expect(blocked.map(({ message }) => message)).to.deep.equal([
      'NOT JUDGED: 1 case could not be judged on the embedded reference server. Exit code 2.',
    ]);
    const known: SampleCase = { ...broken(0), verdict: 'known', known: ['status/200-for-400/s0'] };
    expect(annotations(sampleRun([{ id: 'a', verdict: 'pass' }, known]), 0)).to.deep.equal([]);
  });
});
