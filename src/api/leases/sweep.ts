import type Kernel from '@onkernel/sdk';
import { accountOf, listLedgers, noteReleased, readLedger, removeLedger } from './ledger.js';
import { processMark } from './process-mark.js';
import { releaseOutstanding } from './release.js';
import type { Target } from '../../model/settings.js';

export interface Swept {
  /** Browsers ended. */
  readonly released: number;
  /** What was left behind by others, and what could not be released. */
  readonly sentences: readonly string[];
  /** How many resources this sweep tried to release but could not. */
  readonly left: number;
}

/**
 * Releases what ledgers still hold: of one run at its end, or, before a run, of all runs that were killed. A ledger
 * is touched only if it belongs to this API and this key, and if its process is gone; an account is never searched for
 * leftovers that no ledger lists.
 * @param own the run whose ledger to release; undefined for those of earlier runs.
 */
export async function sweep(
  kernel: Kernel,
  dir: string,
  target: Target,
  own: string | undefined,
): Promise<Swept> {
  let released = 0;
  const sentences: string[] = [];
  let stillThere = 0;
  for (const file of listLedgers(dir)) {
    const { header, outstanding } = readLedger(file);
    if (own === undefined) {
      if (header !== undefined && isAlive(header.process)) continue;
      if (header?.embedded === true) {
        removeLedger(file); // its reference server, and everything in it, ended with its process
        continue;
      }
      if (outstanding.length === 0) {
        if (header !== undefined) removeLedger(file);
        continue;
      }
      const things = outstanding.length === 1 ? '1 resource' : `${outstanding.length} resources`;
      const whose = `${things} that the run ${header?.runId ?? file} left behind`;
      if (header?.account !== accountOf(target)) {
        sentences.push(
          `${file} lists ${whose}, under another API or key: run npm run sweep with those settings.`,
        );
        continue;
      }
      sentences.push(`Releasing ${whose}.`);
    } else if (header?.runId !== own) continue;
    const close = (entry: number): void => noteReleased(file, entry);
    const { browsers, left } = await releaseOutstanding(kernel, { close }, outstanding);
    released += browsers;
    stillThere += left.length;
    for (const { what, why } of left) {
      const id = what.id ?? 'whose creation had no known outcome';
      sentences.push(
        `The ${what.kind} ${id} was not released (${why}). It stays in ${file}; run npm run sweep.`,
      );
    }
    if (left.length === 0) removeLedger(file);
  }
  return { released, sentences, left: stillThere };
}

function isAlive(mark: string | undefined): boolean {
  return mark !== undefined && processMark(Number.parseInt(mark, 10)) === mark;
}
