import type { ContractCase } from '../run/contract-case.js';
import type { Area, Fault } from './rows.js';

/** Which cases look at an area, by what they send, to whom, and what they may be answered with. */
const LOOKS_AT: Readonly<Record<Area, (one: ContractCase, fault: Fault) => boolean>> = {
  'response body': ({ intent, source }) => intent === 'accept' && source === 'hand',
  'error body': ({ statuses }, { name }) => statuses.some((status) => name.startsWith(`error-${status}-`)),
  access: ({ credential, to }) => credential !== 'full key' || to !== 'held session',
  field: ({ source }) => source === 'schema',
  'whole update': ({ group }) => group.startsWith('whole updates'),
};

/**
 * All cases in waves, those first that are likely to find a fault: first what rests on the clause that it breaks or
 * on a part of it, then what looks at its area, then the rest. The order within a wave is that of the specs.
 */
export function likelyFirst(fault: Fault, cases: readonly ContractCase[]): ContractCase[][] {
  const restsOnIt = ({ clause }: ContractCase): boolean =>
    within(clause.pointer, fault.clause) || within(fault.clause, clause.pointer);
  const looksAtIt = LOOKS_AT[fault.area];
  const waveOf = (one: ContractCase): number => (restsOnIt(one) ? 0 : looksAtIt(one, fault) ? 1 : 2);
  return [0, 1, 2]
    .map((wave) => cases.filter((one) => waveOf(one) === wave))
    .filter(({ length }) => length > 0);
}

/** Does a JSON pointer point to another's target or into it? */
function within(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}
