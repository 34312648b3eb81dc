import { keysFor } from '../contract/declared-responses.js';
import type { Exchange } from '../model/exchange.js';
import type { CheckName } from '../model/finding.js';
import type { CaseResult, InventoryCase, RunRecord } from '../model/run-record.js';
import { caseOutcomes } from '../model/outcomes.js';
import { counted } from './visible.js';

/** What a run showed of one status that the document declares, or of those that a range of it stands for. */
export interface StatusEntry {
  readonly status: number | string;
  readonly state: 'verified' | 'broken' | 'not verified';
  /** Without a full stop: `in 12 cases`, `no selected case expects it`. */
  readonly reason: string;
}

/**
 * Says of each declared status, in the document's order, whether this run verified it.
 * Verified: a passing case that must be accepted or refused may be answered with it, and was. A case that only
 * observes verifies nothing. Broken: an answer with it was wrong in form, or another status came where it was expected,
 * whatever other cases showed.
 */
export function statusLedger(run: RunRecord): StatusEntry[] {
  const judged = caseOutcomes(run).flatMap(({ listed, result }) =>
    result === undefined ? [] : [{ listed, result }],
  );
  const neverRan = run.inventory.length - judged.length;
  return declaredIn(run).map(({ status, stands }) => {
    const about = judged.filter(({ listed }) => listed.statuses.some(stands));
    const broken = judged.filter((one) => breaks(one, stands));
    const [first] = broken;
    if (first !== undefined) {
      const example = `${broken.length === 1 ? '' : 'the first: '}${first.result.id}`;
      return { status, state: 'broken', reason: `in ${counted(broken.length, 'case')}, ${example}` };
    }
    const verified = about.filter((one) => verifies(one, stands)).length;
    if (verified > 0) return { status, state: 'verified', reason: `in ${counted(verified, 'case')}` };
    return { status, state: 'not verified', reason: whyNot(about, neverRan, stands) };
  });
}

const notSelected = (statuses: number): string =>
  `no selected case expects ${statuses === 1 ? 'it' : 'them'}`;
const NOT_SELECTED = notSelected(1);

/**
 * The entries in one state, by their reason: `400, 403 (no selected case expects them)`. That a run of one case, as by
 * `npm run case`, selected no other goes without saying.
 */
export function statusLines(
  run: RunRecord,
  state: StatusEntry['state'],
): { lines: string[]; reasons: string[] } {
  const isOfOneCase = !run.isWhole && run.inventory.length === 1;
  const entries = statusLedger(run).filter(
    (entry) => entry.state === state && !(isOfOneCase && entry.reason === NOT_SELECTED),
  );
  const reasons = [...new Set(entries.map(({ reason }) => reason))];
  const lines = reasons.map((reason) => {
    const of = entries.filter((entry) => entry.reason === reason).map(({ status }) => status);
    const shown = reason === NOT_SELECTED ? notSelected(of.length) : reason;
    return `${of.join(', ')} (${shown})`;
  });
  return { lines, reasons };
}

/** A key of the responses, and whether it is the one that an answer with a status is held to. */
interface Declared {
  readonly status: number | string;
  readonly stands: (status: number) => boolean;
}

function declaredIn({ declaredStatuses, declaredRanges = [] }: RunRecord): Declared[] {
  const all = [...declaredStatuses, ...declaredRanges];
  const keys = all.map(String);
  return all.map((status) => ({
    status,
    stands: (answered) => keysFor(answered).find((key) => keys.includes(key)) === String(status),
  }));
}

/** The checks of the status that came. */
const ABOUT_STATUS: readonly CheckName[] = ['status-declared', 'status-expected'];

/** The checks of the form of an answer, which depends on its status. */
const ABOUT_FORM: readonly CheckName[] = ['content-type', 'header', 'json', 'schema', 'strict-schema'];

interface Judged {
  readonly listed: InventoryCase;
  readonly result: CaseResult;
}

/**
 * A wrong form is about the status that was answered, a wrong status about the one that it had to be. Reads, and what an
 * update did, say nothing about a status.
 */
function breaks({ listed, result }: Judged, stands: Declared['stands']): boolean {
  const asserted = assertedIn(result);
  const has = (checks: readonly CheckName[]): boolean =>
    result.findings.some(
      ({ severity, exchange, check }) =>
        severity === 'breach' && exchange === asserted && checks.includes(check),
    );
  const answered = asserted?.response?.status ?? 0;
  if (has(ABOUT_FORM) && stands(answered)) return true;
  if (!has(ABOUT_STATUS)) return false;
  if (listed.statuses.includes(answered)) return stands(answered);
  return listed.intent !== 'observe' && listed.statuses.length === 1 && listed.statuses.some(stands);
}

function verifies({ listed, result }: Judged, stands: Declared['stands']): boolean {
  return listed.intent !== 'observe' && result.verdict === 'pass' && wasAnswered(result, stands);
}

/** The first update of a case; undefined where it only reads. */
function assertedIn({ exchanges }: CaseResult): Exchange | undefined {
  return exchanges.find(({ purpose }) => purpose === 'asserted');
}

function wasAnswered(result: CaseResult, stands: Declared['stands']): boolean {
  return stands(assertedIn(result)?.response?.status ?? 0);
}

/** The reason closest to a cure comes first: what is missing, what was in the way, then what the cases are like. */
function whyNot(about: readonly Judged[], neverRan: number, stands: Declared['stands']): string {
  for (const verdict of ['not verified', 'blocked', 'suite error']) {
    const found = about.find(({ result }) => result.verdict === verdict && result.obstacle !== undefined);
    if (found?.result.obstacle !== undefined) return found.result.obstacle.replace(/\.$/, '');
  }
  const binding = about.filter(({ listed }) => listed.intent !== 'observe');
  if (binding.some(({ result }) => result.verdict === 'drift')) return 'its cases ended with drift only';
  if (binding.length > 0) {
    const why = whyNoneOf(binding, stands);
    return neverRan > 0 ? `${why}, and ${counted(neverRan, 'case')} never ran` : why;
  }
  if (about.length > 0) return 'its cases only observe';
  if (neverRan > 0) return `no case that ran expects it, and ${counted(neverRan, 'case')} never ran`;
  return NOT_SELECTED;
}

/** Why none of the cases that bind the API verified a status. */
function whyNoneOf(binding: readonly Judged[], stands: Declared['stands']): string {
  if (binding.every(({ result }) => assertedIn(result) === undefined))
    return 'its cases that ran only read, and send no update';
  return binding.some(({ result }) => wasAnswered(result, stands))
    ? 'its cases that were answered with it did not pass'
    : 'its cases that ran were answered with another status';
}
