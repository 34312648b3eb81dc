import path from 'node:path';
import type { ContractCase } from '../../model/case.js';
import type { NotCovered } from '../../model/not-covered.js';
import type { InventoryCase } from '../../model/run-record.js';

/** Enough to get from here through the verbs of the fixtures to the row of a spec. */
const FRAMES = 9;

const traces = new Map<Mocha.Test, Error>();
const cases = new Map<Mocha.Test, ContractCase>();
let ids = new Set<string>();

/**
 * Ties a case to the Mocha test that awaits it.
 * @throws Error when the id is taken: a case that hides another would be lost silently.
 */
export function register(test: Mocha.Test, testCase: ContractCase): void {
  if (ids.has(testCase.id)) throw new Error(`Two cases have the id ${testCase.id}: rename one of them.`);
  ids.add(testCase.id);
  cases.set(test, testCase);
  traces.set(test, traceHere());
}

/** A stack, which is made into text only where somebody asks for it: that costs far more than taking it. */
function traceHere(): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  const trace = new Error('the place of a row');
  Error.stackTraceLimit = stackTraceLimit;
  return trace;
}

/** Where a test stands: its spec, from the root of the project, and the place of its row there, as far as they are known. */
export function placeOf(test: Mocha.Test): Pick<InventoryCase, 'file' | 'line' | 'column'> {
  if (test.file === undefined) return {};
  const file = path.relative('', test.file).replaceAll(path.sep, '/');
  const frames = traces.get(test)?.stack?.split('\n') ?? [];
  const frame = frames.find((one) => one.includes(`${test.file}:`)) ?? '';
  const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame) ?? [];
  return line === undefined ? { file } : { file, line: Number(line), column: Number(column) };
}

/** Registers the cases of the specs a second time, for another document: the same ids come again. */
export function registerAnew<T>(load: () => T): T {
  const before = ids;
  ids = new Set();
  try {
    return load();
  } finally {
    ids = before;
  }
}

let uncovered: readonly NotCovered[] = [];

/** Keeps what the derivation of cases left without any. */
export function registerNotCovered(statements: readonly NotCovered[]): void {
  uncovered = statements;
}

/** The statements of the request schema that the registered cases leave out. */
export function notCovered(): readonly NotCovered[] {
  return uncovered;
}

/** The case that a Mocha test awaits; undefined for a test written without the verbs of this suite. */
export function caseOf(test: Mocha.Test): ContractCase | undefined {
  return cases.get(test);
}
