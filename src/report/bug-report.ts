import { shownPointer, type ContractDocument } from '../contract/document.js';
import type { CauseKind } from '../model/cause-kind.js';
import type { Clause } from '../model/clause.js';
import type { Exchange } from '../model/exchange.js';
import type { FirstSeen } from '../model/first-seen.js';
import { againOf } from './again.js';
import { sessionId } from './block.js';
import { CAUSE_SENTENCES } from './cause-sentences.js';
import { clauseWords } from './clause-words.js';
import { curlLine } from './curl.js';
import { ago } from './durations.js';
import { exampleSentence, type PastCase, type PastCause, type PastRun } from './past-run.js';
import { readablePointer } from './readable-pointer.js';
import { requestIdOf } from './request-id.js';
import { revived } from './revived.js';
import { codeCell, textCell } from './table-cell.js';
import { transcript } from './transcript.js';
import { counted, grouped } from './visible.js';

/** So many cases are named. */
const MOST_CASES = 20;

/** What a report of a bug is made of. */
export interface Bug {
  readonly run: PastRun;
  readonly cause: PastCause;
  readonly kind: CauseKind;
  readonly clause: Clause;
  readonly document: ContractDocument;
  /** Undefined where the history does not know it. */
  readonly since: FirstSeen | undefined;
  /** ISO 8601 */
  readonly now: string;
}

/** An issue in Markdown for those who own the API: what is promised, what happens, how to see it, since when. */
export function bugReport(bug: Bug): string {
  const { run, cause, kind, clause, document } = bug;
  const example = run.results.find(({ id }) => id === cause.cases[0]);
  const shown = example === undefined ? [] : shownExchanges(example, cause.id).map(revived);
  const [asserted] = shown;
  return [
    `# PATCH /browsers/{id}: ${textCell(exampleSentence(run, cause))}`,
    '',
    CAUSE_SENTENCES[kind].clients,
    '',
    '## What the contract says',
    '',
    ...quoted(clauseWords(document, clause) ?? 'The document in use says nothing there.'),
    '',
    `${readablePointer(clause.pointer)}, ${codeCell(shownPointer(clause.pointer))}`,
    '',
    '## What happens',
    '',
    ...(example === undefined ? [] : [`${textCell(exampleSentence(run, cause))}.`, '']),
    ...shown.flatMap((exchange) => [...fenced(transcript({ exchanges: [exchange] }), 'http'), '']),
    ...(example === undefined || asserted === undefined ? [] : again(run, example, asserted)),
    '## Evidence',
    '',
    ...evidence(bug, example, shown),
  ].join('\n');
}

/** The asserted exchange, and the one that shows the cause where that is a read. */
function shownExchanges({ exchanges, findings }: PastCase, cause: string): Exchange[] {
  const asserted = exchanges.find(({ purpose }) => purpose === 'asserted');
  const finding = findings.find((one) => one.cause === cause);
  const shows = finding === undefined ? undefined : exchanges[finding.exchange];
  const about = shows?.purpose === 'asserted' ? [shows] : [asserted, shows];
  return about.filter((exchange) => exchange !== undefined);
}

function again(run: PastRun, { id, exchanges, expected }: PastCase, asserted: Exchange): string[] {
  const { command, baseUrl, hold } = againOf(run, id);
  const session = sessionId({ exchanges: exchanges.map(revived), expected }, asserted);
  return [
    '## To see it again',
    '',
    ...(session === undefined
      ? []
      : [
          hold === undefined
            ? '`$ID` is a session in the state that the contract case describes.'
            : `\`$ID\` is a session in the state that the contract case describes: \`${hold}\` holds one and prints its id.`,
          '',
        ]),
    ...fenced(curlLine(asserted, { sessionId: session, baseUrl, again: command }), 'sh'),
    '',
    'With the contract suite, on a fresh session:',
    '',
    ...fenced(command, 'sh'),
    '',
  ];
}

function evidence(
  { run, cause, since, now }: Bug,
  example: PastCase | undefined,
  shown: readonly Exchange[],
): string[] {
  const ids = shown.flatMap(({ response }) => requestIdOf(response?.headers ?? {}) ?? []);
  const cases = cause.cases.slice(0, MOST_CASES).map(codeCell);
  const more = cause.cases.length - cases.length;
  return [
    `- cause: ${codeCell(cause.id)}${cause.severity === 'note' ? ', a note' : ''}${cause.isKnown ? ', accepted as a known deviation' : ''}`,
    `- request id: ${ids.length === 0 ? 'the answer names none' : ids.map(codeCell).join(', ')}`,
    `- sent: ${shown.map(({ at }) => at).join(', ') || 'not recorded'}`,
    `- reproduced: ${reproduced(example)}`,
    `- first seen: ${firstSeenText(since, now)}`,
    `- ${counted(cause.cases.length, 'case')}: ${cases.join(', ')}${more > 0 ? `, and ${grouped(more)} more` : ''}`,
    `- run: ${codeCell(run.runId)} on ${codeCell(run.target)}, suite ${textCell(run.suiteVersion)}, document sha256 ${codeCell(run.document.hash.slice(0, 12))}`,
  ];
}

function reproduced(example: PastCase | undefined): string {
  switch (example?.reproduced) {
    case '2 of 2':
      return 'in 2 of 2 tries, the second on a fresh session';
    case '1 of 2':
      return 'in 1 of 2 tries; a second one on a fresh session did not show it';
    case undefined:
      return 'not tried again';
  }
}

function firstSeenText(since: FirstSeen | undefined, now: string): string {
  if (since === undefined) return 'the history does not know it';
  const { first, runs, showed } = since;
  return `${ago(first.startedAt, now)}, in the run ${codeCell(first.runId)}; in ${grouped(showed)} of ${counted(runs, 'run')} since`;
}

function quoted(text: string): string[] {
  return [`> ${textCell(text)}`];
}

/** A block of code, whose fence is longer than any in it. */
function fenced(text: string, language: string): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text.trimEnd(), fence];
}
