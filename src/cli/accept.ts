import { existsSync, readFileSync } from 'node:fs';
import { readPastRun } from '../report/past-run.js';
import { writeAtomically } from '../report/write-atomically.js';
import { currentSettings } from '../settings/environment.js';
import { acceptCause } from './accept-cause.js';
import { answerWith, type Answer } from './answer.js';

/** `npm run accept -- <cause> …`: writes a cause of the last run into the file of known deviations. Sends nothing. */
function accept(): Answer {
  const { reportsDir, deviationsFile: file } = currentSettings();
  const { newText, ...answer } = acceptCause(process.argv.slice(2), {
    past: readPastRun(reportsDir),
    file,
    text: existsSync(file) ? readFileSync(file, 'utf8') : '',
    today: new Date().toISOString(),
  });
  if (newText !== undefined) writeAtomically(file, newText);
  return answer;
}

answerWith(accept);
