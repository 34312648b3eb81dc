import { deviationProblems } from '../model/deviations.js';
import type { RunProblem, RunRecord } from '../model/run-record.js';
import { strictDrift } from '../model/strict-drift.js';
import { driftText } from './drift-text.js';
import { deviationSentence } from './deviation-sentence.js';
import { seconds } from './junit-cases.js';
import { dotted, OF_THE_RUN } from './junit-names.js';
import type { TestCase } from './junit-test-case.js';
import { leakAdvice, leakLines, leakSentence } from './leaks.js';

/** What belongs to no case, as test cases: each entry of the known deviations that does not fit, leaks, problems. */
export function runElements(run: RunRecord, problems: readonly RunProblem[]): TestCase[] {
  return [
    ...deviationElements(run),
    ...driftElements(run),
    ...leaksElement(run),
    ...problemElements(run, problems),
  ];
}

function attributesOf(run: RunRecord, name: string): TestCase['attributes'] {
  return { name, classname: dotted(run, [OF_THE_RUN]), time: seconds(0) };
}

function deviationElements(run: RunRecord): TestCase[] {
  return deviationProblems(run).map((problem, index) => {
    const sentence = deviationSentence(problem);
    return {
      signal: 'failure',
      attributes: attributesOf(run, `known deviation ${index + 1}: ${problem.entry.cause}`),
      type: `known-deviation/${problem.kind.replaceAll(' ', '-')}`,
      message: sentence,
      text: sentence,
    };
  });
}

const MOST_DRIFT = 50;

/** What a strict run does not let pass. */
function driftElements(run: RunRecord): TestCase[] {
  return strictDrift(run)
    .slice(0, MOST_DRIFT)
    .map(({ drift, firstSeenIn }, index) => {
      const sentence = `The document does not declare ${driftText(drift)}; first seen in ${firstSeenIn}.`;
      const attributes = attributesOf(run, `drift ${index + 1}`);
      return { signal: 'failure', attributes, type: 'run/drift', message: sentence, text: sentence };
    });
}

/** Absent before the resources are released: a report that was cut short there says nothing of them. */
function leaksElement(run: RunRecord): TestCase[] {
  const { leaks } = run;
  if (leaks === undefined) return [];
  const attributes = attributesOf(run, 'leaked resources');
  if (leaks.length === 0) return [{ signal: 'none', attributes }];
  const message = `${leakSentence(leaks)} ${leakAdvice(run)}`;
  const text = [...leakLines(leaks), leakAdvice(run)].join('\n');
  return [{ signal: 'failure', attributes, type: 'run/leaked-resources', message, text }];
}

function problemElements(run: RunRecord, problems: readonly RunProblem[]): TestCase[] {
  const taken = new Set<string>();
  return problems.map(({ kind, name, sentence }) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) unique = `${name} (${number})`;
    taken.add(unique);
    const attributes = attributesOf(run, unique);
    return { signal: 'error', attributes, type: kind, message: sentence, text: sentence };
  });
}
