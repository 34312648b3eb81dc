import { existsSync, readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { KnownDeviation } from '../model/known-deviation.js';

const MEMBERS: readonly string[] = ['cause', 'cases', 'reason', 'issue', 'owner', 'until'];

/** An acceptance lasts at most so long: what nobody wants to repair belongs into the document. */
export const LONGEST_DAYS = 180;

/** The file that is read where no other is named. */
export const DEFAULT_DEVIATIONS = 'fixtures/known-deviations.yaml';

/**
 * Reads the file of known deviations. The default one need not be there, and then accepts nothing.
 * @returns the entries, and everything that is wrong with the file, in whole sentences.
 */
export function readKnownDeviations(file: string): {
  readonly entries: readonly KnownDeviation[];
  readonly problems: readonly string[];
} {
  if (file === DEFAULT_DEVIATIONS && !existsSync(file)) return { entries: [], problems: [] };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    const remedy = 'give a file, which may be empty, or unset it';
    return {
      entries: [],
      problems: [`CONTRACT_DEVIATIONS is "${file}", which cannot be read (${code}): ${remedy}.`],
    };
  }
  return parseKnownDeviations(text, file);
}

/** @param today ISO 8601; tests give one. */
export function parseKnownDeviations(
  text: string,
  file: string,
  today = new Date().toISOString(),
): { entries: KnownDeviation[]; problems: string[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core' });
  const broken = document.errors.map(({ message, pos }) => {
    const { line } = lines.linePos(pos[0]);
    return `${file}, line ${line} is not YAML: ${message.split('\n')[0] ?? ''}`;
  });
  if (broken.length > 0) return { entries: [], problems: broken };
  const value: unknown = document.toJS();
  if (value === null) return { entries: [], problems: [] };
  if (!Array.isArray(value)) return { entries: [], problems: [`${file} must hold a list of entries.`] };
  const read = value.map((entry: unknown, index) => readEntry(entry, index + 1, today));
  const entries = read.flatMap(({ entry }) => entry ?? []);
  const ids = entries.map(({ cause }) => cause);
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  const problems = [
    ...read.flatMap(({ problems }) => problems),
    ...[...repeated].map((id) => `has more than one entry for ${id}: leave one.`),
  ];
  return { entries, problems: problems.map((problem) => `${file}: ${problem}`) };
}

function readEntry(
  given: unknown,
  position: number,
  today: string,
): { entry: KnownDeviation | undefined; problems: string[] } {
  const entry: Record<string, unknown> =
    typeof given === 'object' && given !== null ? Object.fromEntries(Object.entries(given)) : {};
  const { cause, cases, reason, issue, owner, until } = entry;
  const name = isText(cause) ? `The entry for ${cause}` : `Entry ${position}`;
  const surplus = Object.keys(entry).filter((member) => !MEMBERS.includes(member));
  const isPattern = isText(cause) && cause.includes('*');
  const texts = { cause, reason, issue, owner };
  const missing = Object.entries(texts).flatMap(([member, value]) => (isText(value) ? [] : [member]));
  const wrong: readonly (readonly [isWrong: boolean, sentence: string])[] = [
    [missing.length > 0, `lacks a text for ${missing.join(', ')}.`],
    [surplus.length > 0, `has members that no entry has: ${surplus.join(', ')}.`],
    [
      isPattern && !isCount(cases),
      'is a pattern, so "cases" must be the number of cases that it may show in.',
    ],
    [
      isText(cause) && !isPattern && !isList(cases),
      'needs "cases", a list of the ids of the cases that it was accepted in.',
    ],
    [!isDay(until), 'needs "until", the last day of its acceptance, as YYYY-MM-DD.'],
    [
      isDay(until) && until > daysAfter(today, LONGEST_DAYS),
      `ends more than ${LONGEST_DAYS} days from today: choose an earlier day.`,
    ],
  ];
  const problems = wrong.flatMap(([isWrong, sentence]) => (isWrong ? [`${name} ${sentence}`] : []));
  const isWhole = isText(cause) && isText(reason) && isText(issue) && isText(owner) && isDay(until);
  return isWhole && (isCount(cases) || isList(cases)) && problems.length === 0
    ? { entry: { cause, cases, reason, issue, owner, until }, problems }
    : { entry: undefined, problems };
}

/** The day that comes so many days after a moment, as `YYYY-MM-DD`. @param from ISO 8601 */
export function daysAfter(from: string, days: number): string {
  const day = new Date(from);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function isList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

/** A day that the calendar has. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
