import type { Settings } from '../../src/model/settings.js';
import type { Bench } from './bench.js';
import { exploreMutant } from './explore-mutant.js';
import { inTurns } from './in-turns.js';
import { pick, shareOf, type Picked, type Share } from './pick.js';
import { settingsFor } from './play.js';
import { playMutant, playVariation, playAblation, proveConforming } from './play-rows.js';
import type { MutationReport } from './rows.js';

/** What a report is made of, and how. */
export interface MutationOptions {
  /** Run every case against every mutant, instead of stopping at the first breach. */
  readonly full: boolean;
  /** Names of mutants, variations and companies, areas, `variations`, `checks`; empty means everything. */
  readonly only: readonly string[];
  /** Also let random sequences look for the mutants of fields and of whole updates. */
  readonly explore: boolean;
  /** How much is played at once. */
  readonly concurrency: number;
  /** Where the plays keep their ledgers. */
  readonly ledgerDir: string;
  /** One of several shares, of which the first proves that the API conforms; left out: everything. */
  readonly share?: Share;
}

/** How far a report has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly survivors: number;
  readonly falseAlarms: number;
}

/**
 * Plays every case against a conforming API, then against each variation and each mutant, and each ablation with its
 * check switched off.
 * @throws Error when the conforming API does not pass: nothing that follows would say anything.
 */
export async function runMutation(
  bench: Bench,
  options: MutationOptions,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<MutationReport> {
  const started = new Date();
  const settings = settingsFor(bench.contract, options.ledgerDir);
  const { share = { index: 0, of: 1 } } = options;
  const picked = shareOf(pick(bench, options), share);
  const begun = { done: 0, total: countOf(picked), survivors: 0, falseAlarms: 0 };
  onProgress(begun);
  if (share.index === 0) await proveConforming(bench, settings);
  const rows = await playPicked(picked, { bench, settings, options }, begun, onProgress);
  return {
    full: options.full,
    whole: options.only.length === 0,
    startedAt: started.toISOString(),
    ms: Date.now() - started.getTime(),
    document: { file: bench.contract.document.file, hash: bench.contract.document.hash },
    cases: bench.cases.map(({ id, sentence }) => ({ id, sentence })),
    ...rows,
  };
}

function countOf({ mutants, variations, ablations, explored }: Picked): number {
  return mutants.length + variations.length + ablations.length + explored.length;
}

type Rows = Pick<MutationReport, 'mutants' | 'variations' | 'checks' | 'explored'>;

interface Play {
  readonly bench: Bench;
  readonly settings: Settings;
  readonly options: MutationOptions;
}

async function playPicked(
  picked: Picked,
  { bench, settings, options: { full, explore, concurrency } }: Play,
  begun: Progress,
  onProgress: (progress: Progress) => void,
): Promise<Rows> {
  let progress = begun;
  /** Plays each thing of a kind, and keeps what came of it in the order of the things. */
  const jobsFor = <T, R>(things: readonly T[], playOne: (thing: T) => Promise<R>, counts?: Counts<R>) => {
    const rows = new Map<T, R>();
    const jobs = things.map((thing) => async () => {
      const row = await playOne(thing);
      rows.set(thing, row);
      progress = { ...progress, ...counts?.(row, progress), done: progress.done + 1 };
      onProgress(progress);
    });
    return { jobs, rows: () => things.flatMap((thing) => rows.get(thing) ?? []) };
  };
  const variations = jobsFor(
    picked.variations,
    (variation) => playVariation(variation, bench, settings),
    ({ alarms }, { falseAlarms }) => ({ falseAlarms: falseAlarms + (alarms.length > 0 ? 1 : 0) }),
  );
  const mutants = jobsFor(
    picked.mutants,
    (mutant) => playMutant(mutant, bench, settings, full),
    ({ kills }, { survivors }) => ({ survivors: survivors + (kills.length === 0 ? 1 : 0) }),
  );
  const checks = jobsFor(picked.ablations, (ablation) => playAblation(ablation, bench, settings));
  const explored = jobsFor(picked.explored, (mutant) => exploreMutant(mutant, bench, settings));
  // The last companies of the table wait most: begun first, they keep nobody waiting at the end.
  const slowFirst = variations.jobs.toReversed();
  await inTurns(mixed([slowFirst, checks.jobs, mutants.jobs, explored.jobs]), concurrency);
  return {
    mutants: mutants.rows(),
    variations: variations.rows(),
    checks: checks.rows(),
    ...(explore ? { explored: explored.rows() } : {}),
  };
}

/** Jobs of several kinds, spread evenly: what is left is then like what is done, and can be estimated by it. */
function mixed<T>(kinds: readonly (readonly T[])[]): T[] {
  return kinds
    .flatMap((jobs) => jobs.map((job, place) => ({ job, at: place / jobs.length })))
    .sort((one, other) => one.at - other.at)
    .map(({ job }) => job);
}

/** What a row adds to the progress. */
type Counts<R> = (row: R, progress: Progress) => Partial<Progress>;
