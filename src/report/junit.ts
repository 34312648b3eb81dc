import { basename } from 'node:path';
import { OPERATION } from '../contract/document.js';
import type { CaseResult, RunProblem, RunRecord } from '../model/run-record.js';
import {
  allProblems,
  caseOutcomes,
  isMissing,
  OUTCOMES,
  outcomeCounts,
  type CaseOutcome,
} from '../model/outcomes.js';
import { BROWSER_TYPES, dollarsFor } from '../model/usage.js';
import { causesIn, causesOf } from '../model/causes.js';
import { deviationProblems } from '../model/deviations.js';
import { againCommand } from './again.js';
import { caseBlock } from './case-block.js';
import { deviationSentence } from './deviation-sentence.js';
import { testCasesXml, type Signal, type TestCase } from './junit-test-case.js';
import { leakAdvice, leakLines, leakSentence } from './leaks.js';
import { notCoveredLines } from './not-covered.js';
import { reasonOf } from './reason-of.js';
import { statusLedger, type StatusEntry } from './status-ledger.js';
import { xmlElement } from './xml.js';

/**
 * A run as JUnit XML, in the form that `junit.xsd` beside this file describes: one suite with a test case for every
 * case of the inventory, whether or not it ran, then one for each problem of the run. Names hold no values and no
 * messages, so that two runs can be compared by them. It stays below a megabyte: long texts are cut where there are many.
 */
export function junitXml(run: RunRecord): string {
  const problems = allProblems(run);
  const testCases = [
    ...caseOutcomes(run).map((outcome) => caseElement(outcome, run, problems)),
    ...deviationElements(run),
    ...leaksElement(run),
    ...problemElements(problems),
  ];
  // Counted from the elements themselves, so that the two cannot differ.
  const count = (signal: Signal) => testCases.filter((testCase) => testCase.signal === signal).length;
  const totals = { tests: testCases.length, failures: count('failure'), errors: count('error') };
  const name = `${OPERATION.method.toUpperCase()} ${OPERATION.path}`;
  const suite = xmlElement(
    'testsuite',
    {
      name,
      ...totals,
      skipped: count('skipped'),
      time: seconds(run.ms),
      timestamp: timestamp(run.startedAt),
    },
    ['', propertiesElement(run), ...testCasesXml(testCases), ''].join('\n'),
  );
  const suites = xmlElement('testsuites', { name, ...totals, time: seconds(run.ms) }, `\n${suite}\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${suites}\n`;
}

function caseElement(
  { listed, outcome, result }: CaseOutcome,
  run: RunRecord,
  problems: RunProblem[],
): TestCase {
  const reason = result === undefined ? '' : reasonOf(result, listed.intent);
  const block = result === undefined ? '' : caseBlock(listed, result, againCommand(run, listed.id));
  const attributes = {
    name: `${listed.id} ${listed.sentence}`,
    classname: listed.group,
    time: seconds(result?.ms ?? 0),
  };
  switch (outcome) {
    case 'pass':
    case 'note':
    case 'drift': {
      const text = [reason, block].filter((part) => part !== '').join('\n');
      return { signal: 'none', attributes, text };
    }
    case 'breach': {
      const type = result === undefined ? outcome : causeTypeOf(result, listed.subject);
      return { signal: 'failure', attributes, type, message: reason, text: block };
    }
    case 'known': {
      const why = `known: ${(result?.known ?? []).join(', ')}`;
      return { signal: 'skipped', attributes, type: outcome, message: why, text: block };
    }
    case 'suite error':
    case 'blocked':
      return { signal: 'error', attributes, type: outcome, message: reason, text: block };
    case 'embedded only':
    case 'not verified': {
      const signal = isMissing(run, result) ? 'error' : 'skipped';
      return { signal, attributes, type: outcome, message: reason, text: block };
    }
    case 'never ran': {
      const [first] = problems;
      const why = first?.sentence ?? (run.finished ? '' : 'The run had not ended.');
      const message = why === '' ? outcome : `${outcome}: ${why}`;
      const all = problems.map(({ sentence }) => sentence).join('\n');
      return { signal: 'error', attributes, type: outcome, message, text: all };
    }
  }
}

/** The cause of a breach, the most important one first; a plain Mocha test has none. */
function causeTypeOf(result: CaseResult, subject: string): string {
  return [...causesIn(result, subject).keys()][0] ?? 'breach';
}

/** Each entry of the known deviations that does not fit any more. */
function deviationElements(run: RunRecord): TestCase[] {
  return deviationProblems(run).map((problem, index) => {
    const name = `known deviation ${index + 1}: ${problem.entry.cause}`;
    const sentence = deviationSentence(problem);
    return {
      signal: 'failure',
      attributes: { name, classname: 'run', time: seconds(0) },
      type: `known-deviation/${problem.kind.replaceAll(' ', '-')}`,
      message: sentence,
      text: sentence,
    };
  });
}

/** Absent before the resources are released: a report that was cut short there says nothing of them. */
function leaksElement(run: RunRecord): TestCase[] {
  const { leaks } = run;
  if (leaks === undefined) return [];
  const attributes = { name: 'leaked resources', classname: 'run', time: seconds(0) };
  if (leaks.length === 0) return [{ signal: 'none', attributes, text: '' }];
  const sentence = `${leakSentence(leaks)} ${leakAdvice(run)}`;
  const text = [...leakLines(leaks), leakAdvice(run)].join('\n');
  return [{ signal: 'failure', attributes, type: 'run/leaked-resources', message: sentence, text }];
}

function problemElements(problems: readonly RunProblem[]): TestCase[] {
  const taken = new Set<string>();
  return problems.map(({ kind, name, sentence }) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) unique = `${name} (${number})`;
    taken.add(unique);
    const attributes = { name: unique, classname: 'run', time: seconds(0) };
    return { signal: 'error', attributes, type: kind, message: sentence, text: sentence };
  });
}

