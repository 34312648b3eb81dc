import { expect } from 'chai';
import { OptionsError, parseOptions } from './options.js';
import { SMALL_MUTANTS, SMALL_VARIATIONS } from './testing/small-bench.js';

const parse = (...args: string[]) => parseOptions(args, SMALL_MUTANTS, SMALL_VARIATIONS);

describe('the options of npm run mutation', () => {
  it('ask for everything up to the first breach, if nothing is said', () => {
    expect(parse()).to.deep.equal({
      full: false,
      only: [],
      concurrency: 4,
      readme: false,
      explore: false,
      gate: false,
    });
  });

  it('take several names, of mutants, variations and areas', () => {
    const only = ['does-nothing', 'slow-by-a-header', 'error body', 'variations', 'checks'];
    expect(parse('--full', ...only.flatMap((name) => ['--only', name]))).to.deep.include({
      full: true,
      only,
    });
  });

  it('explore in a full run, too', () => {
    expect(parse('--full')).to.deep.include({ full: true, explore: true });
  });

  it('take a concurrency, the README and the exploration', () => {
    expect(parse('--concurrency', '16', '--readme', '--explore')).to.deep.equal({
      full: false,
      only: [],
      concurrency: 16,
      readme: true,
      explore: true,
      gate: false,
    });
  });

  it('choose a gate by everything alone', () => {
    expect(parse('--full', '--gate')).to.deep.include({ gate: true });
    for (const args of [['--gate'], ['--full', '--gate', '--only', 'does-nothing']])
      expect(() => parse(...args)).to.throw(OptionsError, '--gate chooses by all cases and mutants');
  });

  it('leave everything else aside when help is asked for', () => {
    expect(parse('--help', '--only', 'nobody'))
      .to.have.property('help')
      .that.contains('--only <what>');
  });

  for (const [args, said] of [
    [['--fast'], '--fast'],
    [['everything'], 'everything'],
    [['--only'], '--only'],
    [
      ['--only', 'acess', '--only', 'access'],
      'There is no mutant, variation or area "acess"; the closest names are access, field, checks.',
    ],
    [['--concurrency', '0'], '--concurrency is "0", but must be a whole number from 1 to 16.'],
    [['--concurrency', '17'], '"17"'],
    [['--concurrency', '1e1'], '"1e1"'],
    [['--concurrency', ''], '""'],
    [['--readme', '--only', 'access'], '--readme writes the totals of all mutants'],
  ] as const) {
    it(`refuse ${args.map((arg) => `"${arg}"`).join(' ')} in a sentence`, () => {
      expect(() => parse(...args)).to.throw(OptionsError, said);
    });
  }
});
