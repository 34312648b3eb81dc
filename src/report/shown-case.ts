import { againCommand } from './again.js';
import { fact } from './facts.js';
import { runName, type PastCase, type PastRun } from './past-run.js';
import { transcript } from './transcript.js';
import { visible } from './visible.js';

/** A case of the last run: its verdict, every exchange as it was captured, and the block where it has one. */
export function shownCase(run: PastRun, shown: PastCase): string {
  const { id, sentence, verdict, reason, exchanges, block } = shown;
  return [
    visible(`${id}  ${sentence}`),
    '',
    ...fact('run', [runName(run)]),
    ...fact('verdict', [verdict]),
    ...fact('reason', reason === '' ? [] : [reason]),
    ...(block === '' ? [`again         ${againCommand(run, id)}`] : []), // never broken: it is there to be copied
    '',
    exchanges.length === 0 ? 'No exchange was recorded.\n' : transcript({ exchanges }),
    ...(block === '' ? [] : [block]),
  ]
    .join('\n')
    .trimEnd();
}
