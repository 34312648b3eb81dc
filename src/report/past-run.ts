import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Clause } from '../model/clause.js';
import type { Exchange } from '../model/exchange.js';
import type { Severity } from '../model/finding.js';
import { isObject } from '../model/json.js';
import type { Outcome } from '../model/outcomes.js';
import type { ExitCode, Intent, Reproduced } from '../model/run-record.js';
import { targetInSentence } from '../model/target-name.js';
import { haveType, isListOf } from './json-shape.js';
import { REPORTS } from './reports-folder.js';
import { FORMAT } from './run-json.js';
import type { Billed } from './summary.js';
import { visible } from './visible.js';

/** A cause, as `run.json` has it. */
export interface PastCause extends PastShown {
  readonly severity: 'breach' | 'note';
  readonly isKnown: boolean;
  /** What follows from it. Reports of an earlier version have none. */
  readonly also?: readonly PastShown[];
}

/** What several cases show. */
interface PastShown {
  readonly id: string;
  /** JSON pointer of the clause that the example contradicts. */
  readonly clause: string;
  readonly because: string;
  /** Ids, the best example first. */
  readonly cases: readonly string[];
}

/** A case of the inventory, as `run.json` has it. */
export interface PastCase {
  readonly id: string;
  readonly group: string;
  readonly sentence: string;
  readonly intent: Intent;
  readonly clause: Clause;
  readonly verdict: Outcome;
  readonly reason: string;
  /** The statuses that the case allows; none where it did not run. */
  readonly expected: readonly number[];
  readonly ms: number;
  readonly findings: readonly PastFinding[];
  /** As a person reads them: bodies may be cut. */
  readonly exchanges: readonly Exchange[];
  /** Empty where nothing is to be explained. */
  readonly block: string;
  readonly reproduced?: Reproduced;
}

/** A finding, as far as later commands ask about it. */
interface PastFinding {
  readonly severity: Severity;
  readonly cause: string;
  readonly because: string;
  /** The place of its exchange among those of the case. */
  readonly exchange: number;
}

/** The last run, as far as later commands ask about it. */
export interface PastRun {
  readonly runId: string;
  readonly suiteVersion: string;
  readonly target: string;
  /** Reports of an earlier version have none. */
  readonly environment?: string;
  readonly isEmbedded: boolean;
  readonly document: { readonly file: string; readonly hash: string };
  readonly finished: boolean;
  readonly requireAll: boolean;
  readonly isWhole: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  /** null while the run had not come to one. */
  readonly exitCode: ExitCode | null;
  readonly declaredStatuses: readonly number[];
  readonly drift: readonly { readonly what: string }[];
  readonly browsers: { readonly created: number };
  readonly requests: { readonly sent: number };
  readonly usage?: Billed;
  readonly causes: readonly PastCause[];
  readonly results: readonly PastCase[];
  /** Exchanges that belong to no case. */
  readonly housekeeping: readonly Exchange[];
}

/**
 * Reads what the last run left behind.
 * @returns it, or in a whole sentence why there is none.
 */
export function readPastRun(reportsDir: string): { run: PastRun } | { problem: string } {
  return readPastRunFile(path.join(reportsDir, REPORTS.json));
}

/** The same of a file that somebody names. */
export function readPastRunFile(file: string): { run: PastRun } | { problem: string } {
  if (!existsSync(file)) {
    return {
      problem: `There is no file ${file}, so there is no run to look at: run npm run contract first.`,
    };
  }
  if (!statSync(file).isFile()) return { problem: `${file} is no file: name the run.json in it.` };
  return parsePastRun(readFileSync(file, 'utf8'), file);
}

/** @param file its name, for the sentence. */
export function parsePastRun(text: string, file: string): { run: PastRun } | { problem: string } {
  const report = parsed(text);
  if (report === undefined) return { problem: `${file} is not JSON: run npm run contract again.` };
  if (report.format !== FORMAT) {
    return { problem: `${file} is of another version of this suite: run npm run contract again.` };
  }
  if (!isPastRun(report)) return { problem: `${file} lacks parts of a run: run npm run contract again.` };
  return { run: report };
}

