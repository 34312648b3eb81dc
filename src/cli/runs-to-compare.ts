import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { greenBefore, type RunSummary } from '../model/run-summary.js';
import { targetInSentence } from '../model/target-name.js';
import { isSummary, readHistory } from '../report/history.js';
import { noSuch } from '../report/no-such.js';
import { parsePastRun } from '../report/past-run.js';
import { REPORTS } from '../report/reports-folder.js';
import { summaryOf } from '../report/summary.js';

/** Two runs, and those before the later one, which show how much it varies by itself. */
export interface RunsToCompare {
  readonly before: RunSummary;
  readonly after: RunSummary;
  /** Whole runs of the later one's target, oldest first. */
  readonly earlier: readonly RunSummary[];
  /** What somebody should know of the history. */
  readonly sentences: readonly string[];
}

/**
 * Finds the runs that a command line names: by a file (a `run.json` or a summary), a folder of reports, or the id of a
 * run of the history. Left out: the last run, and the last green whole run of its target before it.
 */
export function runsToCompare(
  [beforeName, afterName]: readonly string[],
  reportsDir: string,
): RunsToCompare | { readonly problems: readonly string[] } {
  const { runs, sentences } = readHistory(reportsDir);
  const after = afterName === undefined ? lastRun(reportsDir, runs) : runNamed(afterName, runs);
  if ('problem' in after) return { problems: [...sentences, after.problem] };
  const { same: earlier, green } = greenBefore(
    runs.filter((run) => isEarlier(run, after.run)),
    after.run.target,
  );
  const before = beforeName === undefined ? lastGreen(green, after.run) : runNamed(beforeName, runs);
  if ('problem' in before) return { problems: [...sentences, before.problem] };
  const problem = whyNot(before.run, after.run);
  if (problem !== undefined) return { problems: [...sentences, problem] };
  return { before: before.run, after: after.run, earlier, sentences };
}

type Found = { readonly run: RunSummary } | { readonly problem: string };

function isEarlier(run: RunSummary, other: RunSummary): boolean {
  return run.runId !== other.runId && Date.parse(run.startedAt) < Date.parse(other.startedAt);
}

/** The history has every run; the reports of a run that was unpacked here come without one. */
function lastRun(reportsDir: string, runs: readonly RunSummary[]): Found {
  const file = path.join(reportsDir, REPORTS.json);
  if (existsSync(file)) return runIn(file);
  const run = runs.at(-1);
  return run === undefined
    ? {
        problem: `There is no file ${file} and no history, so there is no run to compare: run npm run contract first.`,
      }
    : { run };
}

function lastGreen(run: RunSummary | undefined, { target, runId }: RunSummary): Found {
  return run === undefined
    ? {
        problem: `The history has no green whole run on ${targetInSentence(target) ?? target} before ${runId}: name the run to compare it with.`,
      }
    : { run };
}

function runNamed(name: string, runs: readonly RunSummary[]): Found {
  if (existsSync(name)) {
    return runIn(statSync(name).isDirectory() ? path.join(name, REPORTS.json) : name);
  }
  const run = runs.find(({ runId }) => runId === name);
  const ids = runs.map(({ runId }) => runId);
  return run === undefined ? { problem: noSuch(`There is no file or run "${name}"`, name, ids) } : { run };
}

function runIn(file: string): Found {
  const text = textOf(file);
  if (text === undefined) return { problem: `${file} cannot be read: name a run.json, a summary or a run.` };
  const summary = parsed(text);
  if (isSummary(summary)) return { run: summary };
  const past = parsePastRun(text, file);
  return 'problem' in past ? past : { run: summaryOf(past.run) };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function whyNot(before: RunSummary, after: RunSummary): string | undefined {
  if (before.runId === after.runId && before.target === after.target) {
    return `Both are the run ${after.runId}: name two runs.`;
  }
  if (Object.keys(after.cases).some((id) => before.cases[id] !== undefined)) return undefined;
  return `The runs ${before.runId} and ${after.runId} have no case in common: there is nothing to compare.`;
}
