import { explore } from '../explore/explore.js';
import { openTarget } from '../run/open-target.js';
import type { Settings } from '../target/settings.js';
import type { Bench } from './bench.js';
import { targetOf } from './play.js';
import { IMPATIENT_MS } from './play-rows.js';
import type { ExploredRow, Fault } from './rows.js';

/** The same seed always, so that two runs differ only where the suite or the faults do. */
const BOUNDS = { steps: 300, seconds: 600, seed: 1, sessions: 2, shrink: false } as const;

/** Lets random sequences of steps look for a fault, alone. */
export async function exploreFault(fault: Fault, bench: Bench, settings: Settings): Promise<ExploredRow> {
  const api = await bench.open({ fault: fault.name });
  try {
    const given = { runId: `explored-${fault.name}`, settings, target: targetOf(api) };
    const { openTools } = openTarget(given, () => undefined);
    const tools = openTools(bench.contract, IMPATIENT_MS);
    const { failure, blocked, steps } = await explore(tools, BOUNDS);
    await tools.leases.releaseAll();
    return { fault, found: failure !== undefined, steps, because: failure?.finding.because ?? blocked ?? '' };
  } finally {
    await api.close();
  }
}
