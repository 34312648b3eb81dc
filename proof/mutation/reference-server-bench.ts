import { startDeviatingServer } from '../deviating-server.js';
import { collectCases } from '../../src/run/process/collect-cases.js';
import { compileContract } from '../../src/run/case/compiled-contract.js';
import { MUTANTS } from '../mutants/table.js';
import { COMPANIES } from '../variations/companies.js';
import { VARIATIONS } from '../variations/table.js';
import type { Bench } from './bench.js';
import { ABLATIONS } from './check-ablation.js';
import { readKillers } from './killers.js';

/**
 * The bench of the real report: every case of the specs, every mutant and variation of the reference server.
 * @throws Error in a whole sentence when the document cannot be used.
 */
export function referenceServerBench(document: string): Bench {
  return {
    contract: compileContract(document),
    cases: collectCases(),
    // Without the functions that make them: what is reported goes from worker to worker.
    mutants: MUTANTS.map(({ name, area, sentence, clause }) => ({ name, area, sentence, clause })),
    variations: VARIATIONS.map(({ name, sentence }) => ({ name, sentence })),
    companies: COMPANIES.map(({ name, sentence, variations }) => ({
      name,
      sentence,
      members: variations.map((member) => member.name),
    })),
    killers: readKillers(),
    ablations: ABLATIONS,
    explorerSteps: 900,
    open: (differs) => startDeviatingServer({ document, ...differs }),
  };
}
