import { counted } from '../../src/report/visible.js';
import type { CheckName } from '../../src/model/finding.js';
import {
  AREAS,
  type Area,
  type CheckRow,
  type MutantRow,
  type ListedCase,
  type Matrix,
  type VariationRow,
} from './rows.js';

/** So much of the mutants of fields and whole updates random sequences must find by themselves. */
export const EXPLORATION_GOAL = 0.9;

/** How the mutants of one area fared. */
export interface AreaTotal {
  readonly area: Area;
  readonly mutants: number;
  readonly killed: number;
}

/** The mutants that no case found. */
export function survivors({ mutants }: Pick<Matrix, 'mutants'>): MutantRow[] {
  return mutants.filter(({ kills }) => kills.length === 0);
}

/** The variations that some case held against the API. */
export function falseAlarms({ variations }: Pick<Matrix, 'variations'>): VariationRow[] {
  return variations.filter(({ alarms }) => alarms.length > 0);
}

/** A mutant may keep so many cases from a verdict; where there are more, that none found it says little. */
const JUDGED_AT_LEAST = 0.9;

/** The checks that were not shown to be needed: switched off, no mutant lives on, or too few cases looked for it. */
export function needlessChecks({ checks, cases }: Pick<Matrix, 'checks' | 'cases'>): CheckRow[] {
  return checks.filter(({ kills, judged }) => kills.length > 0 || judged < cases.length * JUDGED_AT_LEAST);
}

/** The mutants that one check alone finds, in whatever case; undefined where not every case had its chance. */
export function foundByAlone(check: CheckName, { full, mutants }: Matrix): MutantRow[] | undefined {
  if (!full) return undefined;
  return mutants.filter(
    ({ kills }) => kills.length > 0 && kills.every(({ checks }) => checks.every((one) => one === check)),
  );
}

/** Totals of the areas that have mutants. */
export function areaTotals({ mutants }: Pick<Matrix, 'mutants'>): AreaTotal[] {
  return AREAS.map((area) => {
    const own = mutants.filter(({ mutant }) => mutant.area === area);
    return { area, mutants: own.length, killed: own.length - survivors({ mutants: own }).length };
  }).filter((total) => total.mutants > 0);
}

/** Mutants between which and a green run stands one case alone; undefined where not every case had its chance. */
export function hangingByOne({ full, mutants }: Matrix): MutantRow[] | undefined {
  return full ? mutants.filter(({ kills }) => kills.length === 1) : undefined;
}

/** Cases that find no mutant at all; undefined where not every case met every mutant. */
export function idleCases({ full, whole, mutants, cases }: Matrix): ListedCase[] | undefined {
  if (!full || !whole) return undefined;
  const killers = new Set(mutants.flatMap(({ kills }) => kills.map(({ caseId }) => caseId)));
  return cases.filter(({ id }) => !killers.has(id));
}

/** How many mutants random sequences found; undefined where none were looked for. */
export interface Exploration {
  readonly found: number;
  readonly total: number;
  /** Whole, and never rounded up to a goal that was missed. */
  readonly percentage: number;
  /** Does it miss the goal, where it looked for every mutant that it may find? */
  readonly fallsShort: boolean;
}

/** Adds the exploration up; undefined where there was none. */
export function explorationOf({
  explored = [],
  whole,
}: Pick<Matrix, 'explored' | 'whole'>): Exploration | undefined {
  const total = explored.length;
  if (total === 0) return undefined;
  const found = explored.filter((row) => row.found).length;
  const fallsShort = whole && found < total * EXPLORATION_GOAL;
  return { found, total, percentage: Math.floor((100 * found) / total), fallsShort };
}

/** `17 of 40 (42 %)` */
export function exploredShare({ found, total, percentage }: Exploration): string {
  return `${found} of ${total} (${percentage} %)`;
}

/** Mistakes of the suite itself that mutants brought to light, each with the mutant. */
export function suiteErrors({ mutants, checks }: Pick<Matrix, 'mutants' | 'checks'>): string[] {
  return [
    ...mutants.flatMap(({ mutant, suiteErrors: own }) =>
      own.map((suiteError) => `${mutant.name}: ${suiteError}`),
    ),
    ...checks.flatMap(({ witness, suiteErrors: own }) =>
      own.map((suiteError) => `${witness.mutant} without ${witness.check}: ${suiteError}`),
    ),
  ];
}

/**
 * 1 for a survivor, a false alarm, a check that nothing needs or an exploration that falls short; 3 where the suite
 * itself failed; else 0.
 */
export function matrixExitCode(matrix: Matrix): 0 | 1 | 3 {
  const wrong = survivors(matrix).length + falseAlarms(matrix).length + needlessChecks(matrix).length;
  if (wrong > 0 || explorationOf(matrix)?.fallsShort === true) return 1;
  return suiteErrors(matrix).length > 0 ? 3 : 0;
}

/**
 * The totals as one paragraph for the README: names and counts only, so that it changes when the tables or the
 * outcome do, and never from run to run (Markdown).
 */
export function mutantTotals(matrix: Matrix): string {
  const areas = areaTotals(matrix);
  const perArea = areas.map(({ area, mutants }) => `${area} ${mutants}`).join(', ');
  const living = survivors(matrix).map(({ mutant }) => `\`${mutant.name}\``);
  const crying = falseAlarms(matrix).map(({ variation }) => `\`${variation.name}\``);
  const fate = living.length === 0 ? 'all killed' : `${living.length} not killed (${living.join(', ')})`;
  const peace =
    crying.length === 0
      ? 'no false alarm'
      : `${counted(crying.length, 'false alarm')} (${crying.join(', ')})`;
  const idle = needlessChecks(matrix).map(({ witness }) => `\`${witness.check}\``);
  const need = idle.length === 0 ? 'each is needed' : `${idle.length} not needed (${idle.join(', ')})`;
  return (
    `**${counted(matrix.mutants.length, 'mutant')}** in ${counted(areas.length, 'area')} (${perArea}): ${fate}. ` +
    `**${counted(matrix.variations.length, 'harmless variation')}**: ${peace}. ` +
    `**${counted(matrix.checks.length, 'check')}**: ${need}.`
  );
}
