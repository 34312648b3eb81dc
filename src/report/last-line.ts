import type { ExitCode, RunRecord } from '../model/run-record.js';
import type { Colour } from './colour.js';
import { causesOf } from '../model/causes.js';
import { deviationProblems } from '../model/deviations.js';
import { allProblems, caseOutcomes, isMissing, outcomeCounts, type Outcome } from '../model/outcomes.js';
import { needingPerson } from './for-person.js';
import { strictDrift } from '../model/strict-drift.js';
import { statusLedger } from './status-ledger.js';
import { counted, cut, grouped, visible } from './visible.js';
import { targetInSentence } from '../model/target-name.js';

/** The verdict on a run in words, and its colour. */
export interface LastLine {
  readonly text: string;
  readonly colour: Colour;
}

type Counts = Readonly<Record<Outcome, number>>;

/**
 * The one line that everybody reads. It names the target, repeats the exit code, and never says more than the record
 * shows: an exit code of 0 over a record that is not green is reported as the suite's own fault.
 */
export function lastLine(run: RunRecord, exitCode: ExitCode): LastLine {
  const counts = outcomeCounts(run);
  const code = `Exit code ${exitCode}.`;
  switch (exitCode) {
    case 0:
      return isGreen(run, counts)
        ? conforms(run, counts, code)
        : {
            text: `SUITE AT FAULT: the run${onTarget(run.target)} ended as green, but its record is not. ${code}`,
            colour: 'magenta',
          };
    case 1: {
      const besides = listed(unjudged(counts));
      return {
        text: [red(run, counts), ...(besides === '' ? [] : [`Also: ${besides}.`]), code].join(' '),
        colour: 'red',
      };
    }
    case 2: {
      if (hasNotBegun(run)) return { text: nothingSent(run.target), colour: 'yellow' };
      return {
        text: `NOT JUDGED: ${whyNotJudged(run, counts)}.${breaches(counts)} ${code}`,
        colour: 'yellow',
      };
    }
    case 3:
      return {
        text: `SUITE AT FAULT: ${faults(run, counts)}.${breaches(counts)} ${code}`,
        colour: 'magenta',
      };
  }
}

/** Why a run is red: a breach, or an entry of the known deviations that does not fit any more. */
function red(run: RunRecord, counts: Counts): string {
  const name = visible(targetInSentence(run.target) ?? 'the API');
  if (counts.breach > 0) {
    const causes = causesOf(run).filter(({ severity, isKnown }) => severity === 'breach' && !isKnown).length;
    const whose = causes === 0 ? '' : `: ${counted(causes, 'cause')}`;
    return `BREACH: ${name} broke the contract in ${counted(counts.breach, 'case')}${whose}.`;
  }
  const entries = new Set(deviationProblems(run).map(({ entry }) => entry)).size;
  const undeclared = strictDrift(run).length;
  if (entries === 0 && undeclared > 0)
    return `DRIFT: ${name} shows ${counted(undeclared, 'thing')} that its document does not declare.`;
  return `KNOWN DEVIATIONS OUT OF DATE: ${grouped(entries)} of ${grouped(run.deviations.length)} for ${name}.`;
}

/** ` on the embedded reference server`, to follow what was done there; empty where no target is known. */
export function onTarget(name: string): string {
  const target = targetInSentence(name);
  return target === undefined ? '' : ` on ${visible(target)}`;
}

/** The last line of a run that could not begin. */
export function nothingSent(name: string): string {
  const target = targetInSentence(name);
  return `NOT JUDGED: nothing was sent${target === undefined ? '' : ` to ${visible(target)}`}. Exit code 2.`;
}

/** Did it end before it had listed a case or sent a request? */
function hasNotBegun({ finished, inventory, results, requests }: RunRecord): boolean {
  return !finished && inventory.length + results.size + requests.sent === 0;
}

/** Nothing is green by accident: a green run ended, had cases, ran all of them, and met no problem. */
function isGreen(run: RunRecord, counts: Counts): boolean {
  const against =
    counts.breach +
    counts['suite error'] +
    counts.blocked +
    counts['never ran'] +
    allProblems(run).length +
    (run.leaks ?? []).length +
    deviationProblems(run).length;
  const missing = caseOutcomes(run).filter(({ result }) => isMissing(run, result)).length;
  return run.finished && run.inventory.length > 0 && against + missing === 0;
}

