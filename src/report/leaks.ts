import type { Leak } from '../model/leak.js';
import type { RunRecord } from '../model/run-record.js';
import { counted, cut, visible } from './visible.js';

/** Ids are long only where somebody wants them to be. */
const LONGEST_ID = 200;

/** One line for each thing that was not released: `browser abc: the API answered 500`. */
export function leakLines(leaks: readonly Leak[]): string[] {
  return leaks.map(({ kind, id, why }) => `${kind} ${shownId(id)}: ${visible(why)}`);
}

/** How what a run left behind is released, in a sentence. */
export function leakAdvice({ problems, isEmbedded }: RunRecord): string {
  if (isEmbedded) return 'The embedded reference server ended, and everything in it.';
  return problems.some(({ name }) => name === 'ledger')
    ? 'The ledger does not list all of it: delete it by hand.'
    : 'Release it with the same settings: npm run sweep';
}

/** `1 resource was not released.` */
export function leakSentence(leaks: readonly Leak[]): string {
  return `${counted(leaks.length, 'resource')} ${leaks.length === 1 ? 'was' : 'were'} not released.`;
}

/** An id as it came, with everything in it visible. */
export function shownId(id: string | undefined): string {
  if (id === undefined) return 'of unknown id';
  return id === '' ? '""' : visible(cut(id, LONGEST_ID));
}
