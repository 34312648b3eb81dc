import path from 'node:path';
import type { Cause } from '../../model/cause-cases.js';
import { casesOf, causesOf } from '../../model/causes.js';
import { deviationProblems } from '../../model/deviations.js';
import { allProblems, OUTCOMES, outcomeCounts } from '../../model/outcomes.js';
import type { ExitCode, RunRecord } from '../../model/run-record.js';
import type { RunSummary } from '../../model/run-summary.js';
import { strictDrift } from '../../model/strict-drift.js';
import { deviationSentence } from '../deviation-sentence.js';
import { duration } from '../durations.js';
import { personLines } from '../for-person.js';
import { notVerified, obstacleLines } from '../headline.js';
import { driftText } from '../drift-text.js';
import { code, html, type Content, type Html } from '../look/html.js';
import { lastLine } from '../last-line.js';
import { sentenceOf } from '../sentence-of.js';
import { cut, grouped } from '../visible.js';
import { causeAddress } from './causes.js';
import { changesSinceGreen, when } from './changes.js';
import type { JudgedStatement } from './states.js';
import { SIGNS, verdictMark } from './verdict-mark.js';

const MOST_LISTED = 12;
const LONGEST_SENTENCE = 400;

/** The first screen: does the API conform, what are the causes, what is not known, what has changed. */
export function top(
  run: RunRecord,
  exitCode: ExitCode,
  statements: readonly JudgedStatement[],
  { earlier, drift }: { readonly earlier: readonly RunSummary[]; readonly drift: readonly string[] },
): Html {
  const causes = causesOf(run);
  const uncovered = statements.filter(({ state }) => state === 'not covered');
  return html`<header class="top" data-tone="${tone(run, exitCode)}">
      ${verdict(run, exitCode)} ${facts(run)} ${counts(run)}
    </header>
    <div class="cards">
      ${card('Causes', causeList(causes), 'wide')} ${card('Problems', sentences(problems(run)))}
      ${card(
        'Not declared',
        sentences(
          strictDrift(run)
            .slice(0, MOST_LISTED)
            .map(({ drift: one }) => driftText(one)),
        ),
      )}
      ${card('Not judged', sentences(obstacleLines(run, ['suite error', 'blocked'])))}
      ${card('Changed', changesSinceGreen(run, exitCode, earlier))} ${card('Known deviations', knownList(run))}
      ${card('To review', sentences(personLines(run, MOST_LISTED)))}
      ${card('Not verified', sentences(notVerified(run)))}
      ${card('Drift', sentences(drift))}
      ${card('Not covered', [
        uncovered.length === 0
          ? html`<p>Every statement of the document has cases or checks.</p>`
          : html`<p>
              <b>${uncovered.length}</b> of ${statements.length} statements of the document: the
              <a href="#map">map</a> says of each why.
            </p>`,
      ])}
      ${card('Write-only', writeOnly(run))}
    </div>`;
}

function writeOnly({ writeOnly: fields = [] }: RunRecord): Html[] {
  return fields.length === 0
    ? []
    : [
        html`<p>${fields.map((field, index) => html`${index > 0 && ', '}${code(field)}`)}: no answer shows these members.</p>`,
      ];
}

/** `BREACH: …` as a word and what it means. */
export function verdict(run: RunRecord, exitCode: ExitCode): Html {
  const [, word = '', rest = ''] = /^([^:]+): (.*)$/s.exec(lastLine(run, exitCode).text) ?? [];
  const sign = { 0: SIGNS.pass, 1: SIGNS.breach, 2: SIGNS.blocked, 3: SIGNS['suite error'] }[exitCode];
  return html`<h1>
    <span class="word"><span aria-hidden="true">${sign}</span> ${sentenceCase(word)}</span>
    <span class="sentence">${beginning(rest)}</span>
  </h1>`;
}

/** To begin a sentence; a URL stays as it is. */
function beginning(text: string): string {
  return /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

function tone(run: RunRecord, exitCode: ExitCode): string {
  if (exitCode === 0) return lastLine(run, exitCode).colour === 'green' ? 'good' : 'fair';
  return exitCode === 1 ? 'bad' : 'unknown';
}

function sentenceCase(text: string): string {
  const lower =
    text === text.toUpperCase()
      ? text.toLowerCase()
      : text.replace(/^[A-Z]+\b/, (word) => word.toLowerCase());
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

function facts(run: RunRecord): Html {
  const rows: [string, Content][] = [
    ['target', run.target],
    ...(run.isEmbedded || run.target.includes(run.environment)
      ? []
      : [['environment', run.environment] satisfies [string, Content]]),
    ['when', `${when(run.startedAt)}, took ${duration(run.ms)}`],
    ['document', [path.basename(run.document.file), ' ', code(run.document.hash.slice(0, 12))]],
    ['run', code(run.runId)],
    ...(run.isWhole ? [] : [['part', 'Not every case was selected.'] satisfies [string, Content]]),
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function counts(run: RunRecord): Html {
  const all = outcomeCounts(run);
  const shown = OUTCOMES.filter((outcome) => all[outcome] > 0);
  return html`<ul class="counts">
    ${shown.map(
      (outcome) =>
        html`<li>
          <a href="#verdict=${outcome}"><b>${grouped(all[outcome])}</b> ${verdictMark(outcome)}</a>
        </li>`,
    )}
  </ul>`;
}

function card(title: string, content: readonly Html[], kind = ''): Html | undefined {
  return content.length === 0
    ? undefined
    : html`<section class="card ${kind}">
        <h2>${title}</h2>
        ${content}
      </section>`;
}

function causeList(causes: readonly Cause[]): Html[] {
  if (causes.length === 0) return [];
  const items = causes.slice(0, MOST_LISTED).map((cause) => {
    const { id, severity, isKnown, cases } = cause;
    return html`<li>
      ${verdictMark(isKnown ? 'known' : severity)}
      <span class="times">${grouped(casesOf(cause).length)} ×</span>
      <a href="#${causeAddress(id)}">${code(id)}</a> ${why(cases)}
    </li>`;
  });
  const more = causes.length - items.length;
  return [
    html`<ol class="causes">
      ${items}${more > 0 && html`<li><a href="#causes">and ${more} more</a></li>`}
    </ol>`,
  ];
}

/** What the best example of a cause shows, in short. */
function why([example]: Cause['cases']): Html | undefined {
  if (example === undefined) return undefined;
  return html`<span class="why soft">${cut(`${sentenceOf(example.finding)} (${example.listed.sentence})`, LONGEST_SENTENCE)}</span>`;
}

function knownList({ deviations }: RunRecord): Html[] {
  if (deviations.length === 0) return [];
  const byDate = [...deviations].sort((a, b) => (a.until < b.until ? -1 : 1));
  return [
    html`<ul class="plain">
      ${byDate.map(({ cause, until, owner, issue }) => html`<li>${code(cause)} until <b>${until}</b> <span class="soft">${owner}, ${issue}</span></li>`)}
    </ul>`,
  ];
}

function problems(run: RunRecord): string[] {
  return [
    ...deviationProblems(run).map(deviationSentence),
    ...allProblems(run).map(({ name, sentence }) => `${name}: ${sentence}`),
  ];
}

function sentences(all: readonly string[]): Html[] {
  return all.length === 0
    ? []
    : [
        html`<ul class="plain">
          ${all.map((one) => html`<li>${one}</li>`)}
        </ul>`,
      ];
}
