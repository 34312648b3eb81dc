import type { ContractCase } from '../../src/model/case.js';
import type { Area, Mutant } from './rows.js';

/** Which cases look at an area, by what they send, to whom, and what they may be answered with. */
const LOOKS_AT: Readonly<Record<Area, (testCase: ContractCase, mutant: Mutant) => boolean>> = {
  'response body': ({ intent, source }) => intent === 'accept' && source === 'hand',
  'error body': ({ statuses }, { name }) => statuses.some((status) => name.startsWith(`error-${status}-`)),
  access: ({ credential, target: to }) => credential !== 'full key' || to !== 'held session',
  field: ({ source }) => source === 'schema',
  'whole update': ({ group }) => group.startsWith('whole updates'),
};

/** So many cases that speak of what a mutant is named after go before all others. */
const AKIN = 6;

/**
 * All cases in waves, those first that are likely to find a mutant: first the few whose ids and sentences share most
 * words with its own, then what rests on the clause that it breaks or on a part of it, then what looks at its area,
 * then the rest. The order within a wave is that of the specs.
 */
export function likelyFirst(mutant: Mutant, cases: readonly ContractCase[]): ContractCase[][] {
  const restsOnIt = ({ clause }: ContractCase): boolean =>
    within(clause.pointer, mutant.clause) || within(mutant.clause, clause.pointer);
  const looksAtIt = LOOKS_AT[mutant.area];
  const akin = mostAkin(mutant, cases, restsOnIt);
  const waveOf = (testCase: ContractCase): number => {
    if (akin.has(testCase)) return 0;
    if (restsOnIt(testCase)) return 1;
    return looksAtIt(testCase, mutant) ? 2 : 3;
  };
  return [0, 1, 2, 3]
    .map((wave) => cases.filter((testCase) => waveOf(testCase) === wave))
    .filter(({ length }) => length > 0);
}

/** A word counts the more, the fewer cases hold it. */
function mostAkin(
  { name, sentence }: Mutant,
  cases: readonly ContractCase[],
  restsOnIt: (testCase: ContractCase) => boolean,
): Set<ContractCase> {
  const own = wordsOf(`${name} ${sentence}`);
  const held = cases.map((testCase) => ({
    one: testCase,
    words: [...wordsOf(`${testCase.id} ${testCase.sentence}`)],
  }));
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
