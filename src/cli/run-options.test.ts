import { expect } from 'chai';
import { readRunOptions } from './run-options.js';

function problems(...args: string[]): readonly string[] {
  const options = readRunOptions(args);
  return 'problems' in options ? options.problems : [];
}

describe('the command line of a run', () => {
  it('passes to Mocha which cases, and where to end', () => {
    for (const [args, mocha] of [
      [[], []],
      [
        ['--grep', 'a/b', '--bail'],
        ['--grep=a/b', '--bail'],
      ],
      [['--grep=-a b'], ['--grep=-a b']],
      [
        ['-g', 'a', '-i', '-b'],
        ['--grep=a', '--invert', '--bail'],
      ],
      [['--fgrep', '(x'], ['--fgrep=(x']],
      [['--config', 'own.json'], ['--config=own.json']],
    ] as const) {
      expect(readRunOptions(args)).to.deep.equal({ mocha });
    }
  });

  it('shows what it takes to whoever asks', () => {
    for (const args of [['--help'], ['-h'], ['--grep', 'a', '--help']]) {
      expect(readRunOptions(args)).to.deep.equal({ help: true });
    }
  });

  it('refuses what would break the promises of a run, and says why', () => {
    for (const option of [
      '--parallel',
      '-p',
      '--retries',
      '--watch',
      '--dry-run',
      '--timeout',
      '--reporter',
    ]) {
      expect(problems(option), option).to.have.lengthOf(1);
      expect(problems(option)[0]).to.match(/^-.* cannot be used here: .+\.$/);
    }
  });

  it('refuses what it does not know, all of it at once, with what is near', () => {
    expect(problems('--grpe', 'a', '--delay', 'specs/a.spec.ts')).to.deep.equal([
      '--grpe is no option here; the closest are --grep, --fgrep, --bail: --help shows all.',
      '--delay is no option here; the closest are --grep, --fgrep, --bail: --help shows all.',
    ]);
    expect(problems('specs/a.spec.ts')).to.deep.equal([
      '"specs/a.spec.ts" is no option: all specs are loaded, and --grep chooses among the cases.',
    ]);
  });

  it('refuses an option without its value, one with a value that it does not take, and a broken pattern', () => {
    expect(problems('--grep')).to.deep.equal(['--grep needs a value.']);
    expect(problems('--grep', '--bail')[0]).to.contain('--grep needs a value');
    expect(problems('--bail=yes')).to.deep.equal(['--bail takes no value.']);
    expect(problems('--grep', '(')).to.deep.equal([
      '--grep is "(", which is no regular expression: --fgrep takes text as it is.',
    ]);
  });
});
