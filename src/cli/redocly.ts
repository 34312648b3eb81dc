import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LintProblem, RatedChange } from '../contract/pin/document-changes.js';
import { isObject, parseJson, type Json, type JsonObject } from '../model/json.js';

const ROOT = path.resolve(__dirname, '../..');
const LONGEST_MS = 120_000;

/** How Redocly's OpenAPI diff rates what differs between two files. @throws Error in a whole sentence */
export function ratedChanges(before: string, after: string, report: string): RatedChange[] {
  redocly(['diff', before, after, '--fail-on', 'none', '--format', 'json', '--output', report]);
  const { changes } = objectIn(readText(report));
  return listOf(changes).map((change) => ({
    path: textOf(change.path),
    kind: change.kind === 'added' || change.kind === 'removed' ? change.kind : 'modified',
    rating: change.impact === 'major' || change.impact === 'minor' ? change.impact : 'patch',
    sentences: listOf(change.verdicts).map(({ message }) => textOf(message)),
  }));
}

/**
 * What Redocly's lint finds in a file, by the rules of `redocly.yaml`. `nullable` in a 3.1 document is left out: the suite
 * honours it. @throws Error in a whole sentence
 */
export function lintProblems(file: string): { problems: LintProblem[]; nullable: string[] } {
  const found = listOf(
    objectIn(redocly(['lint', file, '--format', 'json', '--max-problems', '1000'])).problems,
  )
    .filter(({ severity }) => severity === 'error')
    .map(({ message, location }) => ({
      pointer: textOf(listOf(location)[0]?.pointer),
      sentence: textOf(message),
    }));
  const isNullable = ({ pointer, sentence }: LintProblem): boolean =>
    pointer.endsWith('/nullable') && sentence.includes('is not expected here');
  return {
    problems: found.filter((one) => !isNullable(one)),
    nullable: found.filter(isNullable).map(({ pointer }) => pointer),
  };
}

/** Runs the command in a process of its own. It says what it cannot do by its standard error, not by its exit code. */
function redocly(args: readonly string[]): string {
  const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8, timeout: LONGEST_MS } as const;
  const command = [commandFile(), ...args, '--config', path.join(ROOT, 'redocly.yaml')];
  const { stdout, stderr, status, error } = spawnSync(process.execPath, command, options);
  const isDone = error === undefined && (status === 0 || (args[0] === 'lint' && stdout.trim() !== ''));
  if (isDone) return stdout;
  const said =
    error?.message ?? stderr.split('\n').find((line) => /\w/.test(line) && !/[║╔╚]/.test(line)) ?? '';
  throw new Error(`redocly ${args[0] ?? ''} cannot read the document: ${said.trim().replace(/[.:]$/, '')}.`);
}

function commandFile(): string {
  try {
    return require.resolve('@redocly/cli/bin/cli.js');
  } catch {
    throw new Error('The OpenAPI tools are not installed: run npm ci without --omit=dev.');
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error('redocly diff cannot compare the documents: it wrote no report.');
  }
}

function objectIn(text: string): JsonObject {
  const value = parseJson(text);
  return isObject(value) ? value : {};
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
