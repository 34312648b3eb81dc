import type { Kill, Matrix } from './rows.js';
import {
  areaTotals,
  suiteErrors,
  explorationOf,
  falseAlarms,
  foundByAlone,
  hangingByOne,
  idleCases,
  needlessChecks,
  survivors,
} from './totals.js';

/**
 * A matrix as JSON for later tools, with keys in a fixed order. What only a full run can tell is null where it was
 * not one.
 */
export function matrixJson(matrix: Matrix): string {
  const needless = needlessChecks(matrix).map(({ witness }) => witness.check);
  const report = {
    format: 1,
    full: matrix.full,
    whole: matrix.whole,
    startedAt: matrix.startedAt,
    ms: matrix.ms,
    document: { file: matrix.document.file, hash: matrix.document.hash },
    counts: {
      cases: matrix.cases.length,
      mutants: matrix.mutants.length,
      killed: matrix.mutants.length - survivors(matrix).length,
      variations: matrix.variations.length,
      falseAlarms: falseAlarms(matrix).length,
      checks: matrix.checks.length,
      needlessChecks: needless.length,
    },
    areas: areaTotals(matrix),
    survivors: survivors(matrix).map(({ mutant }) => mutant.name),
    falseAlarms: falseAlarms(matrix).map(({ variation }) => variation.name),
    needlessChecks: needless,
    suiteErrors: suiteErrors(matrix),
    foundByOneCaseAlone: hangingByOne(matrix)?.map(({ mutant }) => mutant.name) ?? null,
    casesThatFindNothing: idleCases(matrix)?.map(({ id }) => id) ?? null,
    mutants: matrix.mutants.map(({ mutant, kills, requests, judged, unjudged }) => ({
      name: mutant.name,
      area: mutant.area,
      sentence: mutant.sentence,
      clause: mutant.clause,
      killed: kills.length > 0,
      requests,
      judged,
      unjudged: unjudged ?? null,
      kills: killsJson(kills),
    })),
    checks: matrix.checks.map(({ witness, kills, judged }) => ({
      name: witness.check,
      witness: witness.mutant,
      needed: !needless.includes(witness.check),
      judged,
      kills: killsJson(kills),
      foundByItAlone: foundByAlone(witness.check, matrix)?.map(({ mutant }) => mutant.name) ?? null,
    })),
    explored: exploredJson(matrix),
    variations: matrix.variations.map(({ variation, alarms, requests }) => ({
      name: variation.name,
      sentence: variation.sentence,
      passes: alarms.length === 0,
      requests,
      alarms: alarms.map(({ caseId, verdict, block }) => ({ case: caseId, verdict, block })),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function killsJson(kills: readonly Kill[]) {
  return kills.map(({ caseId, checks, because }) => ({ case: caseId, checks, because }));
}

function exploredJson(matrix: Matrix) {
  const exploration = explorationOf(matrix);
  if (exploration === undefined) return null;
  const mutants = (matrix.explored ?? []).map(({ mutant, found, steps, because }) => ({
    name: mutant.name,
    found,
    steps,
    because,
  }));
  return { ...exploration, mutants };
}
