import type Mocha from 'mocha';
import { counted } from './visible.js';

/** Lists the tests of a dry run, by group and without a verdict: none of them is tried. */
export function listCases(runner: Mocha.Runner, say: (line: string) => void): void {
  let depth = 0;
  let listed = 0;
  runner.on('suite', (suite) => {
    depth += 1;
    if (depth > 1) say(`${indent(depth)}${suite.title}`);
  });
  runner.on('suite end', () => (depth -= 1));
  const list = (test: Mocha.Test): void => {
    listed += 1;
    say(`${indent(depth + 1)}${test.title}`);
  };
  runner.on('pass', list);
  runner.on('pending', list);
  runner.once('end', () => say(`\n${counted(listed, 'case')} listed, none tried: a dry run sends nothing.`));
}

function indent(depth: number): string {
  return '  '.repeat(depth - 2);
}
