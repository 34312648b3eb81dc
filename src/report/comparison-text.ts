import type { ComparedRun, Comparison } from '../model/compare-runs.js';
import { comparisonSections, latencyRule, type Line } from './comparison-sections.js';
import { comparisonSentence } from './comparison-sentence.js';
import { runName } from './past-run.js';
import { codeCell, textCell } from './table-cell.js';
import { counted, cut, grouped, visible } from './visible.js';

/** So many changes of a kind, and cases of a change, are listed. */
const MOST_LINES = 20;
const MOST_CASES = 5;

/** A comparison as a person reads it on a console. @param now ISO 8601 */
export function comparisonText(comparison: Comparison, now: string): string {
  const sections = comparisonSections(comparison);
  return [
    `${comparisonSentence(comparison, now)}.`,
    '',
    `before  ${about(comparison.before)}`,
    `after   ${about(comparison.after)}`,
    ...differences(comparison).map((sentence) => `        ${sentence}`),
    ...sections.flatMap(({ title, lines }) => [
      '',
      `${title}:`,
      ...some(lines, MOST_LINES).flatMap((line) => textLines(line)),
      ...more(lines, MOST_LINES, 'change').map((text) => `  ${text}`),
    ]),
    ...(comparison.latency.length > 0 ? ['', latencyRule()] : []),
  ].join('\n');
}

/** The same as Markdown, for a summary or an issue. @param now ISO 8601 */
export function comparisonMarkdown(comparison: Comparison, now: string): string {
  return [
    `**${textCell(comparisonSentence(comparison, now))}.**`,
    '',
    `- before: ${textCell(about(comparison.before))}`,
    `- after: ${textCell(about(comparison.after))}`,
    ...differences(comparison).map((sentence) => `- ${sentence}`),
    ...comparisonSections(comparison).flatMap(({ title, lines }) => [
      '',
      `### ${title}`,
      '',
      ...some(lines, MOST_LINES).map(
        ({ name, text, cases = [] }) =>
          `- ${[codeCell(cut(name, 200)), textCell(text), casesIn(cases, codeCell)].filter((part) => part !== '').join(' · ')}`,
      ),
      ...more(lines, MOST_LINES, 'change').map((text) => `- ${text}`),
    ]),
    ...(comparison.latency.length > 0 ? ['', `<sub>${latencyRule()}</sub>`] : []),
  ].join('\n');
}

function textLines({ name, text, cases = [] }: Line): string[] {
  const head = [visible(cut(name, 300)), visible(text)].filter((part) => part !== '').join('  ');
  return [`  ${head}`, ...(cases.length === 0 ? [] : [`    ${casesIn(cases, visible)}`])];
}

function casesIn(cases: readonly string[], shown: (id: string) => string): string {
  return [...some(cases, MOST_CASES).map(shown), ...more(cases, MOST_CASES, 'case')].join(', ');
}

function some<T>(all: readonly T[], most: number): readonly T[] {
  return all.slice(0, most);
}

function more(all: readonly unknown[], most: number, noun: string): string[] {
  return all.length > most ? [`and ${counted(all.length - most, `more ${noun}`)}`] : [];
}

function about(run: ComparedRun): string {
  const part = run.isWhole ? '' : ', a selection of cases';
  return `${runName(run)}, ${visible(run.startedAt)}, exit code ${run.exitCode}${part}`;
}

/** What else differs between two runs, and may explain the rest. */
function differences({ before, after, commonCases }: Comparison): string[] {
  return [
    `${grouped(commonCases)} cases in both runs`,
    ...(before.document.hash === after.document.hash ? [] : ['the contract document is another one']),
    ...(before.suiteVersion === after.suiteVersion
      ? []
      : [`the suite went from ${visible(before.suiteVersion)} to ${visible(after.suiteVersion)}`]),
  ];
}
