import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContractCase } from '../../src/model/case.js';
import { isObject } from '../../src/model/json.js';
import { writeAtomically } from '../../src/report/write-atomically.js';
import type { Mutant, MutationReport } from './rows.js';

/** The case that found a mutant first in an earlier report, by the mutant's name. */
export type Killers = Readonly<Record<string, string>>;

const FILE = path.join(__dirname, 'killers.json');

/** Reads them. What is out of date there costs time, and never a verdict: the other cases follow. */
export function readKillers(): Killers {
  const read: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
  const entries = isObject(read) ? Object.entries(read) : [];
  return Object.fromEntries(
    entries.flatMap(([name, id]) => (typeof id === 'string' ? [[name, id] as const] : [])),
  );
}

/** Writes those of a report in the order of its mutants. */
export function writeKillers({ mutants }: MutationReport): void {
  const killers = mutants.flatMap(({ mutant, kills: [first] }) =>
    first === undefined ? [] : [[mutant.name, first.caseId] as const],
  );
  writeAtomically(FILE, `${JSON.stringify(Object.fromEntries(killers), undefined, 2)}\n`);
}

/** All cases in waves: first the one that found the mutant before, then the others in the order of the specs. */
export function killerFirst(
  { name }: Mutant,
  { cases, killers }: { readonly cases: readonly ContractCase[]; readonly killers: Killers },
): ContractCase[][] {
  // The case of reads looks back at what all others did: first of all, it finds nothing.
  const isKiller = ({ id, procedure }: ContractCase): boolean =>
    id === killers[name] && procedure !== 'reads';
  return [cases.filter(isKiller), cases.filter((one) => !isKiller(one))].filter(({ length }) => length > 0);
}
