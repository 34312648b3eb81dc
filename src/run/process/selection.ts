import path from 'node:path';
import type Mocha from 'mocha';
import { lookupFiles } from 'mocha/lib/cli/lookup-files.js';
import { SPEC } from './named-specs.js';

/**
 * Drops the tests of files that nobody named. Mocha loads those of its configuration beside the named ones, and leaves
 * no choice. Where nothing is named, everything stays.
 */
export function keepNamed(runner: Mocha.Runner, names: readonly string[]): void {
  if (names.length === 0) return;
  const files = new Set(names.flatMap(filesOf));
  const isNamed = ({ file }: { readonly file?: string | undefined }): boolean =>
    file !== undefined && files.has(file);
  const root = runner.suite;
  root.suites = root.suites.filter(isNamed);
  root.tests = root.tests.filter(isNamed);
  runner.total = runner.grepTotal(root);
}

/** The spec files that Mocha finds under a name. */
function filesOf(name: string): string[] {
  try {
    return lookupFiles(name, [SPEC], true).map((file) => path.resolve(file));
  } catch {
    return []; // a pattern that no file matches
  }
}

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

/** How many tests the specs define, apart from those that are skipped by their text. */
export function countTests(runner: Mocha.Runner): number {
  let all = 0;
  runner.suite.eachTest((test: Mocha.Test) => {
    if (!test.isPending()) all += 1;
  });
  return all;
}
