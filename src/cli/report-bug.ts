import { kindOfCause } from '../model/cause-kind.js';
import { firstSeen } from '../model/first-seen.js';
import { bugReport } from '../report/bug-report.js';
import { readHistory } from '../report/history.js';
import { noSuch } from '../report/no-such.js';
import { pastClause } from '../report/past-clause.js';
import { eachCause, readPastRun, theLastRun } from '../report/past-run.js';
import { compileContract } from '../run/case/compiled-contract.js';
import { currentSettings } from '../settings/environment.js';
import { answerWith, refusal, type Answer } from './answer.js';
import { newCommand, readCommandLine } from './command-line.js';

/** `npm run report-bug -- <cause>`: an issue in Markdown, from what the last run recorded. It sends nothing. */
function reportBug(): Answer {
  const command = newCommand(
    'report-bug',
    'Prints an issue in Markdown about a cause of the last run, ready for the tracker of those who own the API.',
  ).argument('<cause>', 'the id of a cause; npm run explain lists those of the last run');
  const line = readCommandLine(command, process.argv.slice(2), [], 'give one cause');
  if ('help' in line) return { text: line.help, code: 0 };
  if ('problems' in line) return refusal(line.problems);
  const { reportsDir, document: file } = currentSettings();
  const past = readPastRun(reportsDir);
  if ('problem' in past) return refusal([past.problem]);
  const { run } = past;
  const [id = ''] = line.operands;
  const cause = eachCause(run).find((one) => one.id === id);
  const { document, answers } = compileContract(file);
  const kind = kindOfCause(id, (status) => answers.declares(status));
  if (cause === undefined || kind === undefined) {
    const ids = run.causes.map((one) => one.id);
    return refusal([
      noSuch(`${theLastRun(run)} showed no cause "${id}"`, id, ids, 'npm run explain lists them'),
    ]);
  }
  const clause = pastClause(run, cause);
  const since = firstSeen(id, run.target, readHistory(reportsDir).runs);
  const now = new Date().toISOString();
  return { text: bugReport({ run, cause, kind, clause, document, since, now }), code: 0 };
}

answerWith(reportBug);
