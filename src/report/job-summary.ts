import { appendFileSync } from 'node:fs';
import { kindOfCause } from '../model/cause-kind.js';
import type { Cause } from '../model/cause-cases.js';
import { casesOf, causesOf } from '../model/causes.js';
import { deviationProblems } from '../model/deviations.js';
import type { Exchange } from '../model/exchange.js';
import type { KnownDeviation } from '../model/known-deviation.js';
import { strictDrift } from '../model/strict-drift.js';
import { allProblems } from '../model/outcomes.js';
import type { ExitCode, RunRecord } from '../model/run-record.js';
import { againCommand } from './again.js';
import { around } from './block.js';
import { deviationSentence } from './deviation-sentence.js';
import { personLines } from './for-person.js';
import { notVerified, obstacleLines, used } from './headline.js';
import { driftText } from './drift-text.js';
import { lastLine } from './last-line.js';
import { leakAdvice, leakSentence } from './leaks.js';
import { CAUSE_SENTENCES } from './cause-sentences.js';
import { clauseOf } from './clause-of.js';
import { word } from './curl.js';
import { memberOf } from './member-of.js';
import { placeOf } from './place-of.js';
import { readablePointer } from './readable-pointer.js';
import { assertedIn } from './seen-in.js';
import { sentenceOf } from './sentence-of.js';
import { codeCell, foreignCell } from './table-cell.js';
import { REPORTS } from './reports-folder.js';
import { counted, cut, grouped, visible } from './visible.js';

/** GitHub refuses a summary of more than 1 MiB; these bounds keep it far below, whatever an API sends. */
const MOST_CAUSES = 25;
/** So many causes are shown with an exchange and the command that shows it again: the most dangerous ones. */
const MOST_EXAMPLES = 3;
const MOST_DEVIATIONS = 10;
const MOST_LINES = 5;
const LONGEST = 300;
const LONGEST_VERDICT = 1000;

/**
 * A run in Markdown for the summary of a CI job: at most one screen where it is green, a table of causes where it is red.
 * @param since what changed since the last green run, in a sentence; undefined where none is known.
 * @param drift what the diary says of this run's drift, a line for each kind.
 */
export function jobSummary(
  run: RunRecord,
  exitCode: ExitCode,
  since: string | undefined,
  drift: readonly string[] = [],
): string {
  const breaches = causesOf(run).filter(({ severity, isKnown }) => severity === 'breach' && !isKnown);
  return [
    '## Contract of `PATCH /browsers/{id}`',
    '',
    `**${foreignCell(cut(lastLine(run, exitCode).text, LONGEST_VERDICT))}**`,
    ...sinceLines(run, since),
    ...table(['cause', 'cases', 'what happens', 'clause'], breaches.map(causeRow), MOST_CAUSES),
    ...breaches.slice(0, MOST_EXAMPLES).flatMap((cause) => exampleOf(cause, run)),
    ...(breaches.length > MOST_EXAMPLES
      ? [
          '',
          `${counted(breaches.length - MOST_EXAMPLES, 'more cause')}: the page \`${REPORTS.page}\` shows the exchanges of each; it is among the artifacts of the job.`,
        ]
      : []),
    ...whatToDo(run, exitCode, breaches),
    ...table(
      ['known deviation', 'until', 'owner', 'issue'],
      [...run.deviations].sort((a, b) => (a.until < b.until ? -1 : 1)).map(deviationRow),
      MOST_DEVIATIONS,
    ),
    '',
    ...listed(
      'problems',
      allProblems(run).map(({ name, sentence }) => `${name}: ${sentence}`),
    ),
    ...listed(
      'not declared',
      strictDrift(run).map(({ drift: one }) => driftText(one)),
    ),
    ...listed('known deviations', deviationProblems(run).map(deviationSentence)),
    ...listed('not judged', obstacleLines(run, ['suite error', 'blocked'])),
    ...listed('to review', personLines(run, MOST_LINES - 2)),
    ...listed('not verified', notVerified(run)),
    ...listed('drift', drift),
    ...listed('left behind', leaks(run)),
    ...(run.inventory.length === 0 ? [] : listed('used', [used(run)])),
    '',
  ].join('\n');
}

/**
 * Appends a summary to that of the job.
 * @returns a sentence where that fails, which changes nothing about a run.
 */
export function appendSummary(file: string, summary: string): string | undefined {
  try {
    appendFileSync(file, summary);
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `The summary could not be appended to ${file}, which GITHUB_STEP_SUMMARY names: ${why}.`;
  }
}

/** One line in any case, so that nobody takes silence for "nothing changed". */
function sinceLines(run: RunRecord, since: string | undefined): string[] {
  if (since !== undefined) return ['', foreignCell(cut(since, LONGEST_VERDICT))];
  return run.inventory.length === 0 || run.isEmbedded
    ? []
    : ['', 'No green run of the whole contract against this target is known here to compare with.'];
}

