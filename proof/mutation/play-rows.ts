import type { CaseResult } from '../../src/model/run-record.js';
import type { ContractCase } from '../../src/model/case.js';
import type { Settings } from '../../src/settings/settings.js';
import type { Bench } from './bench.js';
import { likelyFirst } from './likely-first.js';
import { play, type Played } from './play.js';
import type { Alarm, CheckRow, Mutant, MutantRow, Kill, Variation, VariationRow, Witness } from './rows.js';

/** Variations lag; in this time a read-back is tried at 0, 50, 150 and 350 ms. */
const PATIENT_MS = 500;
/** Mutants do not: one more look is enough, and a full run takes it for almost every case. */
export const IMPATIENT_MS = 120;

/** Plays the cases against a mutant: all of them, or until the first breach. */
export async function playMutant(
  mutant: Mutant,
  bench: Bench,
  settings: Settings,
  full: boolean,
): Promise<MutantRow> {
  const played = await play({
    runId: `fault-${mutant.name}`,
    api: await bench.open({ mutant: mutant.name }),
    contract: bench.contract,
    settings,
    waves: full ? [bench.cases] : likelyFirst(mutant, bench.cases),
    stopAtBreach: !full,
    lagMs: IMPATIENT_MS,
  });
  const missed = missedIn(played);
  const kills = full ? killsIn(played, bench.cases) : killsIn(played, bench.cases).slice(0, 1);
  return {
    mutant,
    kills,
    requests: played.requests,
    judged: played.results.length - missed.length,
    unjudged: missed[0]?.reason,
    suiteErrors: suiteErrorsIn(played),
  };
}

/** Plays all cases against a witness with its check switched off. */
export async function playWitness(witness: Witness, bench: Bench, settings: Settings): Promise<CheckRow> {
  const played = await play({
    runId: `without-${witness.check}`,
    api: await bench.open({ mutant: witness.mutant }),
    contract: bench.contract,
    settings,
    waves: [bench.cases],
    stopAtBreach: false,
    lagMs: IMPATIENT_MS,
    switchedOff: witness.check,
  });
  const judged = played.results.length - missedIn(played).length;
  return { witness, kills: killsIn(played, bench.cases), judged, suiteErrors: suiteErrorsIn(played) };
}

/** Plays all cases against a variation. */
export async function playVariation(
  variation: Variation,
  bench: Bench,
  settings: Settings,
): Promise<VariationRow> {
  const api = await bench.open({ variation: variation.name });
  const played = await playAll(`variant-${variation.name}`, api, bench, settings);
  const alarms = alarmsIn(played, bench.cases).map((alarm) => ({
    ...alarm,
    // The case alone would meet an API that conforms.
    block: alarm.block.replace(/^( {2}again +).*$/m, `$1npm run mutants -- --only ${variation.name}`),
  }));
  return { variation, alarms, requests: played.requests };
}

/** @throws Error where the conforming API does not pass: nothing that follows would say anything. */
export async function proveConforming(bench: Bench, settings: Settings): Promise<void> {
  const played = await playAll('conforming', await bench.open({}), bench, settings);
  const failed = played.results.filter(({ verdict }) =>
    ['breach', 'blocked', 'suite error'].includes(verdict),
  );
  const lost = bench.cases.length - played.results.length;
  if (failed.length === 0 && lost === 0) return;
  const told = failed
    .slice(0, 3)
    .map(({ id, verdict, block, reason }) => block || `${id} ${verdict}: ${reason}`);
  throw new Error(
    `The conforming reference server does not pass, so mutants say nothing: ${failed.length} of ${bench.cases.length} ` +
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

function suiteErrorsIn({ results }: Played): string[] {
  return results
    .filter(({ verdict }) => verdict === 'suite error')
    .map(({ id, reason }) => `${id}: ${reason}`);
}

function missedIn({ results }: Played): CaseResult[] {
  return results.filter(({ verdict }) => verdict === 'blocked' || verdict === 'not verified');
}

/** Workers reach their results in an order of chance; reports do not. */
function inOrder(results: readonly CaseResult[], cases: readonly ContractCase[]): CaseResult[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return cases.flatMap(({ id }) => byId.get(id) ?? []);
}