function propertiesElement(run: RunRecord): string {
  const counts = outcomeCounts(run);
  const ledger = statusLedger(run);
  const properties: [string, string | number][] = [
    ['target', run.target],
    ['document', basename(run.document.file)],
    ['document hash', run.document.hash],
    ['run id', run.runId],
    ['suite version', run.suiteVersion],
    ['finished', String(run.finished)],
    ...OUTCOMES.map((outcome): [string, number] => [`cases.${outcome}`, counts[outcome]]),
    ['browsers created', run.browsers.created],
    ['browsers released', run.browsers.released],
    ['requests', run.requests.sent],
    ['throttled', run.requests.throttled],
    ...BROWSER_TYPES.map((type): [string, string] => [
      `browser seconds.${type}`,
      run.usage.seconds[type].toFixed(1),
    ]),
    ['dollars', run.prices === undefined ? '0' : dollarsFor(run.usage.seconds, run.prices).toFixed(6)],
    ['proxy', run.through ?? 'none'],
    ['drift count', run.drift.length],
    ['causes', causesOf(run).filter(({ severity, isKnown }) => severity === 'breach' && !isKnown).length],
    ['known deviations', run.deviations.length],
    ['statements not covered', run.notCovered?.length ?? 0],
    ['not covered', listed(notCoveredLines(run), '; ')],
    ['write-only fields', listed(run.writeOnly ?? [], ', ')],
    ['statuses verified', statuses(ledger, 'verified')],
    ['statuses broken', statuses(ledger, 'broken')],
    ['statuses not verified', statuses(ledger, 'not verified')],
  ];
  const elements = properties.map(([name, value]) => xmlElement('property', { name, value }));
  return xmlElement('properties', {}, `\n${elements.join('\n')}\n`);
}

function listed(all: readonly string[], separator: string): string {
  return all.length === 0 ? 'none' : all.join(separator);
}

function statuses(ledger: readonly StatusEntry[], state: StatusEntry['state']): string {
  const found = ledger.filter((entry) => entry.state === state).map(({ status }) => status);
  return found.length === 0 ? 'none' : found.join(', ');
}

/** Seconds with at most three decimals and no exponent: `2.413`. */
function seconds(ms: number): string {
  return Number.isFinite(ms) && ms > 0 ? String(Number((ms / 1000).toFixed(3))) : '0';
}

/** ISO 8601 in UTC without milliseconds; undefined, and so left out, where the start is not a valid time. */
function timestamp(startedAt: string): string | undefined {
  const at = new Date(startedAt);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString().replace(/\.\d+Z$/, 'Z');
}
