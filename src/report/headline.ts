import { causesIn } from '../model/causes-in.js';
import type { Cause } from '../model/cause-cases.js';
import { casesOf, causesOf } from '../model/causes.js';
import { strictDrift } from '../model/strict-drift.js';
import { deviationProblems } from '../model/deviations.js';
import { nextToExpire } from '../model/known-deviation.js';
import { forPerson } from '../model/needs-person.js';
import type { ExitCode, RunProblem, RunRecord } from '../model/run-record.js';
import { allProblems, caseOutcomes } from '../model/outcomes.js';
import { fieldOf } from '../model/run-summary.js';
import { withoutWords } from '../model/server-words.js';
import type { Verdict } from '../model/verdict.js';
import { paint } from './colour.js';
import { deviationSentence } from './deviation-sentence.js';
import { duration } from './durations.js';
import { driftText } from './drift-text.js';
import { fact } from './facts.js';
import { personLines } from './for-person.js';
import { leakAdvice, leakLines } from './leaks.js';
import { dollarsFor } from '../model/usage.js';
import { byType, dollars } from './plan-text.js';
import { lastLine } from './last-line.js';
import { notCoveredLines } from './not-covered.js';
import { statusLines } from './status-ledger.js';
import { counted, grouped } from './visible.js';

/** So much drift is listed where it makes the run red. */
const MOST_DRIFT = 10;

const MOST_CAUSES = 15;
const MOST_FIELDS = 4;
const MOST_OBSTACLES = 5;
const MOST_LEAKS = 10;

/**
 * The last screen of a run: does the API conform, what are the causes, most dangerous first, what was not verified,
 * where are the reports. It begins with the verdict and ends with it, for those who read only the last line.
 * @param paths where the reports stand, as a person would open them.
 * @param colour whether to colour by ANSI; without it the text holds no control character but newlines.
 */
export function headline(
  run: RunRecord,
  paths: { readonly junit: string; readonly json: string; readonly page: string; readonly summary: string },
  exitCode: ExitCode,
  colour: boolean,
): string {
  const verdict = lastLine(run, exitCode);
  const painted = paint(verdict.text, verdict.colour, colour); // never wrapped: this line alone says it all
  return [
    painted,
    '',
    ...verdictFacts(run, colour),
    ...fact('used', [used(run)]),
    ...fact('reports', [paths.page, paths.summary, paths.junit, paths.json]),
    '',
    painted,
  ].join('\n');
}

/** What speaks against a run, most urgent first: causes, what was not judged or verified, problems. */
export function verdictFacts(run: RunRecord, colour: boolean): string[] {
  const causes = causesOf(run);
  const red = { hue: 'red', colour } as const;
  const yellow = { hue: 'yellow', colour } as const;
  const breaches = causes.filter(({ severity, isKnown }) => severity === 'breach' && !isKnown);
  return [
    ...fact('causes', causeLines(breaches), red),
    ...fact('failed', withoutCause(run), red),
    ...fact('not judged', obstacleLines(run, ['suite error', 'blocked']), red),
    ...fact('notes', causeLines(causes.filter(({ severity }) => severity === 'note')), yellow),
    ...fact(
      'known',
      known(
        run,
        causes.filter(({ isKnown }) => isKnown),
      ),
      yellow,
    ),
    ...fact('deviations', deviationProblems(run).map(deviationSentence), red),
    ...fact('to review', personLines(run, MOST_OBSTACLES), yellow),
    ...fact(
      'drift',
      strictDrift(run)
        .slice(0, MOST_DRIFT)
        .map(({ drift }) => driftText(drift)),
      red,
    ),
    ...fact('not verified', notVerified(run), yellow),
    ...fact('not covered', notCoveredLines(run), yellow),
    ...fact('kept', keptLines(run)),
    ...left(run, colour),
    ...fact(
      'problems',
      allProblems(run).map(({ name, sentence }: RunProblem) => `${name}: ${sentence}`),
      red,
    ),
  ];
}

/** `12 × status/200-for-400/viewport.width.minimum (viewport; first viewport.width/minimum/below)`. */
function causeLines(causes: readonly Cause[]): string[] {
  const lines = causes.slice(0, MOST_CAUSES).map((cause) => {
    const { id } = cause;
    const cases = casesOf(cause);
    const first = cases[0]?.listed.id ?? '';
    const where = cases.length === 1 ? first : `${fieldsOf(cases)}; first ${first}`;
    return `${grouped(cases.length)} × ${id} (${where})`;
  });
  const more = causes.length - lines.length;
  return more > 0 ? [...lines, `and ${counted(more, 'more cause')}: see the reports`] : lines;
}

