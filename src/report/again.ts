import type { RunRecord } from '../model/run-record.js';
import { EMBEDDED } from '../settings/other-target.js';
import { word } from './curl.js';

/** The command that runs a case of a run again: it works in a fresh shell, and refuses any other target. */
export function againCommand(
  { target, isEmbedded }: Pick<RunRecord, 'target' | 'isEmbedded'>,
  caseId: string,
): string {
  return `npm run case -- ${word(caseId)} --target ${isEmbedded ? EMBEDDED : word(target)}`;
}
