import { expect } from 'chai';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { SettingsError } from '../../src/settings/settings-error.js';
import type { ExploreOptions } from './explore.js';
import { readOptions } from './options.js';
import { runExplore } from './run-explore.js';

const read = (args: readonly string[], env: Record<string, string> = {}) =>
  options(readOptions(args, parseSettings(env)));

function options(read: ReturnType<typeof readOptions>): ExploreOptions {
  if ('help' in read) throw new Error('Only help was asked for.');
  return read;
}

/** The problems that a command line has. */
function problems(...args: string[]): readonly string[] {
  try {
    read(args);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('the options of npm run explore', () => {
  it('are bounds that suit a short look, and a seed of their own, if nothing is said', () => {
    const { seed, ...bounds } = read([]);
    expect(bounds).to.deep.equal({ steps: 300, seconds: 60, sessions: 2, browsers: 30 });
    expect(seed).to.be.within(0, 2 ** 31 - 1);
    expect(read([]).seed).not.to.equal(seed);
  });

  it('are taken as they are said', () => {
    const args = ['--steps=7', '--seconds', '8', '--seed', '0', '--sessions', '3', '--browsers', '9'];
    expect(read(args)).to.deep.equal({ steps: 7, seconds: 8, seed: 0, sessions: 3, browsers: 9 });
  });

  it('hold no more sessions than the settings allow', () => {
    expect(read([], { CONTRACT_BROWSERS: '1' }).sessions).to.equal(1);
    expect(() => read(['--sessions', '3'], { CONTRACT_BROWSERS: '2' })).to.throw(
      SettingsError,
      '3 sessions are asked for, but CONTRACT_BROWSERS allows 2 at once.',
    );
  });

  it('take the number of sessions from a path', () => {
    expect(read(['--seed', '5', '--path', '0:1;AB:F;shr'])).to.deep.include({
      path: '0:1;AB:F;shr',
      sessions: 3,
    });
  });

  it('are only explained where help is asked for, whatever else is wrong', async () => {
    const said: string[] = [];
    expect(await runExplore(['--steps', 'many', '--help'], (line) => said.push(line))).to.equal(0);
    for (const name of ['--steps', '--seconds', '--seed', '--path', '--sessions', '--browsers'])
      expect(said.join()).to.contain(name);
  });

  for (const [args, said] of [
    [['--step', '5'], "Unknown option '--step' (Did you mean --steps?)"],
    [['5'], 'Unexpected argument "5"'],
    [['--steps'], "Option '--steps <n>' argument missing."],
    [['--steps', '0'], '--steps is "0", but must be a whole number from 1 to 1000000.'],
    [['--steps', '1e3'], '"1e3"'],
    [['--seed', '2147483648'], '--seed is "2147483648"'],
    [['--seed', '1', '--path', '0;x'], '"0;x" is no path'],
    [['--seed', '1', '--path', '0;A:B;sx'], '"0;A:B;sx" is no path'],
    [['--path', '0;A:B;s'], '--path needs its seed'],
    [['--browsers', '1'], '--browsers is 1, which is too few to create 2 sessions.'],
  ] as const) {
    it(`refuse ${args.join(' ')} in a sentence`, () => {
      expect(problems(...args).join('\n')).to.contain(said);
    });
  }

  it('report all that is wrong at once', () => {
    expect(problems('--steps', 'a', '--seconds', 'b', '--sessions', '0', 'c')).to.have.length(4);
  });
});
