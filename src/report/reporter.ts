import Mocha from 'mocha';
import { version as suiteVersion } from '../../package.json';
import { listCases } from './case-list.js';
import { paint } from './colour.js';
import { inert, inertPainted } from './inert.js';
import { liveLine } from './live-line.js';
import { notedResult } from './noted-result.js';
import { reasonOf } from './reason-of.js';
import { isEachCaseShown } from './verbosity.js';
import { counted, cut, visible } from './visible.js';

/** So many failures of a group are listed; the causes below them say more. */
const MOST_FAILURES = 5;

/**
 * Shows the progress of a run on the console: on a terminal one live line; else, and for groups that failed, a line for
 * each group with its failures. What the run adds up to is said afterwards by the process that owns the exit code.
 */
class ContractReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const colour = process.stdout.isTTY;
    const live = liveLine(process.stdout);
    const say = (line: string): void => live.above(colour ? inertPainted(line) : inert(line));
    if (options.dryRun === true) {
      listCases(runner, say);
      return;
    }
    let group = newGroup('');
    let depth = 0;
    let done = 0;
    let failed = 0;
    const took = (line: string, isFailure = false): void => {
      done += 1;
      group.cases += 1;
      if (isFailure) failed += 1;
      if (isFailure) group.failures.push(line);
      if (isEachCaseShown()) say(line);
      live.show(`${done} of ${runner.total}${failed === 0 ? '' : `, ${failed} failed`}`);
    };

    runner.once('start', () => say(`\nPATCH /browsers/{id} contract, suite ${suiteVersion}\n`));
    runner.on('suite', (suite) => {
      depth += 1;
      if (depth === 2) group = newGroup(visible(suite.title));
    });
    runner.on('suite end', () => {
      depth -= 1;
      if (depth === 1) for (const line of groupLines(group, colour)) say(line);
    });
    runner.on('pass', (test) => {
      const seen = reasonFor(test);
      group.passed += 1;
      took(
        `  ${paint('✓', 'green', colour)} ${visible(test.title)}${seen === '' ? '' : paint(`  (${seen})`, 'magenta', colour)}`,
      );
    });
    runner.on('pending', (test) => {
      const verdict = notedResult(test)?.result.verdict === 'known' ? 'known' : 'not verified';
      const why = paint(`${verdict}: ${reasonFor(test)}`, 'yellow', colour);
      took(`  ${paint('-', 'yellow', colour)} ${visible(test.title)}  ${why}`);
    });
    runner.on('fail', (test, error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof Error && error.name === 'NeverRan') {
        group.neverRan += 1;
        took(paint(`  - ${visible(test.title)}  never ran: ${firstLine(message)}`, 'yellow', colour));
        return;
      }
      const verdict = notedResult(test)?.result.verdict.toUpperCase() ?? `FAILED: ${firstLine(message)}`;
      took(paint(`  ✗ ${visible(test.title)}  ${verdict}`, 'red', colour), true);
    });
    runner.once('end', () => {
      live.end();
      say('');
    });
  }
}

/** What came of the tests of one file. */
interface Group {
  readonly title: string;
  cases: number;
  passed: number;
  neverRan: number;
  readonly failures: string[];
}

function newGroup(title: string): Group {
  return { title, cases: 0, passed: 0, neverRan: 0, failures: [] };
}

function groupLines({ title, cases, passed, neverRan, failures }: Group, colour: boolean): string[] {
  const isRed = failures.length > 0;
  const skipped = cases - passed - neverRan - failures.length;
  const counts = [
    counted(cases, 'case'),
    ...(isRed ? [`${failures.length} failed`] : []),
    ...(neverRan > 0 ? [`${neverRan} never ran`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  const mark = isRed
    ? paint('✗', 'red', colour)
    : neverRan > 0
      ? paint('-', 'yellow', colour)
      : paint('✓', 'green', colour);
  const head = `${mark} ${title}  ${counts.join(', ')}`;
  if (isEachCaseShown()) return [`${head}\n`];
  const more = failures.length - MOST_FAILURES;
  return [head, ...failures.slice(0, MOST_FAILURES), ...(more > 0 ? [`  … and ${more} more`] : [])];
}

function firstLine(message: string): string {
  return visible(cut(message.split('\n')[0] ?? '', 400));
}

function reasonFor(test: Mocha.Runnable): string {
  const found = notedResult(test);
  return found === undefined ? '' : visible(reasonOf(found.result, found.listed.intent));
}

module.exports = ContractReporter;
