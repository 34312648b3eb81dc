import type { Kill, Matrix } from './rows.js';
import {
  areaTotals,
  defects,
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
      faults: matrix.faults.length,
      killed: matrix.faults.length - survivors(matrix).length,
      variants: matrix.variants.length,
      falseAlarms: falseAlarms(matrix).length,
      checks: matrix.checks.length,
      needlessChecks: needless.length,
    },
    areas: areaTotals(matrix),
    survivors: survivors(matrix).map(({ fault }) => fault.name),
    falseAlarms: falseAlarms(matrix).map(({ variant }) => variant.name),
    needlessChecks: needless,
    defects: defects(matrix),
    foundByOneCaseAlone: hangingByOne(matrix)?.map(({ fault }) => fault.name) ?? null,
    casesThatFindNothing: idleCases(matrix)?.map(({ id }) => id) ?? null,
    faults: matrix.faults.map(({ fault, kills, requests, judged, unjudged }) => ({
      name: fault.name,
      area: fault.area,
      sentence: fault.sentence,
      clause: fault.clause,
      killed: kills.length > 0,
      requests,
      judged,
      unjudged: unjudged ?? null,
      kills: killsJson(kills),
    })),
    checks: matrix.checks.map(({ witness, kills, judged }) => ({
      name: witness.check,
      witness: witness.fault,
      needed: !needless.includes(witness.check),
      judged,
      kills: killsJson(kills),
      foundByItAlone: foundByAlone(witness.check, matrix)?.map(({ fault }) => fault.name) ?? null,
    })),
    explored: exploredJson(matrix),
    variants: matrix.variants.map(({ variant, alarms, requests }) => ({
      name: variant.name,
      sentence: variant.sentence,
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
  const faults = (matrix.explored ?? []).map(({ fault, found, steps, because }) => ({
    name: fault.name,
    found,
    steps,
    because,
  }));
  return { ...exploration, faults };
}
