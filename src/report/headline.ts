import { basename } from 'node:path';
import type { ExitCode, RunProblem, RunRecord } from '../model/run-record.js';
import { allProblems, caseOutcomes, OUTCOMES, outcomeCounts } from '../model/outcomes.js';
import { driftText } from './drift-text.js';
import { reasonOf } from './reason-of.js';
import { statusLedger } from './status-ledger.js';
import { paint, type Colour } from './colour.js';
import { lastLine } from './last-line.js';
import { counted, cut, grouped, visible } from './visible.js';
import { wrapped } from './wrapped.js';

const WIDTH = 100;
const LABEL = 14;
const MOST_DRIFT = 10;
const MOST_BREACHES = 10;

/**
 * The last lines of a run on the console, ending in one that says the verdict in words and the exit code.
 * @param paths where the reports stand, as a person would open them.
 * @param colour whether to colour by ANSI; without it the text holds no control character but newlines.
 */
export function headline(
  run: RunRecord,
  paths: { readonly junit: string; readonly json: string },
  exitCode: ExitCode,
  colour: boolean,
): string {
  const problems = allProblems(run);
  const verdict = lastLine(run, exitCode);
  return [
    ...fact('target', [run.target]),
    ...fact('document', [`${basename(run.document.file)}, sha256 ${run.document.hash.slice(0, 12)}`]),
    ...fact('run', [`${run.runId}, suite ${run.suiteVersion}`]),
    ...statusFacts(run, colour),
    ...fact('cases', [cases(run)]),
    ...fact('breaches', breaches(run), 'red', colour),
    ...fact('observed', observed(run)),
    ...fact('browsers', [browsers(run)]),
    ...left(run, colour),
    ...fact('requests', [`${grouped(run.requests.sent)} sent, ${grouped(run.requests.throttled)} throttled`]),
    ...fact('read-back', run.longestLagMs > 0 ? [`up to ${grouped(run.longestLagMs)} ms behind`] : []),
    ...fact('drift', drift(run)),
    ...fact('problems', problems.map(problemLine), 'red', colour),
    ...fact('time', [duration(run.ms)]),
    ...fact('reports', [paths.junit, paths.json]),
    '',
    paint(verdict.text, verdict.colour, colour), // never wrapped: the last line alone says it all
  ].join('\n');
}

/** One label with its facts below each other, each wrapped where it is longer than the line; nothing without facts. */
function fact(label: string, facts: readonly string[], hue: Colour = 'plain', colour = false): string[] {
  const text = facts.flatMap((line) => wrapped(visible(cut(line, 600)), WIDTH - LABEL));
  return text.map((line, index) => (index === 0 ? label : '').padEnd(LABEL) + paint(line, hue, colour));
}

function statusFacts(run: RunRecord, colour: boolean): string[] {
  const ledger = statusLedger(run);
  const verified = ledger.filter(({ state }) => state === 'verified').map(({ status }) => status);
  const facts = (state: string): string[] => {
    const entries = ledger.filter((entry) => entry.state === state);
    const reasons = [...new Set(entries.map(({ reason }) => reason))];
    return reasons.map((reason) => {
      const statuses = entries.filter((entry) => entry.reason === reason).map(({ status }) => status);
      return `${statuses.join(', ')} (${reason})`;
    });
  };
  return [
    ...fact('verified', [verified.length === 0 ? 'no status' : verified.join(', ')]),
    ...fact('broken', facts('broken'), 'red', colour),
    ...fact('not verified', facts('not verified'), 'yellow', colour),
  ];
}

function cases(run: RunRecord): string {
  const counts = outcomeCounts(run);
  const ended = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  if (ended.length === 0) return 'none';
  return `${ended.map((outcome) => `${grouped(counts[outcome])} ${outcome}`).join(', ')}; ${grouped(run.inventory.length)} in all`;
}

/** Cases without a verdict of their own: the document leaves open what they look at. */
function observed(run: RunRecord): string[] {
  const count = run.inventory.filter(({ id, intent }) => {
    const verdict = run.results.get(id)?.verdict;
    return intent === 'observe' && (verdict === 'pass' || verdict === 'drift');
  }).length;
  return count === 0 ? [] : [`${counted(count, 'case')} that the document leaves open`];
}

/** Said here too, since the blocks above are not shown when Mocha is cut short. */
function breaches(run: RunRecord): string[] {
  const broken = caseOutcomes(run).flatMap(({ listed, result }) =>
    result?.verdict === 'breach' ? [{ ...result, reason: reasonOf(result, listed.intent) }] : [],
  );
  const lines = broken.slice(0, MOST_BREACHES).map(({ id, reason, reproduced }) => {
    const times = reproduced === undefined ? '' : ` (reproduced ${reproduced})`;
    return `${id}${reason === '' ? '' : `: ${cut(reason, 200)}`}${times}`;
  });
  const more = broken.length - MOST_BREACHES;
  return more > 0 ? [...lines, `and ${grouped(more)} more`] : lines;
}

function browsers({ browsers: { created, released, heldAtMost } }: RunRecord): string {
  return `${grouped(created)} created, ${grouped(released)} released, at most ${grouped(heldAtMost)} held at once`;
}

function left({ browsers: { created, released } }: RunRecord, colour: boolean): string[] {
  const count = created - released;
  if (count <= 0) return [];
  const sentence = `${counted(count, 'BROWSER').toUpperCase()} NOT RELEASED: PAID FOR UNTIL RELEASED OR TIMED OUT.`;
  return fact('LEFT BEHIND', [sentence], 'red', colour);
}

function drift(run: RunRecord): string[] {
  const lines = run.drift.slice(0, MOST_DRIFT).map(({ drift: seen, firstSeenIn, times }) => {
    return `${cut(driftText(seen), 200)} (${grouped(times)} ×, first in ${firstSeenIn})`;
  });
  const more = run.drift.length - MOST_DRIFT;
  return more > 0 ? [...lines, `and ${grouped(more)} more`] : lines;
}

function problemLine({ name, sentence }: RunProblem): string {
  return `${name}: ${sentence}`;
}

function duration(ms: number): string {
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${grouped(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}
