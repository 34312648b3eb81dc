import type { CaseResult } from '../../src/model/run-record.js';
import { listed, type ContractCase } from '../../src/model/case.js';
import { caseBlock } from '../../src/report/case-block.js';
import { reasonOf } from '../../src/report/reason-of.js';
import type { Settings } from '../../src/model/settings.js';
import type { Bench } from './bench.js';
import { killerFirst } from './killers.js';
import { play, type Played } from './play.js';
import type { Alarm, CheckRow, Mutant, MutantRow, Kill, Variation, VariationRow, Ablation } from './rows.js';

/** Variations lag by a fifth of a second, and a busy machine by more. */
const PATIENT_MS = 1500;
/** Mutants do not: one more look is enough, and a full run takes it for almost every case. */
export const IMPATIENT_MS = 120;

/** A mutant that only an overly literal reading finds is found: a run with --strict is red. */
function strictly(settings: Settings): Settings {
  return { ...settings, strict: true };
}

/** Plays the cases against a mutant: all of them, or until the first breach. */
export async function playMutant(
  mutant: Mutant,
  bench: Bench,
  settings: Settings,
  full: boolean,
): Promise<MutantRow> {
  const played = await play({
    name: `fault-${mutant.name}`,
    api: await bench.open({ mutant: mutant.name }),
    contract: bench.contract,
    settings: strictly(settings),
    waves: full ? [bench.cases] : killerFirst(mutant, bench),
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
    unjudged: missed[0]?.obstacle,
    suiteErrors: suiteErrorsIn(played),
  };
}

/** Plays all cases against a ablation with its check switched off. */
export async function playAblation(ablation: Ablation, bench: Bench, settings: Settings): Promise<CheckRow> {
  const played = await play({
    name: `without-${ablation.check}`,
    api: await bench.open({ mutant: ablation.mutant }),
    contract: bench.contract,
    settings: strictly(settings),
    waves: [bench.cases],
    stopAtBreach: false,
    lagMs: IMPATIENT_MS,
    switchedOff: ablation.check,
  });
  const judged = played.results.length - missedIn(played).length;
  return { ablation, kills: killsIn(played, bench.cases), judged, suiteErrors: suiteErrorsIn(played) };
}

/** Plays all cases against a variation. */
export async function playVariation(
  variation: Variation,
  bench: Bench,
  settings: Settings,
): Promise<VariationRow> {
  const api = await bench.open({ variation: variation.name });
  const played = await playAll(`variant-${variation.name}`, api, bench, settings);
  // The case alone would meet an API that conforms.
  const again = `npm run mutation -- --only ${variation.name}`;
  const alarms = alarmsIn(played, bench.cases, again);
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
  const blocks = alarmsIn(played, bench.cases).slice(0, 3);
  throw new Error(
    `The conforming reference server does not pass, so mutants say nothing: ${failed.length} of ${bench.cases.length} ` +
      `cases did not hold and ${lost} never ran.\n\n${blocks.map(({ block }) => block).join('\n\n')}`,
  );
}

function playAll(
  name: string,
  api: Awaited<ReturnType<Bench['open']>>,
  { contract, cases }: Bench,
  settings: Settings,
): Promise<Played> {
  return play({ name, api, contract, settings, waves: [cases], stopAtBreach: false, lagMs: PATIENT_MS });
}

function killsIn(played: Played, cases: readonly ContractCase[]): Kill[] {
  return inOrder(played, cases)
    .filter(({ result }) => result.verdict === 'breach')
    .map(({ testCase, result }) => {
      const breaches = result.findings.filter(({ severity }) => severity === 'breach');
      const checks = [...new Set(breaches.map(({ check }) => check))];
      return { caseId: testCase.id, checks, because: reasonOf(result, testCase.intent) };
    });
}

/** Whatever would keep a gate from being green: also what could not be judged. @param again the command to repeat it. */
function alarmsIn(played: Played, cases: readonly ContractCase[], again?: string): Alarm[] {
  return inOrder(played, cases)
    .filter(({ result: { verdict } }) => !['pass', 'note', 'drift', 'not verified'].includes(verdict))
    .map(({ testCase, result }) => ({
      caseId: testCase.id,
      verdict: result.verdict,
      block: caseBlock(listed(testCase), result, again === undefined ? again : { command: again }),
    }));
}

function suiteErrorsIn({ results }: Played): string[] {
  return results
    .filter(({ verdict }) => verdict === 'suite error')
    .map(({ id, obstacle }) => `${id}: ${obstacle ?? ''}`);
}

function missedIn({ results }: Played): CaseResult[] {
  return results.filter(({ verdict }) => verdict === 'blocked' || verdict === 'not verified');
}

/** Workers reach their results in an order of chance; reports do not. */
function inOrder({ results }: Played, cases: readonly ContractCase[]) {
  const byId = new Map(results.map((result) => [result.id, result]));
  return cases.flatMap((testCase) => {
    const result = byId.get(testCase.id);
    return result === undefined ? [] : [{ testCase, result }];
  });
}
