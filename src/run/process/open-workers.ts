import { createLimits } from '../../api/limits.js';
import { preflight, preflightRestricted } from '../../api/preflight.js';
import type { ContractCase } from '../../model/case.js';
import type { Journal } from '../../model/events.js';
import type { Handoff } from '../../model/settings.js';
import { compileContract } from '../case/compiled-contract.js';
import { createOutages } from '../case/outages.js';
import type { Tools } from '../case/tools.js';
import { NeverRan, startWorkers, type Workers } from '../schedule/workers.js';
import { openTarget } from './open-target.js';

/** The workers of a run, and what they work with. */
export interface OpenWorkers {
  readonly workers: Workers;
  /** Undefined where the target cannot be used. */
  readonly tools: Tools | undefined;
}

/** Preflight, then workers over the cases; no workers, and a problem that says why, where the target cannot be used. */
export async function openWorkers(
  cases: readonly ContractCase[],
  handoff: Handoff,
  journal: Journal,
): Promise<OpenWorkers> {
  const { kernel, openTools } = openTarget(handoff, journal, createLimits(handoff.settings));
  const giveUp = (name: string, sentence: string): OpenWorkers => {
    journal({ type: 'problem', problem: { kind: 'blocked', name, sentence } });
    const result = (): Promise<never> => Promise.reject(new NeverRan(sentence));
    return { workers: { result, stop: () => undefined, finished: Promise.resolve() }, tools: undefined };
  };
  const refusal =
    cases.length === 0 ? undefined : await preflight(kernel, handoff.target, handoff.settings.reach);
  if (refusal !== undefined) return giveUp('preflight', refusal);
  let tools: Tools;
  try {
    tools = { ...openTools(compileContract(handoff.settings.document)), outages: createOutages() };
  } catch (error) {
    return giveUp('ledger', error instanceof Error ? error.message : String(error));
  }
  const needsRestricted = cases.some(({ needs }) => needs.includes('restricted key'));
  const refused = needsRestricted ? await preflightRestricted(tools.client, handoff.target) : undefined;
  if (refused !== undefined) return giveUp('preflight', refused);
  return { workers: startWorkers(cases, handoff.settings.browsers, tools), tools };
}