/** The causes of a run with what follows from them, each as if it stood alone. */
export function eachCause({ causes }: Pick<PastRun, 'causes'>): PastCause[] {
  return causes.flatMap((cause) => [cause, ...(cause.also ?? []).map((shown) => ({ ...cause, ...shown }))]);
}

/** What the example of a cause is about, and what it shows: a cause alone may be no more than two statuses. */
export function exampleSentence(
  { results }: Pick<PastRun, 'results'>,
  { cases, because }: PastCause,
): string {
  const example = results.find(({ id }) => id === cases[0]);
  return example === undefined ? because : `${example.sentence}: ${because}`;
}

/** `20260102-030405-abcdef, on https://api.example.com`. */
export function runName({ runId, target }: Pick<PastRun, 'runId' | 'target'>): string {
  return visible(`${runId}, on ${targetInSentence(target) ?? target}`);
}

/** To begin a sentence. */
export function theLastRun(run: Pick<PastRun, 'runId' | 'target'>): string {
  return `The last run (${runName(run)})`;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return undefined;
  }
}

function isPastRun(value: unknown): value is PastRun {
  return (
    isObject(value) &&
    haveType(value, 'string', 'runId', 'suiteVersion', 'target', 'startedAt') &&
    haveType(value, 'number', 'ms') &&
    (value.environment === undefined || typeof value.environment === 'string') &&
    (value.exitCode === null || typeof value.exitCode === 'number') &&
    haveType(value, 'boolean', 'isEmbedded', 'finished', 'requireAll', 'isWhole') &&
    isObject(value.document) &&
    haveType(value.document, 'string', 'file', 'hash') &&
    isListOf(value.declaredStatuses, isNumber) &&
    isListOf(value.drift, (item) => isObject(item) && haveType(item, 'string', 'what')) &&
    isObject(value.browsers) &&
    haveType(value.browsers, 'number', 'created') &&
    isObject(value.requests) &&
    haveType(value.requests, 'number', 'sent') &&
    (value.usage === undefined || (isObject(value.usage) && haveType(value.usage, 'number', 'dollars'))) &&
    isListOf(value.causes, isCause) &&
    isListOf(value.results, isCase) &&
    isListOf(value.housekeeping, isExchange)
  );
}

function isCause(value: unknown): boolean {
  return (
    isShown(value) &&
    isObject(value) &&
    haveType(value, 'string', 'severity') &&
    haveType(value, 'boolean', 'isKnown') &&
    (value.also === undefined || isListOf(value.also, isShown))
  );
}

function isShown(value: unknown): boolean {
  return (
    isObject(value) &&
    haveType(value, 'string', 'id', 'clause', 'because') &&
    isListOf(value.cases, (id) => typeof id === 'string')
  );
}

function isCase(value: unknown): boolean {
  return (
    isObject(value) &&
    haveType(value, 'string', 'id', 'group', 'sentence', 'intent', 'verdict', 'reason', 'block') &&
    haveType(value, 'number', 'ms') &&
    isListOf(value.expected, isNumber) &&
    isListOf(value.findings, isFinding) &&
    isObject(value.clause) &&
    haveType(value.clause, 'string', 'pointer', 'text') &&
    isListOf(value.exchanges, isExchange)
  );
}

function isFinding(value: unknown): boolean {
  return (
    isObject(value) &&
    haveType(value, 'string', 'severity', 'cause', 'because') &&
    haveType(value, 'number', 'exchange')
  );
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function isExchange(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { request, response } = value;
  return (
    haveType(value, 'string', 'purpose', 'at') &&
    haveType(value, 'number', 'ms', 'throttled') &&
    isObject(request) &&
    haveType(request, 'string', 'method', 'path') &&
    isObject(request.headers) &&
    (response === undefined ||
      (isObject(response) &&
        haveType(response, 'number', 'status') &&
        haveType(response, 'string', 'text') &&
        isObject(response.headers)))
  );
}
