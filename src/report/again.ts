import type { RunRecord } from '../model/run-record.js';
import { EMBEDDED } from '../settings/other-target.js';
import { word } from './curl.js';

/** How to see something again. */
export interface Again {
  /** The command that runs it again. */
  readonly command: string;
  /** Where its requests went, for a command line that sends one by hand; undefined where nothing answers there any more. */
  readonly baseUrl?: string;
  /** The command that holds a session in the state that the case needs; undefined where no case does. */
  readonly hold?: string;
}

/** How to see a case of a run again. */
export function againOf(run: Pick<RunRecord, 'target' | 'isEmbedded'>, caseId: string): Again {
  const command = againCommand(run, caseId);
  return run.isEmbedded ? { command } : { command, baseUrl: run.target, hold: `${command} --keep` };
}

/** The command that runs a case of a run again: it works in a fresh shell, and refuses any other target. */
export function againCommand(
  { target, isEmbedded }: Pick<RunRecord, 'target' | 'isEmbedded'>,
  caseId: string,
): string {
  return `npm run case -- ${word(caseId)} --target ${isEmbedded ? EMBEDDED : word(target)}`;
}