/** What the cases are about, by the beginning of their ids. */
function fieldsOf(cases: Cause['cases']): string {
  const fields = [...new Set(cases.map(({ listed }) => fieldOf(listed.id)))];
  const shown = fields.slice(0, MOST_FIELDS);
  return shown.length < fields.length ? `${shown.join(', ')}, …` : shown.join(', ');
}

function known(run: RunRecord, causes: readonly Cause[]): string[] {
  const next = nextToExpire(run.deviations);
  if (next === undefined) return [];
  const cases = new Set(causes.flatMap((cause) => casesOf(cause).map(({ listed }) => listed.id)));
  return [
    `${counted(causes.length, 'known deviation')} in ${counted(cases.size, 'case')}; the next to expire: ${next.cause} on ${next.until} (${next.owner}, ${next.issue})`,
  ];
}

/** What was not verified, each reason with its statuses or the number of its cases. */
export function notVerified(run: RunRecord): string[] {
  const { lines, reasons } = statusLines(run, 'not verified');
  return [...lines, ...obstacleLines(run, ['not verified'], reasons)];
}

/** What was in the way of cases, each reason with the number of its cases. @param said reasons that are listed already. */
export function obstacleLines(
  run: RunRecord,
  verdicts: readonly Verdict[],
  said: readonly string[] = [],
): string[] {
  const obstacles = new Map<string, { why: string; count: number }>();
  const listed = said.map(withoutWords);
  for (const { verdict, obstacle = '', optional, needsPerson } of run.results.values()) {
    if (needsPerson !== undefined && obstacle === forPerson(needsPerson)) continue; // listed for a person
    const reason = obstacle.replace(/\.$/, '');
    const key = withoutWords(reason);
    if (!verdicts.includes(verdict) || optional === true || listed.includes(key)) continue;
    const { why, count } = obstacles.get(key) ?? { why: reason, count: 0 };
    obstacles.set(key, { why, count: count + 1 });
  }
  const mostFirst = [...obstacles.values()].sort((a, b) => b.count - a.count);
  const lines = mostFirst.map(({ why, count }) => `${counted(count, 'case')}: ${firstLine(why)}`);
  const more = lines.length - MOST_OBSTACLES;
  return more > 0 ? [...lines.slice(0, MOST_OBSTACLES), `and ${counted(more, 'more reason')}`] : lines;
}

/** Failed tests without a cause: those in plain Mocha. */
function withoutCause(run: RunRecord): string[] {
  const ids = caseOutcomes(run).flatMap(({ listed, outcome, result }) =>
    outcome === 'breach' && result !== undefined && causesIn(result, listed.subject).size === 0
      ? [listed.id]
      : [],
  );
  const more = ids.length - MOST_OBSTACLES;
  return more > 0 ? [...ids.slice(0, MOST_OBSTACLES), `and ${grouped(more)} more`] : ids;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

function left(run: RunRecord, colour: boolean): string[] {
  const { browsers, leaks = [], kept = [] } = run;
  const count = browsers.created - browsers.released - kept.length;
  const sentence = `${counted(count, 'BROWSER').toUpperCase()} NOT RELEASED: PAID FOR UNTIL RELEASED OR TIMED OUT.`;
  const more = leaks.length - MOST_LEAKS;
  const lines = [
    ...(count > 0 ? [sentence] : []),
    ...leakLines(leaks.slice(0, MOST_LEAKS)),
    ...(more > 0 ? [`and ${counted(more, 'more resource')}: see the reports`] : []),
    ...(leaks.length > 0 ? [leakAdvice(run)] : []),
  ];
  return fact('LEFT BEHIND', lines, { hue: 'red', colour });
}

function keptLines({ kept = [], runId }: RunRecord): string[] {
  return kept.flatMap(({ id, until }) => [
    `browser ${id}`,
    `stays until it is idle for ten minutes (${until} at the earliest)`,
    `to end it now: npm run sweep -- --run ${runId}`,
    `export ID=${id}`,
  ]);
}

/** What is said where a browser was to be kept and there is none. */
export const NOTHING_KEPT = 'No browser was kept: the case held none, or its set-up failed.';

/** Requests, browsers, their seconds and time. */
export function used(run: RunRecord): string {
  const { requests, browsers, ms, through, usage, prices } = run;
  const waited = requests.throttled === 0 ? '' : ` (${grouped(requests.throttled)} throttled)`;
  const { created, released } = browsers;
  const cost = prices === undefined ? '' : ` (at most ${dollars(dollarsFor(usage.seconds, prices))})`;
  const seconds = byType(usage.seconds);
  const lives = seconds === 'none' ? '' : `, browser-seconds: ${seconds}${cost}`;
  return `${counted(requests.sent, 'request')}${waited}, ${counted(created, 'browser')} (${grouped(released)} released), ${duration(ms)}${lives}${through === undefined ? '' : `, through the proxy at ${through}`}`;
}
