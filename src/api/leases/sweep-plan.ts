import path from 'node:path';
import type { Target } from '../../model/settings.js';
import { accountOf } from './ledger.js';
import { listLedgers } from './ledger-folder.js';
import { readLedger, type LedgerContents, type LedgerHeader, type Outstanding } from './ledger-lines.js';
import { lifeOf, thisOwner } from './owner.js';

/** What is to become of a ledger, and why. */
type Fate =
  /** Its run is gone, and the resources are at this API, under this key. */
  | 'release'
  /** Its run is gone, and holds nothing any more. */
  | 'remove'
  | 'alive'
  /** Its run is gone, and left a browser to a person, for whom it is kept. */
  | 'kept'
  /** Its run has, or had, its processes where they cannot be looked for. */
  | 'unknown'
  | 'another API'
  | 'another key'
  | 'no ledger';

/** A ledger with what a sweep would do. */
export interface PlannedLedger {
  readonly file: string;
  readonly runId: string;
  readonly fate: Fate;
  /** The API that it belongs to; empty where that is unknown. */
  readonly baseUrl: string;
  readonly host: string;
  readonly beatAgeMs: number;
  readonly outstanding: readonly Outstanding[];
  /** ISO 8601; undefined where nothing is kept on purpose. */
  readonly keptUntil?: string | undefined;
  /** Why a file cannot be read; undefined where it can. */
  readonly why?: string;
}

/** What the operator asks of one run. */
export interface SweepWish {
  /** A run that is over, though that cannot be known from here: its resources are to be released. */
  readonly run?: string | undefined;
  /** A run whose resources were deleted by hand: its ledger is to be dropped. */
  readonly forget?: string | undefined;
}

/**
 * What a sweep would do with each ledger of a folder. A run that may be alive is not touched, nor what belongs to
 * another API or key; an account is never searched for leftovers that no ledger lists.
 * @param target undefined for the embedded reference server, which leaves nothing behind.
 */
export function planSweep(dir: string, target: Target | undefined, wish: SweepWish = {}): PlannedLedger[] {
  return listLedgers(dir)
    .map((file) => planned(file, target, wish))
    .filter((ledger) => ledger !== undefined)
    .filter(({ runId }) => (wish.run ?? wish.forget ?? runId) === runId);
}

function planned(file: string, target: Target | undefined, wish: SweepWish): PlannedLedger | undefined {
  const named = path.basename(file, '.ndjson');
  let contents: LedgerContents;
  try {
    contents = readLedger(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...nothing(file, named, wish), why };
  }
  const { header, isEmpty, outstanding, keptUntil, beatAgeMs } = contents;
  if (isEmpty) return undefined; // its run was killed before it could create anything, or has not yet begun
  if (header === undefined) return nothing(file, named, wish);
  const { runId, baseUrl } = header;
  const fate = fateOf(contents, header, target, wish);
  return { file, runId, fate, baseUrl, host: header.owner.host, beatAgeMs, outstanding, keptUntil };
}

function nothing(file: string, runId: string, { forget }: SweepWish): PlannedLedger {
  const fate = forget === runId ? 'remove' : 'no ledger';
  return { file, runId, fate, baseUrl: '', host: '', beatAgeMs: 0, outstanding: [] };
}

function fateOf(
  { owners, outstanding, keptUntil, beatAgeMs }: LedgerContents,
  { runId, embedded, baseUrl, account }: LedgerHeader,
  target: Target | undefined,
  { run, forget }: SweepWish,
): Fate {
  const self = thisOwner();
  const lives = owners.map((owner) => lifeOf(owner, beatAgeMs, self));
  if (lives.includes('alive')) return 'alive';
  if (forget === runId) return 'remove';
  if (keptUntil !== undefined && run !== runId) return 'kept';
  if (lives.includes('unknown') && run !== runId) return 'unknown';
  if (embedded || outstanding.length === 0) return 'remove'; // a reference server ended with its process
  if (baseUrl !== target?.baseUrl) return 'another API';
  return account === accountOf(target) ? 'release' : 'another key';
}
