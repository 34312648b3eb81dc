import type Mocha from 'mocha';

/**
 * The tests that Mocha is about to run, in its order: those that its grep lets through and that are not skipped by
 * their text. Mocha keeps the grep as private members of the runner; nothing public has it before the run.
 */
export function selectedTests(runner: Mocha.Runner): Mocha.Test[] {
  const tests: Mocha.Test[] = [];
  const grep: unknown = Reflect.get(runner, '_grep');
  const invert = Reflect.get(runner, '_invert') === true;
  runner.suite.eachTest((test: Mocha.Test) => {
    const matches = grep instanceof RegExp ? grep.test(test.fullTitle()) : true;
    if (grep instanceof RegExp) grep.lastIndex = 0;
    if (matches !== invert && !test.isPending()) tests.push(test);
  });
  return tests;
}

/** Are these all tests that the specs define, apart from those that are skipped by their text? */
export function isWhole(runner: Mocha.Runner, selected: readonly Mocha.Test[]): boolean {
  let all = 0;
  runner.suite.eachTest((test: Mocha.Test) => {
    if (!test.isPending()) all += 1;
  });
  return all === selected.length;
}
