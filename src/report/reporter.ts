import Mocha from 'mocha';
import { version as suiteVersion } from '../../package.json';
import { caseBlock } from './case-block.js';
import { paint } from './colour.js';
import { notedResult } from './noted-result.js';
import { reasonOf } from './reason-of.js';
import { cut } from './visible.js';

/** After so many blocks the rest is in the JUnit report only. */
const MOST_BLOCKS = 20;

/**
 * Shows a run on the console: a line per case as it is decided, and at the end one fixed block per failure. What the
 * whole adds up to is said afterwards by the process that owns the exit code.
 */
class ContractReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const colour = process.stdout.isTTY;
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    const blocks: string[] = [];
    let depth = 0;
    const indent = (): string => '  '.repeat(depth);

    runner.once('start', () => say(`\nPATCH /browsers/{id} contract, suite ${suiteVersion}`));
    runner.on('suite', (suite) => {
      if (suite.title !== '') say(`\n${indent()}${suite.title}`);
      depth += 1;
    });
    runner.on('suite end', () => (depth -= 1));
    runner.on('pass', (test) => {
      const seen = reasonFor(test);
      say(
        `${indent()}${paint('✓', 'green', colour)} ${test.title}${seen === '' ? '' : paint(`  (${seen})`, 'magenta', colour)}`,
      );
    });
    runner.on('pending', (test) => {
      const why = reasonFor(test);
      say(
        `${indent()}${paint('-', 'yellow', colour)} ${test.title}  ${paint(`not verified: ${why}`, 'yellow', colour)}`,
      );
    });
    runner.on('fail', (test, error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const found = notedResult(test);
      if (error instanceof Error && error.name === 'NeverRan') {
        say(`${indent()}${paint(`- ${test.title}  never ran: ${message}`, 'yellow', colour)}`);
        return;
      }
      const verdict = found?.result.verdict.toUpperCase() ?? 'FAILED';
      say(`${indent()}${paint(`✗ ${test.title}  ${verdict}`, 'red', colour)}`);
      const block = found === undefined ? '' : caseBlock(found.listed, found.result);
      blocks.push(block === '' ? `${test.fullTitle()}\n  ${cut(message, 2000)}` : block);
    });
    runner.once('end', () => {
      say('');
      for (const block of blocks.slice(0, MOST_BLOCKS)) say(`${block}\n`);
      if (blocks.length > MOST_BLOCKS)
        say(`… and ${blocks.length - MOST_BLOCKS} more failures, all in the JUnit report.\n`);
    });
  }
}

function reasonFor(test: Mocha.Runnable): string {
  const found = notedResult(test);
  return found === undefined ? '' : reasonOf(found.result, found.listed.intent);
}

module.exports = ContractReporter;
