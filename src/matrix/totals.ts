import { counted } from '../report/visible.js';
import type { CheckName } from '../judge/finding.js';
import {
  AREAS,
  type Area,
  type CheckRow,
  type FaultRow,
  type ListedCase,
  type Matrix,
  type VariantRow,
} from './rows.js';

/** So much of the faults of fields and whole updates random sequences must find by themselves. */
export const EXPLORATION_GOAL = 0.9;

/** How the faults of one area fared. */
export interface AreaTotal {
  readonly area: Area;
  readonly faults: number;
  readonly killed: number;
}

/** The faults that no case found. */
export function survivors({ faults }: Pick<Matrix, 'faults'>): FaultRow[] {
  return faults.filter(({ kills }) => kills.length === 0);
}

/** The variants that some case held against the API. */
export function falseAlarms({ variants }: Pick<Matrix, 'variants'>): VariantRow[] {
  return variants.filter(({ alarms }) => alarms.length > 0);
}

/** A fault may keep so many cases from a verdict; where there are more, that none found it says little. */
const JUDGED_AT_LEAST = 0.9;

/** The checks that were not shown to be needed: switched off, no fault lives on, or too few cases looked for it. */
export function needlessChecks({ checks, cases }: Pick<Matrix, 'checks' | 'cases'>): CheckRow[] {
  return checks.filter(({ kills, judged }) => kills.length > 0 || judged < cases.length * JUDGED_AT_LEAST);
}

/** The faults that one check alone finds, in whatever case; undefined where not every case had its chance. */
export function foundByAlone(check: CheckName, { full, faults }: Matrix): FaultRow[] | undefined {
  if (!full) return undefined;
  return faults.filter(
    ({ kills }) => kills.length > 0 && kills.every(({ checks }) => checks.every((one) => one === check)),
  );
}

/** Totals of the areas that have faults. */
export function areaTotals({ faults }: Pick<Matrix, 'faults'>): AreaTotal[] {
  return AREAS.map((area) => {
    const own = faults.filter(({ fault }) => fault.area === area);
    return { area, faults: own.length, killed: own.length - survivors({ faults: own }).length };
  }).filter((total) => total.faults > 0);
}

/** Faults between which and a green run stands one case alone; undefined where not every case had its chance. */
export function hangingByOne({ full, faults }: Matrix): FaultRow[] | undefined {
  return full ? faults.filter(({ kills }) => kills.length === 1) : undefined;
}

/** Cases that find no fault at all; undefined where not every case met every fault. */
export function idleCases({ full, whole, faults, cases }: Matrix): ListedCase[] | undefined {
  if (!full || !whole) return undefined;
  const killers = new Set(faults.flatMap(({ kills }) => kills.map(({ caseId }) => caseId)));
  return cases.filter(({ id }) => !killers.has(id));
}

/** How many faults random sequences found; undefined where none were looked for. */
export interface Exploration {
  readonly found: number;
  readonly total: number;
  /** Whole, and never rounded up to a goal that was missed. */
  readonly percentage: number;
  /** Does it miss the goal, where it looked for every fault that it may find? */
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

/** Mistakes of the suite itself that faults brought to light, each with the fault. */
export function defects({ faults, checks }: Pick<Matrix, 'faults' | 'checks'>): string[] {
  return [
    ...faults.flatMap(({ fault, defects: own }) => own.map((defect) => `${fault.name}: ${defect}`)),
    ...checks.flatMap(({ witness, defects: own }) =>
      own.map((defect) => `${witness.fault} without ${witness.check}: ${defect}`),
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
  return defects(matrix).length > 0 ? 3 : 0;
}

/**
 * The totals as one paragraph for the README: names and counts only, so that it changes when the tables or the
 * outcome do, and never from run to run (Markdown).
 */
export function faultTotals(matrix: Matrix): string {
  const areas = areaTotals(matrix);
  const perArea = areas.map(({ area, faults }) => `${area} ${faults}`).join(', ');
  const living = survivors(matrix).map(({ fault }) => `\`${fault.name}\``);
  const crying = falseAlarms(matrix).map(({ variant }) => `\`${variant.name}\``);
  const fate = living.length === 0 ? 'all killed' : `${living.length} not killed (${living.join(', ')})`;
  const peace =
    crying.length === 0
      ? 'no false alarm'
      : `${counted(crying.length, 'false alarm')} (${crying.join(', ')})`;
  const idle = needlessChecks(matrix).map(({ witness }) => `\`${witness.check}\``);
  const need = idle.length === 0 ? 'each is needed' : `${idle.length} not needed (${idle.join(', ')})`;
  return (
    `**${counted(matrix.faults.length, 'fault')}** in ${counted(areas.length, 'area')} (${perArea}): ${fate}. ` +
    `**${counted(matrix.variants.length, 'harmless variant')}**: ${peace}. ` +
    `**${counted(matrix.checks.length, 'check')}**: ${need}.`
  );
}
