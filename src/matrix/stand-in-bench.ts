import { collectCases } from '../catalogue/collect-cases.js';
import { compileContract } from '../run/compiled-contract.js';
import { FAULTS } from '../stand-in/faults/table.js';
import { startStandIn } from '../stand-in/server.js';
import { VARIANTS } from '../stand-in/variants/table.js';
import type { Bench } from './bench.js';
import { WITNESSES } from './witnesses.js';

/**
 * The bench of the real matrix: every case of the specs, every fault and variant of the stand-in.
 * @throws Error in a whole sentence when the document cannot be used.
 */
export function standInBench(document: string): Bench {
  return {
    contract: compileContract(document),
    cases: collectCases(),
    // Without the functions that make them: what is reported goes from worker to worker.
    faults: FAULTS.map(({ name, area, sentence, clause }) => ({ name, area, sentence, clause })),
    variants: VARIANTS.map(({ name, sentence }) => ({ name, sentence })),
    witnesses: WITNESSES,
    open: (differs) => startStandIn({ document, ...differs }),
  };
}
