import { explore } from '../explore/explore.js';
import { openTarget } from '../../src/run/process/open-target.js';
import type { Settings } from '../../src/model/settings.js';
import type { Bench } from './bench.js';
import { targetOf, uniqueRunId } from './play.js';
import { IMPATIENT_MS } from './play-rows.js';
import type { ExploredRow, Mutant } from './rows.js';

/** The same seed always, so that two runs differ only where the suite or the mutants do. */
const BOUNDS = { seconds: 600, seed: 1, sessions: 3, browsers: 150, shrink: false } as const;

/** Lets random sequences of steps look for a mutant, alone. */
export async function exploreMutant(mutant: Mutant, bench: Bench, settings: Settings): Promise<ExploredRow> {
  const api = await bench.open({ mutant: mutant.name });
  try {
    // As for the cases: a mutant that only an overly literal reading finds is found.
    const strict = { ...settings, strict: true };
    const target = targetOf(api, bench.contract.document);
    const given = { runId: uniqueRunId(`explored-${mutant.name}`), settings: strict, target };
    const { openTools } = openTarget(given, () => undefined);
    const tools = openTools(bench.contract, IMPATIENT_MS);
    const { failure, blocked, steps } = await explore(tools, { ...BOUNDS, steps: bench.explorerSteps });
    await tools.leases.releaseAll();
    return {
      mutant,
      found: failure !== undefined,
      steps,
      because: failure?.finding.because ?? blocked ?? '',
    };
  } finally {
    await api.close();
  }
}
