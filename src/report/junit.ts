import { OPERATION } from '../contract/document.js';
import type { RunRecord } from '../model/run-record.js';
import { allProblems, caseOutcomes, type CaseOutcome } from '../model/outcomes.js';
import { caseElement, seconds } from './junit-cases.js';
import { dotted, OF_THE_RUN, suiteName, suiteOf } from './junit-names.js';
import { propertiesElement } from './junit-properties.js';
import { runElements } from './junit-run-cases.js';
import { testCasesXml, type Signal, type TestCase } from './junit-test-case.js';
import { xmlElement } from './xml.js';

interface Suite {
  readonly name: string;
  readonly file?: string | undefined;
  readonly testCases: readonly TestCase[];
  readonly ms: number;
}

/**
 * A run as JUnit XML, in the form that `junit.xsd` beside this file describes: a suite for every spec file, with a test
 * case for every case of the inventory, whether or not it ran; then one of the run, with its properties, what it left
 * behind and what it met. Names hold no values and no messages, so that two runs can be compared by them, but they hold
 * the environment. It stays below a megabyte: long texts are cut where there are many.
 */
export function junitXml(run: RunRecord): string {
  const suites = suitesOf(run);
  const testCases = suites.flatMap((suite) => suite.testCases);
  const written = testCasesXml(testCases); // all of them at once: together they have to be short enough
  const elements: string[] = [];
  for (const suite of suites) {
    const own = written.splice(0, suite.testCases.length);
    elements.push(suiteXml(suite, own, run));
  }
  const totals = { ...countsOf(testCases), time: seconds(run.ms) };
  const name = `${OPERATION.method.toUpperCase()} ${OPERATION.path}`;
  const all = xmlElement('testsuites', { name, ...totals }, `\n${elements.join('\n')}\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`;
}

function suitesOf(run: RunRecord): Suite[] {
  const problems = allProblems(run);
  const byFile = new Map<string | undefined, CaseOutcome[]>();
  for (const one of caseOutcomes(run)) {
    const { file } = one.listed;
    byFile.set(file, [...(byFile.get(file) ?? []), one]);
  }
  return [
    ...uniquelyNamed([...byFile.keys()]).map(({ file, name }): Suite => {
      const outcomes = byFile.get(file) ?? [];
      return {
        ...{ name, file },
        testCases: outcomes.map((outcome) => caseElement(outcome, run, problems)),
        ms: outcomes.reduce((sum, { result }) => sum + (result?.ms ?? 0), 0),
      };
    }),
    { name: OF_THE_RUN, testCases: runElements(run, problems), ms: run.ms },
  ];
}

/** Files of the same name in two folders have suites of their own. */
function uniquelyNamed(files: readonly (string | undefined)[]): { file: string | undefined; name: string }[] {
  const taken = new Set([OF_THE_RUN]);
  return files.map((file) => {
    const name = suiteOf(file);
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) unique = `${name} (${number})`;
    taken.add(unique);
    return { file, name: unique };
  });
}

function suiteXml({ name, file, testCases, ms }: Suite, written: readonly string[], run: RunRecord): string {
  const attributes = {
    name: suiteName(run, name),
    package: dotted(run, [name]),
    file,
    ...countsOf(testCases),
    skipped: count(testCases, 'skipped'),
    time: seconds(ms),
    timestamp: timestamp(run.startedAt),
  };
  const properties = name === OF_THE_RUN ? [propertiesElement(run)] : [];
  return xmlElement('testsuite', attributes, ['', ...properties, ...written, ''].join('\n'));
}

/** Counted from the elements themselves, so that the two cannot differ. */
function countsOf(testCases: readonly TestCase[]): { tests: number; failures: number; errors: number } {
  return {
    tests: testCases.length,
    failures: count(testCases, 'failure'),
    errors: count(testCases, 'error'),
  };
}

function count(testCases: readonly TestCase[], signal: Signal): number {
  return testCases.filter((testCase) => testCase.signal === signal).length;
}

/** ISO 8601 in UTC without milliseconds; undefined, and so left out, where the start is not a valid time. */
function timestamp(startedAt: string): string | undefined {
  const at = new Date(startedAt);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString().replace(/\.\d+Z$/, 'Z');
}