/** The next step of whoever reads it: the API team's for a cause, and one's own. */
function whatToDo(run: RunRecord, exitCode: ExitCode, [first]: readonly Cause[]): string[] {
  if (first === undefined) {
    const step = stepWithoutCause(run, exitCode);
    return step === undefined ? [] : ['', `**What to do:** ${step}`];
  }
  const kind = kindOfCause(first.id, (status) => run.declaredStatuses.includes(status));
  const repair = kind === undefined ? '' : ` The first: ${CAUSE_SENTENCES[kind].repair}`;
  const id = word(first.id);
  return [
    '',
    `**What to do:** each cause is one fix in the API.${foreignCell(repair)} With the artifacts of the job in \`reports\`, ${codeCell(`npm run report-bug -- ${id}`)} writes the issue for the API team, and ${codeCell(`npm run explain -- ${id}`)} says how to accept it for a while.`,
  ];
}

/** The next step where no cause is to be fixed; undefined where there is nothing to do. */
function stepWithoutCause(run: RunRecord, exitCode: ExitCode): string | undefined {
  if (exitCode > 1) return 'this says nothing about the API. Fix what is listed below, and run it again.';
  if (deviationProblems(run).length > 0)
    return 'bring the known deviations up to date, as each of them says below.';
  return strictDrift(run).length > 0
    ? 'declare in the document what is listed below, or take it out of the answers.'
    : undefined;
}

function causeRow(cause: Cause): string[] {
  const { id, cases } = cause;
  const [example] = cases;
  const because = example === undefined ? '' : `${example.listed.sentence}: ${sentenceOf(example.finding)}`;
  const clause =
    example === undefined ? '' : readablePointer(clauseOf(example.listed, example.finding).pointer);
  return [
    codeCell(cut(id, LONGEST)),
    grouped(casesOf(cause).length),
    foreignCell(cut(because, LONGEST)),
    codeCell(cut(clause, LONGEST)),
  ];
}

/** What was sent and got, and what to do next, in a block of code, whose lines hold nothing that could end it. */
function exampleOf({ id, cases }: Cause, run: RunRecord): string[] {
  const [example] = cases;
  if (example === undefined) return [];
  const { listed, finding, result } = example;
  const place = placeOf(listed);
  const member = memberOf(finding)?.join('.');
  const isRead = finding.exchange.purpose !== 'asserted';
  const asserted = isRead ? assertedIn(result.exchanges) : finding.exchange;
  const line = (label: string, parts: readonly (string | number | undefined)[]): string => {
    const text = parts.filter((part) => part !== undefined && part !== '').join(' ');
    return visible(`${label.padEnd(6)} ${cut(text, LONGEST)}`);
  };
  return [
    '',
    `The plainest case of ${codeCell(cut(id, LONGEST))}:`,
    '',
    '```text',
    line('case', [listed.id, place === undefined ? '' : `(${place})`]),
    ...(asserted === undefined
      ? []
      : [line('sent', sentParts(asserted)), line('got', gotParts(asserted, member))]),
    ...(isRead
      ? [line('then', sentParts(finding.exchange)), line('got', gotParts(finding.exchange, member))]
      : []),
    line('again', [againCommand(run, listed.id)]),
    '```',
  ];
}

function sentParts({ request }: Exchange): (string | undefined)[] {
  return [request.method, request.path, request.body];
}

function gotParts(
  { response, failure }: Exchange,
  member: string | undefined,
): (string | number | undefined)[] {
  return response === undefined
    ? [failure]
    : [response.status, response.headers['content-type'], around(response.text, member)];
}

function deviationRow({ cause, until, owner, issue }: KnownDeviation): string[] {
  return [
    codeCell(cut(cause, LONGEST)),
    ...[until, owner, issue].map((text) => foreignCell(cut(text, LONGEST))),
  ];
}

function leaks(run: RunRecord): string[] {
  return (run.leaks ?? []).length === 0 ? [] : [`${leakSentence(run.leaks ?? [])} ${leakAdvice(run)}`];
}

/** A table, of at most so many rows; nothing without rows. */
function table(heads: readonly string[], rows: readonly (readonly string[])[], most: number): string[] {
  if (rows.length === 0) return [];
  const more = rows.length - most;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '',
    line(heads),
    line(heads.map(() => '---')),
    ...rows.slice(0, most).map(line),
    ...(more > 0 ? ['', `and ${grouped(more)} more`] : []),
  ];
}

function listed(label: string, lines: readonly string[]): string[] {
  const more = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map((line) => `- ${label}: ${foreignCell(cut(line, LONGEST))}`),
    ...(more > 0 ? [`- ${label}: and ${grouped(more)} more`] : []),
  ];
}
