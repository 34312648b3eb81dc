import { readFileSync, statSync } from 'node:fs';
import { isObject, type JsonObject } from '../../model/json.js';
import { RESOURCE_KINDS, type ResourceKind } from '../../model/leak.js';
import type { Owner } from './owner.js';

/** Something that may still exist: with its id, or without one while the outcome of its creation is unknown. */
export interface Outstanding {
  readonly entry: number;
  readonly kind: ResourceKind;
  readonly id: string | undefined;
  /** Its name, or for a browser its start URL, by which the API's lists show it. */
  readonly mark?: string;
  /** When its creation was sent, ISO 8601. */
  readonly at?: string;
}

/** The first line of a ledger: whose leases these are. Each process that opens the ledger writes one. */
export interface LedgerHeader {
  readonly runId: string;
  readonly owner: Owner;
  readonly baseUrl: string;
  readonly embedded: boolean;
  /** Distinguishes accounts: a 404 under one account's key must not count as the release of another's browser. */
  readonly account: string;
  readonly at: string;
}

/** A line of a ledger. */
export type Line =
  | { readonly do: 'open'; readonly header: LedgerHeader }
  | {
      readonly do: 'intend';
      readonly entry: number;
      readonly kind: ResourceKind;
      readonly mark?: string;
      readonly at?: string;
    }
  | { readonly do: 'hold'; readonly entry: number; readonly id: string }
  | { readonly do: 'close'; readonly entry: number }
  /** What the run holds is kept on purpose, until it has ended by itself: ISO 8601. */
  | { readonly do: 'keep'; readonly until: string };

/** What a ledger says. */
export interface LedgerContents {
  /** Undefined for a file that is no ledger. */
  readonly header: LedgerHeader | undefined;
  /** Every process that opened it. */
  readonly owners: readonly Owner[];
  readonly outstanding: readonly Outstanding[];
  /** Until when what it holds is kept on purpose, ISO 8601; undefined where nothing is, or is any more. */
  readonly keptUntil: string | undefined;
  /** Nothing has been written yet, or the file is gone. */
  readonly isEmpty: boolean;
  /** Time since its last sign of life, by this machine's clock. */
  readonly beatAgeMs: number;
}

/**
 * Reads what a ledger still holds. A line that was cut off by a kill is skipped. A missing file holds nothing: its run,
 * or another sweep, has ended meanwhile.
 * @throws Error when the file cannot be read.
 */
export function readLedger(file: string): LedgerContents {
  let header: LedgerHeader | undefined;
  let until: string | undefined;
  const owners: Owner[] = [];
  const outstanding = new Map<number, Outstanding>();
  const { text, beatAgeMs } = textOf(file);
  for (const line of text.split('\n').flatMap((each) => parseLine(each) ?? [])) {
    if (line.do === 'open') {
      header ??= line.header;
      owners.push(line.header.owner);
    } else if (line.do === 'keep') until = line.until;
    else note(outstanding, line);
  }
  const keptUntil = until !== undefined && Date.parse(until) > Date.now() ? until : undefined;
  const isEmpty = text === '';
  return { header, owners, outstanding: [...outstanding.values()], keptUntil, isEmpty, beatAgeMs };
}

/** Applies a line to what is outstanding. */
export function note(
  outstanding: Map<number, Outstanding>,
  line: Exclude<Line, { do: 'open' | 'keep' }>,
): void {
  if (line.do === 'close') outstanding.delete(line.entry);
  else if (line.do === 'intend') {
    const { entry, kind, mark, at } = line;
    const known = { ...(mark === undefined ? {} : { mark }), ...(at === undefined ? {} : { at }) };
    outstanding.set(entry, { entry, kind, id: undefined, ...known });
  } else {
    const known = outstanding.get(line.entry);
    if (known !== undefined) outstanding.set(line.entry, { ...known, id: line.id });
  }
}

function textOf(file: string): { text: string; beatAgeMs: number } {
  try {
    return { text: readFileSync(file, 'utf8'), beatAgeMs: Date.now() - statSync(file).mtimeMs };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { text: '', beatAgeMs: 0 };
    throw error;
  }
}

function parseLine(text: string): Line | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return isLine(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

function isLine(value: unknown): value is Line {
  if (!isObject(value)) return false;
  if (value.do === 'open') return isHeader(value.header);
  if (value.do === 'keep') return typeof value.until === 'string';
  if (typeof value.entry !== 'number') return false;
  if (value.do === 'hold') return typeof value.id === 'string';
  if (value.do === 'close') return true;
  const { kind, mark = '', at = '' } = value;
  const isKind = RESOURCE_KINDS.some((each) => each === kind);
  return value.do === 'intend' && isKind && typeof mark === 'string' && typeof at === 'string';
}

function isHeader(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.owner)) return false;
  return (
    areTexts(value, ['runId', 'baseUrl', 'account', 'at']) &&
    areTexts(value.owner, ['host', 'boot', 'namespace', 'process']) &&
    typeof value.embedded === 'boolean'
  );
}

function areTexts(value: JsonObject, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string');
}
