import type { CaseResult } from '../report/record.js';
import type { ContractCase } from '../run/contract-case.js';
import type { Settings } from '../target/settings.js';
import type { Bench } from './bench.js';
import { likelyFirst } from './likely-first.js';
import { play, type Played } from './play.js';
import type { Alarm, CheckRow, Fault, FaultRow, Kill, Variant, VariantRow, Witness } from './rows.js';

/** Variants lag; in this time a read-back is tried at 0, 50, 150 and 350 ms. */
const PATIENT_MS = 500;
/** Faults do not: one more look is enough, and a full run takes it for almost every case. */
export const IMPATIENT_MS = 120;

/** Plays the cases against a fault: all of them, or until the first breach. */
export async function playFault(
  fault: Fault,
  bench: Bench,
  settings: Settings,
  full: boolean,
): Promise<FaultRow> {
  const played = await play({
    runId: `fault-${fault.name}`,
    api: await bench.open({ fault: fault.name }),
    contract: bench.contract,
    settings,
    waves: full ? [bench.cases] : likelyFirst(fault, bench.cases),
    stopAtBreach: !full,
    lagMs: IMPATIENT_MS,
  });
  const missed = missedIn(played);
  const kills = full ? killsIn(played, bench.cases) : killsIn(played, bench.cases).slice(0, 1);
  return {
    fault,
    kills,
    requests: played.requests,
    judged: played.results.length - missed.length,
    unjudged: missed[0]?.reason,
    defects: defectsIn(played),
  };
}

/** Plays all cases against a witness with its check switched off. */
export async function playWitness(witness: Witness, bench: Bench, settings: Settings): Promise<CheckRow> {
  const played = await play({
    runId: `without-${witness.check}`,
    api: await bench.open({ fault: witness.fault }),
    contract: bench.contract,
    settings,
    waves: [bench.cases],
    stopAtBreach: false,
    lagMs: IMPATIENT_MS,
    switchedOff: witness.check,
  });
  const judged = played.results.length - missedIn(played).length;
  return { witness, kills: killsIn(played, bench.cases), judged, defects: defectsIn(played) };
}

/** Plays all cases against a variant. */
export async function playVariant(variant: Variant, bench: Bench, settings: Settings): Promise<VariantRow> {
  const api = await bench.open({ variant: variant.name });
  const played = await playAll(`variant-${variant.name}`, api, bench, settings);
  const alarms = alarmsIn(played, bench.cases).map((alarm) => ({
    ...alarm,
    // The case alone would meet an API that conforms.
    block: alarm.block.replace(/^( {2}again +).*$/m, `$1npm run faults -- --only ${variant.name}`),
  }));
  return { variant, alarms, requests: played.requests };
}

/** @throws Error where the conforming API does not pass: nothing that follows would say anything. */
export async function proveConforming(bench: Bench, settings: Settings): Promise<void> {
  const played = await playAll('conforming', await bench.open({}), bench, settings);
  const failed = played.results.filter(({ verdict }) => ['breach', 'blocked', 'defect'].includes(verdict));
  const lost = bench.cases.length - played.results.length;
  if (failed.length === 0 && lost === 0) return;
  const told = failed
    .slice(0, 3)
    .map(({ id, verdict, block, reason }) => block || `${id} ${verdict}: ${reason}`);
  throw new Error(
    `The conforming stand-in does not pass, so faults say nothing: ${failed.length} of ${bench.cases.length} ` +
      `cases did not hold and ${lost} never ran.\n\n${told.join('\n\n')}`,
  );
}

function playAll(
  runId: string,
  api: Awaited<ReturnType<Bench['open']>>,
  { contract, cases }: Bench,
  settings: Settings,
): Promise<Played> {
  return play({ runId, api, contract, settings, waves: [cases], stopAtBreach: false, lagMs: PATIENT_MS });
}

function killsIn({ results }: Played, cases: readonly ContractCase[]): Kill[] {
  return inOrder(results, cases)
    .filter(({ verdict }) => verdict === 'breach')
    .map(({ id, findings, reason }) => {
      const breaches = findings.filter(({ severity }) => severity === 'breach');
      return {
        caseId: id,
        checks: [...new Set(breaches.map(({ check }) => check))],
        because: breaches[0]?.because ?? reason,
      };
    });
}

/** Whatever would keep a gate from being green: also what could not be judged. */
function alarmsIn({ results }: Played, cases: readonly ContractCase[]): Alarm[] {
  return inOrder(results, cases)
    .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'drift' && verdict !== 'not verified')
    .map(({ id, verdict, block, reason }) => ({ caseId: id, verdict, block: block || reason }));
}

function defectsIn({ results }: Played): string[] {
  return results.filter(({ verdict }) => verdict === 'defect').map(({ id, reason }) => `${id}: ${reason}`);
}

function missedIn({ results }: Played): CaseResult[] {
  return results.filter(({ verdict }) => verdict === 'blocked' || verdict === 'not verified');
}

/** Lanes reach their results in an order of chance; reports do not. */
function inOrder(results: readonly CaseResult[], cases: readonly ContractCase[]): CaseResult[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return cases.flatMap(({ id }) => byId.get(id) ?? []);
}
