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

/** So many cases that speak of what a fault is named after go before all others. */
const AKIN = 6;

/**
 * All cases in waves, those first that are likely to find a fault: first the few whose ids and sentences share most
 * words with its own, then what rests on the clause that it breaks or on a part of it, then what looks at its area,
 * then the rest. The order within a wave is that of the specs.
 */
export function likelyFirst(fault: Fault, cases: readonly ContractCase[]): ContractCase[][] {
  const restsOnIt = ({ clause }: ContractCase): boolean =>
    within(clause.pointer, fault.clause) || within(fault.clause, clause.pointer);
  const looksAtIt = LOOKS_AT[fault.area];
  const akin = mostAkin(fault, cases, restsOnIt);
  const waveOf = (one: ContractCase): number => {
    if (akin.has(one)) return 0;
    if (restsOnIt(one)) return 1;
    return looksAtIt(one, fault) ? 2 : 3;
  };
  return [0, 1, 2, 3]
    .map((wave) => cases.filter((one) => waveOf(one) === wave))
    .filter(({ length }) => length > 0);
}

/** A word counts the more, the fewer cases hold it. */
function mostAkin(
  { name, sentence }: Fault,
  cases: readonly ContractCase[],
  restsOnIt: (one: ContractCase) => boolean,
): Set<ContractCase> {
  const own = wordsOf(`${name} ${sentence}`);
  const held = cases.map((one) => ({ one, words: [...wordsOf(`${one.id} ${one.sentence}`)] }));
  const counts = new Map<string, number>();
  for (const word of held.flatMap(({ words }) => words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = (word: string): number =>
    own.has(word) ? Math.log(cases.length / (counts.get(word) ?? 1)) : 0;
  const ranked = held
    .map(({ one, words }) => ({
      one,
      rank: words.reduce((sum, word) => sum + weight(word), restsOnIt(one) ? 3 : 0),
    }))
    .sort((a, b) => b.rank - a.rank);
  return new Set(ranked.slice(0, AKIN).map(({ one }) => one));
}

/** Words that say something: short ones are everywhere. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[a-z]{4,}|\d+/g) ?? []);
}

/** Does a JSON pointer point to another's target or into it? */
function within(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}