function conforms(run: RunRecord, counts: Counts, code: string): LastLine {
  const ended = caseOutcomes(run).filter(({ outcome }) => ['pass', 'note', 'drift'].includes(outcome));
  const observed = ended.filter(({ listed: { intent } }) => intent === 'observe').length;
  const persons = needingPerson(run).length;
  const tried = run.inventory.length - counts['embedded only'];
  const parts = [
    `${grouped(ended.length - observed)} of ${counted(tried, 'case')} passed${onTarget(run.target)}`,
    ...(observed === 0 ? [] : [`${grouped(observed)} only observed`]),
    ...(counts.known === 0 ? [] : [`${grouped(counts.known)} known to deviate`]),
    ...(counts.note === 0 ? [] : [`${grouped(counts.note)} with a note`]),
    ...(counts['not verified'] === 0 ? [] : [`${grouped(counts['not verified'])} not verified`]),
    ...(persons === 0 ? [] : [`${grouped(persons)} to review`]),
    ...(counts['embedded only'] === 0 ? [] : [`${grouped(counts['embedded only'])} embedded only`]),
  ];
  const passed = `${parts.join(', ')}.`;
  if (counts['not verified'] > 0)
    return { text: `CONFORMS as far as verified: ${passed} ${code}`, colour: 'yellow' };
  const open = statusLedger(run).filter(({ state }) => state === 'not verified');
  const statuses = open.map(({ status }) => status).join(', ');
  const unseen = open.length === 0 ? '' : ` Statuses not verified: ${statuses}.`;
  const [words, colour] =
    counts.known === 0
      ? (['CONFORMS', persons === 0 ? 'green' : 'yellow'] as const)
      : (['CONFORMS but for known deviations', 'yellow'] as const);
  return { text: `${words}: ${passed}${unseen} ${code}`, colour };
}

/** So much of a problem the one line has room for. */
const LONGEST_PROBLEM = 160;

/** The first problem in short, and how many cases have no verdict: the reason stands before the number. */
function whyNotJudged(run: RunRecord, counts: Counts): string {
  const on = onTarget(run.target);
  const [first] = allProblems(run);
  if (first === undefined) return listed(unjudged(counts), on) || `the run${on} ${problemOf(run)}`;
  const problem = visible(inShort(first.sentence));
  const where = problem.includes(visible(run.target)) ? '' : on; // the line names the target, and does so once
  const cases = listed(unjudged(counts), where);
  return cases === '' ? `${problem}${where}` : `${problem}; ${cases}`;
}

/** A sentence up to its first colon, semicolon or full stop: what follows says what to do, and stands under `problems`. */
function inShort(sentence: string): string {
  return cut(/^.*?(?=[:;.](?:\s|$)|$)/su.exec(sentence)?.[0] ?? sentence, LONGEST_PROBLEM);
}

/** What a run met whose cases all have a verdict. */
function problemOf(run: RunRecord): string {
  const hasLeaks = (run.leaks ?? []).length > 0 && allProblems(run).length === 0;
  return hasLeaks ? 'left resources behind' : 'met a problem';
}

/** What kept cases from a verdict on the API. */
function unjudged(counts: Counts): [number, string][] {
  return [
    [counts['suite error'], 'met a suite error'],
    [counts.blocked, 'could not be judged'],
    [counts['not verified'], counts['not verified'] === 1 ? 'was not verified' : 'were not verified'],
    [counts['never ran'], 'never ran'],
  ];
}

function faults(run: RunRecord, counts: Counts): string {
  const own = allProblems(run).filter(({ kind }) => kind === 'suite').length;
  const on = onTarget(run.target);
  const cases = listed(unjudged(counts), on);
  const met = `met ${counted(own, 'problem')} of its own`;
  if (cases !== '') return own === 0 ? cases : `${cases}, and the run ${met}`;
  return `the run${on} ${own === 0 ? 'ended without a verdict' : met}`;
}

function breaches(counts: Counts): string {
  if (counts.breach === 0) return '';
  return ` Also: ${grouped(counts.breach)} ${counts.breach === 1 ? 'breach' : 'breaches'}.`;
}

/** `2 cases met a suite error on https://api.example.com, 1 never ran`: noun and target stand once. */
function listed(parts: readonly (readonly [number, string])[], on = ''): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what], index) =>
      index === 0 ? `${counted(count, 'case')} ${what}${on}` : `${grouped(count)} ${what}`,
    )
    .join(', ');
}
