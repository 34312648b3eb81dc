import { AssertionError } from 'chai';
import type Mocha from 'mocha';
import type { Verdict } from '../../model/verdict.js';
import type { Journal } from '../../model/events.js';
import type { InventoryCase } from '../../model/run-record.js';
import { caseOf, placeOf } from './registry.js';

/**
 * Tests that are written in plain Mocha, without the verbs of this suite: their outcome counts too. A failed
 * assertion is a breach, as for every other test of the contract; any other error is a mistake of the test.
 * @returns what the inventory lists of them.
 */
export function watchPlainTests(
  runner: Mocha.Runner,
  tests: readonly Mocha.Test[],
  journal: Journal,
): InventoryCase[] {
  const plain = new Set(tests.filter((test) => caseOf(test) === undefined));
  const done = (test: Mocha.Test, verdict: Verdict, obstacle?: string): void => {
    if (!plain.has(test)) return;
    const common = { id: idOf(test), verdict, findings: [], exchanges: [], ms: test.duration ?? 0 };
    journal({ type: 'result', result: { ...common, ...(obstacle === undefined ? {} : { obstacle }) } });
  };
  runner.on('pass', (test) => done(test, 'pass'));
  runner.on('pending', (test) => done(test, 'not verified', 'the test skipped itself'));
  runner.on('fail', (test, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    done(test, error instanceof AssertionError ? 'breach' : 'suite error', reason);
  });
  return [...plain].map((test) => ({
    id: idOf(test),
    group: test.parent?.titlePath().join(' / ') ?? '',
    sentence: test.title,
    intent: 'accept',
    clause: { pointer: '#', text: 'a test without a clause' },
    subject: 'plain-test',
    statuses: [],
    isReadBack: false,
    ...placeOf(test),
  }));
}

function idOf(test: Mocha.Test): string {
  return test.fullTitle().replaceAll(/\s+/g, '-');
}
