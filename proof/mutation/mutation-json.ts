import type { Kill, MutationReport } from './rows.js';
import {
  areaTotals,
  suiteErrors,
  explorationOf,
  falseAlarms,
  foundByAlone,
  killedByOneCase,
  idleCases,
  redundantChecks,
  survivors,
} from './totals.js';

/**
 * A report as JSON for later tools, with keys in a fixed order. What only a full run can know is null where it was
 * not one.
 */
export function mutationJson(report: MutationReport): string {
  const redundant = redundantChecks(report).map(({ ablation }) => ablation.check);
  const json = {
    format: 1,
    full: report.full,
    whole: report.whole,
    startedAt: report.startedAt,
    ms: report.ms,
    document: { file: report.document.file, hash: report.document.hash },
    counts: {
      cases: report.cases.length,
      mutants: report.mutants.length,
      killed: report.mutants.length - survivors(report).length,
      variations: report.variations.length,
      falseAlarms: falseAlarms(report).length,
      checks: report.checks.length,
      redundantChecks: redundant.length,
    },
    areas: areaTotals(report),
    survivors: survivors(report).map(({ mutant }) => mutant.name),
    falseAlarms: falseAlarms(report).map(({ variation }) => variation.name),
    redundantChecks: redundant,
    suiteErrors: suiteErrors(report),
    foundByOneCaseAlone: killedByOneCase(report)?.map(({ mutant }) => mutant.name) ?? null,
    casesThatFindNothing: idleCases(report)?.map(({ id }) => id) ?? null,
    mutants: report.mutants.map(({ mutant, kills, requests, judged, unjudged }) => ({
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
    checks: report.checks.map(({ ablation, kills, judged }) => ({
      name: ablation.check,
      ablation: ablation.mutant,
      needed: !redundant.includes(ablation.check),
      judged,
      kills: killsJson(kills),
      foundByItAlone: foundByAlone(ablation.check, report)?.map(({ mutant }) => mutant.name) ?? null,
    })),
    explored: exploredJson(report),
    variations: report.variations.map(({ variation, alarms, requests }) => ({
      name: variation.name,
      sentence: variation.sentence,
      passes: alarms.length === 0,
      requests,
      alarms: alarms.map(({ caseId, verdict, block }) => ({ case: caseId, verdict, block })),
    })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function killsJson(kills: readonly Kill[]) {
  return kills.map(({ caseId, checks, because }) => ({ case: caseId, checks, because }));
}

function exploredJson(report: MutationReport) {
  const exploration = explorationOf(report);
  if (exploration === undefined) return null;
  const mutants = (report.explored ?? []).map(({ mutant, found, steps, because }) => ({
    name: mutant.name,
    found,
    steps,
    because,
  }));
  return { ...exploration, mutants };
}
