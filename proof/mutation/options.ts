import { GATE_FILE } from '../../src/settings/gate.js';
import { closestNames } from '../../src/model/closest-names.js';
import { newCommand, readCommandLine, wholeNumber } from '../../src/cli/command-line.js';
import { KINDS } from './pick.js';
import { AREAS, type Mutant, type Variation } from './rows.js';
import type { MutationOptions } from './run-mutation.js';

/** What `npm run mutation` is asked to do. */
export interface MutationCommand extends Omit<MutationOptions, 'share' | 'ledgerDir'> {
  /** Write the totals into README.md. */
  readonly readme: boolean;
  /** Choose the cases of the gate anew. */
  readonly gate: boolean;
}

/** What is wrong with a command line, in whole sentences. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

/** Several reference servers in one process share its one thread: more of them only wait for each other. */
const MOST_AT_ONCE = 16;

interface Values {
  readonly full?: true;
  readonly explore?: true;
  readonly only: readonly string[];
  readonly concurrency?: number;
  readonly readme?: true;
  readonly gate?: true;
}

/**
 * Reads the command line of `npm run mutation`.
 * @returns its help where that is asked for.
 * @throws OptionsError for unknown options, and for names that neither table has.
 */
export function parseOptions(
  args: readonly string[],
  mutants: readonly Mutant[],
  variations: readonly Variation[],
): MutationCommand | { readonly help: string } {
  const problems: string[] = [];
  const known = [
    ...mutants.map(({ name }) => name),
    ...variations.map(({ name }) => name),
    ...AREAS,
    ...KINDS,
  ];
  const named = (name: string, others: readonly string[]): readonly string[] => {
    if (!known.includes(name)) {
      const closest = closestNames(name, known).join(', ');
      problems.push(`There is no mutant, variation or area "${name}"; the closest names are ${closest}.`);
    }
    return [...others, name];
  };
  const command = newCommand(
    'mutation',
    'Plays the cases against every mutant and variation of the reference server.',
  )
    .option(
      '--full',
      'play every case against every mutant, not only up to the first breach, and each variation by itself; and explore',
    )
    .option(
      '--explore',
      'also let random sequences of steps look for the mutants of fields and whole updates',
    )
    .option(
      '--only <what>',
      `a mutant, a variation, all ${KINDS.join(' or all ')}, or an area: ${AREAS.join(', ')}; may be given several times`,
      named,
      [],
    )
    .option(
      '--concurrency <n>',
      `how many are played at once, 1 to ${MOST_AT_ONCE} (default 4)`,
      wholeNumber('--concurrency', problems, { lowest: 1, highest: MOST_AT_ONCE }),
    )
    .option('--readme', 'write the totals into README.md, between its marks')
    .option('--gate', `with --full: choose the cases of npm run gate anew, and write them into ${GATE_FILE}`);
  const line = readCommandLine<Values>(command, args, problems);
  if ('help' in line) return line;
  if ('problems' in line) throw new OptionsError(line.problems.join('\n'));
  const { full = false, explore = full, only, concurrency = 4, readme = false, gate = false } = line.options;
  if (readme && only.length > 0) {
    throw new OptionsError('--readme writes the totals of all mutants: leave --only out.');
  }
  if (gate && (!full || only.length > 0)) {
    throw new OptionsError('--gate chooses by all cases and mutants: give --full, and leave --only out.');
  }
  return { full, only, concurrency, readme, explore, gate };
}
