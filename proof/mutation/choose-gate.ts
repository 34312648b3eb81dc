import { consumesProfile, type ContractCase } from '../../src/model/case.js';
import type { MutantRow } from './rows.js';

/** A gate sends at most so many asserted requests; a case of the procedure `single` sends one. */
const MOST_CASES = 58;

/** The cases of a gate, and the mutants that they kill. */
export interface Gate {
  /** In the order of the specs. */
  readonly ids: readonly string[];
  readonly killed: number;
  readonly mutants: number;
}

/**
 * Chooses the cases of the gate: first what covers each field (accepted and refused), each rule by hand and each error
 * code, then what kills most of the mutants that are left. Of two cases that are equally good the first one wins, so the
 * same report makes the same gate.
 * @param rows of a full run: every case had its chance with every mutant.
 */
export function chooseGate(cases: readonly ContractCase[], rows: readonly MutantRow[]): Gate {
  const kills = new Map<string, Set<string>>();
  for (const { mutant, kills: killers } of rows) {
    for (const { caseId } of killers) kills.set(caseId, (kills.get(caseId) ?? new Set()).add(mutant.name));
  }
  const eligible = cases.filter(
    ({ needs, session }) =>
      !needs.includes('embedded target') && !needs.includes('two browsers') && session.special === undefined,
  );
  const chosen = new Set<ContractCase>();
  const dead = new Set<string>();
  const gain = ({ id }: ContractCase): number =>
    [...(kills.get(id) ?? [])].filter((name) => !dead.has(name)).length;
  const take = (candidates: readonly ContractCase[]): boolean => {
    const [best] = candidates
      .filter((one) => !chosen.has(one))
      .map((one) => ({ one, gain: gain(one) - costOf(one) }))
      .sort((a, b) => b.gain - a.gain);
    if (best === undefined) return false;
    chosen.add(best.one);
    for (const name of kills.get(best.one.id) ?? []) dead.add(name);
    return true;
  };

  // A part that only one case covers first: that case may cover others as well.
  for (const part of [...partsOf(eligible).values()].sort((a, b) => a.length - b.length)) {
    if (!part.some((one) => chosen.has(one))) take(part);
  }
  const cheap = eligible.filter((one) => costOf(one) < OWN_BROWSER);
  while (chosen.size < MOST_CASES && cheap.some((one) => !chosen.has(one) && gain(one) > 0)) take(cheap);
  return {
    ids: cases.filter((one) => chosen.has(one)).map(({ id }) => id),
    killed: dead.size,
    mutants: rows.length,
  };
}

/** What a gate must have a case for, each with the cases that would do. */
export function partsOf(cases: readonly ContractCase[]): Map<string, ContractCase[]> {
  const parts = new Map<string, ContractCase[]>();
  const add = (part: string, testCase: ContractCase): void => {
    parts.set(part, [...(parts.get(part) ?? []), testCase]);
  };
  const fields = new Set(cases.filter(({ source }) => source === 'schema').map(fieldOf));
  for (const testCase of cases) {
    const { intent, clause, statuses } = testCase;
    if (intent === 'observe') continue;
    const field = fieldOf(testCase);
    if (fields.has(field)) add(`${field} ${intent === 'accept' ? 'accepted' : 'refused'}`, testCase);
    if (clause.id !== undefined) add(`rule ${clause.id}`, testCase);
    for (const status of statuses) if (status >= 400) add(`error ${status}`, testCase);
  }
  return parts;
}

function fieldOf({ id }: ContractCase): string {
  return id.split(/[./]/)[0] ?? id;
}

/** A case that needs a browser of its own, or sends several updates, is taken only where nothing cheaper covers the same. */
const OWN_BROWSER = 1000;
function costOf(testCase: ContractCase): number {
  const { procedure, session, target, start, also = [] } = testCase;
  const reasons = [
    session.stealth,
    also.length > 0,
    procedure !== 'single',
    target === 'deleted session',
    start.profile === 'loaded' || consumesProfile(testCase),
  ];
  return OWN_BROWSER * reasons.filter(Boolean).length;
}
