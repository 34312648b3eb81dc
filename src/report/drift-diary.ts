import { readFileSync } from 'node:fs';
import path from 'node:path';
import { membersOfAnswer } from '../contract/declared-members.js';
import type { ContractDocument } from '../contract/document.js';
import {
  DIARY_FORMAT,
  DIARY_KINDS,
  EMPTY_DIARY,
  withPage,
  type DiaryEntry,
  type DiaryPage,
  type DriftDiary,
  type Sighting,
} from '../model/drift-diary.js';
import type { Drift } from '../model/drift.js';
import { isObject, memberPath, type Json } from '../model/json.js';
import type { RunRecord } from '../model/run-record.js';
import { driftText } from './drift-text.js';
import { inert } from './inert.js';
import { haveType, isListOf } from './json-shape.js';
import { DIARY } from './reports-folder.js';
import { counted, cut } from './visible.js';
import { writeAtomically } from './write-atomically.js';

const LONGEST_NAME = 200;
const MOST_A_RUN = 200;

/** The diary among the reports; where it cannot be read, an empty one and a sentence. */
export function readDiary(reportsDir: string): { diary: DriftDiary; sentence?: string } {
  const file = path.join(reportsDir, DIARY);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { diary: EMPTY_DIARY }; // no run has begun one
  }
  const value = parsed(text);
  if (isDiary(value)) return { diary: value };
  return {
    diary: EMPTY_DIARY,
    sentence: `${file} is not a drift diary of this format: a new one was started.`,
  };
}

/** The diary after a run against an API. */
export function diaryAfter(diary: DriftDiary, run: RunRecord, document: ContractDocument): DriftDiary {
  return withPage(diary, pageOf(run, declaredIn(document, run.declaredStatuses)));
}

/** Keeps the diary among the reports. @throws Error in a whole sentence */
export function keepDiary(reportsDir: string, diary: DriftDiary): void {
  if (diary.entries.length === 0) return;
  writeAtomically(path.join(reportsDir, DIARY), `${inert(JSON.stringify(diary, null, 1))}\n`);
}

/** What a run showed of the drift that the diary knows, in a few lines: `3 undeclared members since 2026-11-02`. */
export function diaryLines({ entries, dropped }: DriftDiary, run: RunRecord): string[] {
  const own = entries.filter(({ target, last }) => target === run.target && last === run.startedAt);
  const lines = DIARY_KINDS.flatMap((kind) => {
    const all = own.filter((entry) => entry.kind === kind);
    const since = all.reduce((oldest, { first }) => (first < oldest ? first : oldest), run.startedAt);
    return all.length === 0 ? [] : [`${LABELS[kind](all.length)} since ${since.slice(0, 10)}: ${named(all)}`];
  });
  return lines.length > 0 && dropped > 0
    ? [...lines, `${counted(dropped, 'older entry').replace(/entrys$/, 'entries')} of the diary dropped`]
    : lines;
}

const MOST_NAMED = 5;

function named(entries: readonly DiaryEntry[]): string {
  const more = entries.length - MOST_NAMED;
  const names = entries.slice(0, MOST_NAMED).map(({ what }) => what);
  return [...names, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

const LABELS: Readonly<Record<Sighting['kind'], (count: number) => string>> = {
  member: (count) => counted(count, 'undeclared member'),
  header: (count) => counted(count, 'undeclared header'),
  status: (count) => `${count} undeclared ${count === 1 ? 'status' : 'statuses'}`,
  'never seen': (count) => `${counted(count, 'declared member')} never seen`,
};

/** The members that answers of success declare, by status: of an error, nobody misses a detail. */
function declaredIn(document: ContractDocument, statuses: readonly number[]): Map<number, string[]> {
  return new Map(
    statuses
      .filter((status) => status >= 200 && status < 300)
      .map((status) => [status, [...membersOfAnswer(document, status)]] as const),
  );
}

function pageOf(run: RunRecord, declaredBy: ReadonlyMap<number, readonly string[]>): DiaryPage {
  const shown = new Set<string>();
  for (const exchange of [...run.results.values()].flatMap(({ exchanges }) => exchanges)) {
    const { status, json } = exchange.response ?? { status: 0 };
    if (declaredBy.has(status) && json !== undefined)
      collect(json, '', (member) => shown.add(nameOf(status, member)));
  }
  // Where no session was shown at all, nothing is known of its members.
  const declared = [...declaredBy].flatMap(([status, members]) =>
    members.map((member) => nameOf(status, member)),
  );
  const unseen = run.isWhole && shown.size > 0 ? declared.filter((what) => !shown.has(what)) : [];
  const seen = [
    ...run.drift.flatMap(({ drift }) => sighting(drift)).slice(0, MOST_A_RUN),
    ...unseen.slice(0, MOST_A_RUN).map((what) => ({ kind: 'never seen', what }) as const),
  ];
  return { target: run.target, at: run.startedAt, seen, shown, isWhole: run.isWhole && shown.size > 0 };
}

function nameOf(status: number, member: string): string {
  return `${status} body ${cut(member, LONGEST_NAME)}`;
}

/** What concerns the document; a connection that was lost is another matter. */
function sighting(drift: Drift): Sighting[] {
  const what = cut(driftText(drift), LONGEST_NAME);
  if (drift.kind === 'undeclared member') return [{ kind: 'member', what }];
  if (drift.kind === 'undeclared header') return [{ kind: 'header', what }];
  return drift.kind === 'undeclared status' ? [{ kind: 'status', what }] : [];
}

function collect(value: Json, at: string, add: (member: string) => void): void {
  if (Array.isArray(value)) for (const item of value) collect(item, `${at}[]`, add);
  else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const inner = memberPath(at, name);
      add(inner);
      collect(member, inner, add);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isDiary(value: unknown): value is DriftDiary {
  return (
    isObject(value) &&
    value.format === DIARY_FORMAT &&
    haveType(value, 'number', 'dropped') &&
    isListOf(value.entries, isEntry)
  );
}

function isEntry(value: unknown): boolean {
  return (
    isObject(value) &&
    haveType(value, 'string', 'target', 'what', 'first', 'last') &&
    DIARY_KINDS.some((kind) => kind === value.kind)
  );
}
