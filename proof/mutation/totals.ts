import { counted } from '../../src/report/visible.js';
import type { CheckName } from '../../src/model/finding.js';
import {
  AREAS,
  type Area,
  type CheckRow,
  type MutantRow,
  type ListedCase,
  type MutationReport,
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
export function survivors({ mutants }: Pick<MutationReport, 'mutants'>): MutantRow[] {
  return mutants.filter(({ kills }) => kills.length === 0);
}

/** The variations that some case held against the API. */
export function falseAlarms({ variations }: Pick<MutationReport, 'variations'>): VariationRow[] {
  return variations.filter(({ alarms }) => alarms.length > 0);
}

/** How many variations were played, each counted that was played together with others. */
function variationCount({ variations }: Pick<MutationReport, 'variations'>): number {
  return variations.reduce((sum, { variation }) => sum + (variation.members?.length ?? 1), 0);
}

/** A mutant may keep so many cases from a verdict; where there are more, that none found it says little. */
const JUDGED_AT_LEAST = 0.9;

/** The checks that were not shown to be needed: switched off, no mutant lives on, or too few cases looked for it. */
export function redundantChecks({ checks, cases }: Pick<MutationReport, 'checks' | 'cases'>): CheckRow[] {
  return checks.filter(({ kills, judged }) => kills.length > 0 || judged < cases.length * JUDGED_AT_LEAST);
}

/** The mutants that one check alone finds, in whatever case; undefined where not every case had its chance. */
export function foundByAlone(check: CheckName, { full, mutants }: MutationReport): MutantRow[] | undefined {
  if (!full) return undefined;
  return mutants.filter(
    ({ kills }) => kills.length > 0 && kills.every(({ checks }) => checks.every((one) => one === check)),
  );
}

/** Totals of the areas that have mutants. */
export function areaTotals({ mutants }: Pick<MutationReport, 'mutants'>): AreaTotal[] {
  return AREAS.map((area) => {
    const own = mutants.filter(({ mutant }) => mutant.area === area);
    return { area, mutants: own.length, killed: own.length - survivors({ mutants: own }).length };
  }).filter((total) => total.mutants > 0);
}

/** Mutants between which and a green run stands one case alone; undefined where not every case had its chance. */
export function killedByOneCase({ full, mutants }: MutationReport): MutantRow[] | undefined {
  return full ? mutants.filter(({ kills }) => kills.length === 1) : undefined;
}

/** Cases that find no mutant at all; undefined where not every case met every mutant. */
export function idleCases({ full, whole, mutants, cases }: MutationReport): ListedCase[] | undefined {
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
  readonly isShort: boolean;
}

/** Adds the exploration up; undefined where there was none. */
export function explorationOf({
  explored = [],
  whole,
}: Pick<MutationReport, 'explored' | 'whole'>): Exploration | undefined {
  const total = explored.length;
  if (total === 0) return undefined;
  const found = explored.filter((row) => row.found).length;
  const isShort = whole && found < total * EXPLORATION_GOAL;
  return { found, total, percentage: Math.floor((100 * found) / total), isShort };
}

/** `17 of 40 (42 %)` */
export function exploredShare({ found, total, percentage }: Exploration): string {
  return `${found} of ${total} (${percentage} %)`;
}

/** Mistakes of the suite itself that mutants brought to light, each with the mutant. */
export function suiteErrors({ mutants, checks }: Pick<MutationReport, 'mutants' | 'checks'>): string[] {
  return [
    ...mutants.flatMap(({ mutant, suiteErrors: own }) =>
      own.map((suiteError) => `${mutant.name}: ${suiteError}`),
    ),
    ...checks.flatMap(({ ablation, suiteErrors: own }) =>
      own.map((suiteError) => `${ablation.mutant} without ${ablation.check}: ${suiteError}`),
    ),
  ];
}

/**
 * 1 for a survivor, a false alarm, a check that nothing needs or an exploration below its goal; 3 where the suite
 * itself failed; else 0.
 */
export function mutationExitCode(report: MutationReport): 0 | 1 | 3 {
  const wrong = survivors(report).length + falseAlarms(report).length + redundantChecks(report).length;
  if (wrong > 0 || explorationOf(report)?.isShort === true) return 1;
  return suiteErrors(report).length > 0 ? 3 : 0;
}

/**
 * The totals as one paragraph for the README: names and counts only, so that it changes when the tables or the
 * outcome do, and never from run to run (Markdown).
 */
export function mutantTotals(report: MutationReport): string {
  const areas = areaTotals(report);
  const perArea = areas.map(({ area, mutants }) => `${area} ${mutants}`).join(', ');
  const living = survivors(report).map(({ mutant }) => `\`${mutant.name}\``);
  const crying = falseAlarms(report).map(({ variation }) => `\`${variation.name}\``);
  const fate = living.length === 0 ? 'all killed' : `${living.length} not killed (${living.join(', ')})`;
  const peace =
    crying.length === 0
      ? 'no false alarm'
      : `${counted(crying.length, 'false alarm')} (${crying.join(', ')})`;
  const idle = redundantChecks(report).map(({ ablation }) => `\`${ablation.check}\``);
  const need = idle.length === 0 ? 'each is needed' : `${idle.length} not needed (${idle.join(', ')})`;
  return (
    `**${counted(report.mutants.length, 'mutant')}** in ${counted(areas.length, 'area')} (${perArea}): ${fate}. ` +
    `**${counted(variationCount(report), 'harmless variation')}**: ${peace}. ` +
    `**${counted(report.checks.length, 'check')}**: ${need}.`
  );
}
