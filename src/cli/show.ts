import { noSuch } from '../report/no-such.js';
import { readPastRun, theLastRun } from '../report/past-run.js';
import { shownCase } from '../report/shown-case.js';
import { currentSettings } from '../settings/environment.js';
import { answerWith, refusal, type Answer } from './answer.js';
import { newCommand, readCommandLine } from './command-line.js';

/** `npm run show -- <id>`: what the last run recorded of a case, passed or not. It sends nothing. */
function show(): Answer {
  const command = newCommand(
    'show',
    'Shows the exchanges of a case as the last run recorded them. Sends nothing.',
  ).argument('<id>', 'the exact id of a case; a group lists the ids that begin so');
  const line = readCommandLine(command, process.argv.slice(2), [], 'give the id of one case');
  if ('help' in line) return { text: line.help, code: 0 };
  if ('problems' in line) return refusal(line.problems);
  const [id = ''] = line.operands;
  const past = readPastRun(currentSettings().reportsDir);
  if ('problem' in past) return refusal([past.problem]);
  const { run } = past;
  const found = run.results.find((result) => result.id === id);
  if (found !== undefined) return { text: shownCase(run, found), code: 0 };
  const which = run.isWhole ? '' : ', which ran a selection,';
  const ids = run.results.map((result) => result.id);
  return refusal([
    noSuch(`${theLastRun(run)}${which} has no case "${id}"`, id, ids, 'npm run cases lists all'),
  ]);
}

answerWith(show);
