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

  it('says what the settings say otherwise, and whether only what was red is tried', () => {
    expect(readRunOptions(['--strict', '--verbose'])).to.deep.equal({
      mocha: [],
      strict: true,
      verbose: true,
    });
    expect(readRunOptions(['--last-failed', '-b'])).to.deep.equal({ mocha: ['--bail'], lastFailed: true });
  });

  it('does not select twice', () => {
    expect(problems('--last-failed', '--grep', 'a', '--invert')).to.deep.equal([
      '--last-failed selects the cases by itself: leave out --grep and --invert.',
    ]);
  });

  it('shows help', () => {
    for (const args of [['--help'], ['-h'], ['--grep', 'a', '--help']]) {
      expect(readRunOptions(args)).to.have.property('help').that.contains('--fgrep <text>');
    }
  });

  it('refuses what would break the promises of a run, and says why', () => {
    for (const option of ['--parallel', '-p', '--retries', '--watch', '--timeout']) {
      expect(problems(option), option).to.have.lengthOf(1);
      expect(problems(option)[0]).to.match(/^-.* cannot be used here: .+\.$/);
    }
  });

  it('refuses what it does not know, and suggests what is near', () => {
    expect(problems('--gerp', 'a')).to.deep.equal(["Unknown option '--gerp' (Did you mean --grep?)"]);
    expect(problems('--quickly')).to.deep.equal(["Unknown option '--quickly'."]);
    expect(problems('--reporter', 'jsn')).to.deep.equal([
      'There is no reporter jsn: npx mocha --list-reporters names those of Mocha.',
    ]);
  });

  it('takes spec files, and folders and patterns of them, and refuses other files', () => {
    const named = ['specs/reads.spec.ts', 'specs', 'specs/4*.spec.ts', 'specs/viewport'];
    expect(readRunOptions([...named, '--bail'])).to.deep.equal({ mocha: ['--bail', ...named] });
    const own = 'src/cli/run-options.test.ts';
    expect(problems('specs/viewprt.spec.ts', 'README.md', 'openapi', 'src/cli', own)).to.deep.equal([
      'There is no file specs/viewprt.spec.ts; the closest are specs/viewport.spec.ts, specs/reads.spec.ts, specs/profile.spec.ts.',
      'README.md is no spec file: the names of those end in .spec.ts.',
      'openapi holds no spec file: the names of those end in .spec.ts.',
      'src/cli tests the suite itself, not an API: npx mocha --config .mocharc.own.json src/cli runs it.',
      `${own} tests the suite itself, not an API: npx mocha --config .mocharc.own.json ${own} runs it.`,
    ]);
  });

  it('says what changes how a run is started', () => {
    expect(readRunOptions(['--dry-run'])).to.deep.equal({ mocha: ['--dry-run'], isDryRun: true });
    expect(readRunOptions(['-R', 'json', '-O', 'output=a.json'])).to.deep.equal({
      mocha: ['--reporter=json', '--reporter-option=output=a.json'],
      hasOtherReporter: true,
    });
  });

  it('refuses an option without its value, one with a value that it does not take, and a broken pattern', () => {
    expect(problems('--grep')).to.deep.equal(["Option '-g, --grep <pattern>' argument missing."]);
    expect(problems('--grep', '--bail')[0]).to.contain('--grep needs a value');
    expect(problems('--bail=yes')).to.deep.equal(["Unknown option '--bail=yes'."]);
    expect(problems('--grep', '(')).to.deep.equal([
      '--grep is "(", which is not a regular expression; --fgrep takes plain text.',
    ]);
  });
});
