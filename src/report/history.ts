import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isObject } from '../model/json.js';
import { OUTCOMES } from '../model/outcomes.js';
import { SUMMARY_FORMAT, type RunSummary } from '../model/run-summary.js';
import { inert } from './inert.js';
import { haveType, isListOf } from './json-shape.js';
import { HISTORY } from './reports-folder.js';
import { writeAtomically } from './write-atomically.js';

/** So many whole runs are kept, the newest ones: two months of nights. */
export const MOST_KEPT = 60;
/** Runs of a selection, which may come many in an hour, have a room of their own: they push no whole run out. */
export const MOST_PARTS = 20;
/** How the file of such a run ends. */
const PART = '.part.json';

/** The runs that left a summary, oldest first, and in whole sentences which files are none. */
export interface History {
  readonly runs: readonly RunSummary[];
  readonly sentences: readonly string[];
}

/** Keeps the summary of a run among the reports, and as many earlier ones as there is room for. @throws Error */
export function keepSummary(reportsDir: string, summary: RunSummary): void {
  const dir = path.join(reportsDir, HISTORY);
  const name = `${summary.runId}${summary.isWhole ? '.json' : PART}`;
  writeAtomically(path.join(dir, name), `${inert(JSON.stringify(summary))}\n`);
  const parts = namesIn(dir).filter((one) => one.endsWith(PART));
  const whole = namesIn(dir).filter((one) => !one.endsWith(PART));
  for (const old of [...whole.slice(0, -MOST_KEPT), ...parts.slice(0, -MOST_PARTS)])
    rmSync(path.join(dir, old), { force: true });
}

/** Reads the history of the runs that left their reports in a folder. */
export function readHistory(reportsDir: string): History {
  const dir = path.join(reportsDir, HISTORY);
  const runs: RunSummary[] = [];
  const sentences: string[] = [];
  for (const name of namesIn(dir)) {
    const file = path.join(dir, name);
    const summary = read(file);
    if (summary === undefined)
      sentences.push(`${file} is not a summary of a run, and was skipped: remove it.`);
    else runs.push(summary);
  }
  return { runs: runs.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)), sentences };
}

/** Ids of runs begin with their time, so names sort by it. */
function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort();
  } catch {
    return []; // no run has left a summary yet
  }
}

function read(file: string): RunSummary | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isSummary(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Is it a summary of a run, of this format? */
export function isSummary(value: unknown): value is RunSummary {
  return (
    isObject(value) &&
    value.format === SUMMARY_FORMAT &&
    haveType(value, 'string', 'runId', 'suiteVersion', 'target') &&
    haveType(value, 'number', 'ms', 'exitCode', 'browsers', 'requests') &&
    (value.dollars === undefined || typeof value.dollars === 'number') &&
    haveType(value, 'boolean', 'isEmbedded', 'isWhole') &&
    typeof value.startedAt === 'string' &&
    !Number.isNaN(Date.parse(value.startedAt)) &&
    isObject(value.document) &&
    haveType(value.document, 'string', 'file', 'hash') &&
    isListOf(value.causes, isCause) &&
    isListOf(value.drift, isText) &&
    isObject(value.cases) &&
    Object.values(value.cases).every(isCase) &&
    isObject(value.latency) &&
    Object.values(value.latency).every(isLatency)
  );
}

function isCause(value: unknown): boolean {
  return (
    isObject(value) &&
    haveType(value, 'string', 'id') &&
    (value.severity === 'breach' || value.severity === 'note') &&
    haveType(value, 'boolean', 'isKnown') &&
    haveType(value, 'number', 'cases')
  );
}

function isCase(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { outcome, status, code, causes } = value;
  return (
    OUTCOMES.some((one) => one === outcome) &&
    (status === undefined || typeof status === 'number') &&
    (code === undefined || typeof code === 'string') &&
    (causes === undefined || isListOf(causes, isText))
  );
}

function isLatency(value: unknown): boolean {
  return isObject(value) && haveType(value, 'number', 'count', 'p50', 'p95', 'max');
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
