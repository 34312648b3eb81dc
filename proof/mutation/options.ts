import { parseArgs } from 'node:util';
import { closestNames } from '../../src/cli/closest-names.js';
import { KINDS } from './pick.js';
import { AREAS, type Mutant, type Variation } from './rows.js';
import type { MatrixOptions } from './run-mutation.js';

/** What `npm run mutants` is asked to do. */
export interface MutantsCommand extends Omit<MatrixOptions, 'share' | 'ledgerDir'> {
  /** Write the totals into README.md. */
  readonly readme: boolean;
}

/** What is wrong with a command line, in whole sentences. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

/** Several reference servers in one process share its one thread: more of them only wait for each other. */
const MOST_AT_ONCE = 16;

export const USAGE = `npm run mutants -- [options]

  --full             every case meets every mutant, instead of stopping at the
                     first breach; and explore
  --explore          also let random sequences of steps look for the mutants
                     of fields and whole updates
  --only <what>      a mutant, a variation, all ${KINDS.join(' or all ')}, or an area:
                     ${AREAS.join(', ')};
                     may be given several times
  --concurrency <n>  how many are played at once, 1 to ${MOST_AT_ONCE} (default 4)
  --readme           write the totals into README.md, between its marks
  --help             show this`;

/**
 * Reads the command line.
 * @returns undefined where only help is asked for.
 * @throws OptionsError for what is no option, and for names that neither table holds.
 */
export function parseOptions(
  args: readonly string[],
  mutants: readonly Mutant[],
  variations: readonly Variation[],
): MutantsCommand | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const known = [
    ...mutants.map(({ name }) => name),
    ...variations.map(({ name }) => name),
    ...AREAS,
    ...KINDS,
  ];
  const unknown = values.only.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const sentences = unknown.map(
      (name) =>
        `There is no mutant, variation or area "${name}"; the closest names are ${closestNames(name, known).join(', ')}.`,
    );
    throw new OptionsError(sentences.join('\n'));
  }
  const concurrency = Number(values.concurrency);
  if (!/^\d+$/.test(values.concurrency) || concurrency < 1 || concurrency > MOST_AT_ONCE) {
    throw new OptionsError(
      `--concurrency is "${values.concurrency}", but must be a whole number from 1 to ${MOST_AT_ONCE}.`,
    );
  }
  if (values.readme && values.only.length > 0) {
    throw new OptionsError('--readme tells the totals of all mutants: leave --only out.');
  }
  return {
    full: values.full,
    only: values.only,
    concurrency,
    readme: values.readme,
    explore: values.explore || values.full,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        full: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        concurrency: { type: 'string', default: '4' },
        explore: { type: 'boolean', default: false },
        readme: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OptionsError(`${why}\n\n${USAGE}`);
  }
}
