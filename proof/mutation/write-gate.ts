import type { ContractCase } from '../../src/model/case.js';
import { counted, grouped } from '../../src/report/visible.js';
import { writeAtomically } from '../../src/report/write-atomically.js';
import { GATE_FILE, readGate } from '../../src/settings/gate.js';
import { chooseGate } from './choose-gate.js';
import type { MutationReport } from './rows.js';

/** Chooses the cases of the gate by a full report, and writes them into its file. */
export function writeGate(cases: readonly ContractCase[], report: MutationReport): void {
  const { ids } = chooseGate(cases, report.mutants);
  const head = [
    '# The cases of npm run gate, chosen by npm run mutation -- --full --gate: what covers each field (accepted and refused),',
    '# each rule that takes no browser of its own, and each error code, then what kills most mutants. Do not edit.',
    'cases:',
  ];
  writeAtomically(GATE_FILE, `${[...head, ...ids.map((id) => `  - ${JSON.stringify(id)}`)].join('\n')}\n`);
}

/** How many mutants of a full report the gate kills, as a sentence. */
export function gateSentence({ mutants }: Pick<MutationReport, 'mutants'>): string {
  const ids = readGate();
  const killed = mutants.filter(({ kills }) => kills.some(({ caseId }) => ids.includes(caseId))).length;
  const share = Math.floor((100 * killed) / mutants.length);
  return `The gate, ${counted(ids.length, 'case')}, kills ${grouped(killed)} of ${counted(mutants.length, 'mutant')} (${share} %).`;
}
