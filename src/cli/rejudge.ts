import { exitCode } from '../model/exit-code.js';
import { readPastRunFile } from '../report/past-run.js';
import { rejudgedText } from '../report/rejudged-text.js';
import { checksForPerson } from '../run/case/checks-for-person.js';
import { compileContract } from '../run/case/compiled-contract.js';
import { collectCases } from '../run/process/collect-cases.js';
import { rejudgeRun } from '../run/rejudge/rejudge-run.js';
import { currentSettings } from '../settings/environment.js';
import { readKnownDeviations } from '../settings/known-deviations.js';
import { answerWith, refusal, type Answer } from './answer.js';
import { newCommand, readCommandLine } from './command-line.js';

interface Values {
  readonly document?: string;
  readonly strict?: true;
}

/** `npm run rejudge -- <run.json>`: judges what a run recorded once more. It sends nothing; exit codes: README.md. */
function rejudge(): Answer {
  const command = newCommand(
    'rejudge',
    'Judges the recorded exchanges of a run again, by any contract document. Sends nothing.',
  )
    .argument('<run.json>', 'what the run left among its reports')
    .option('--document <file>', 'the document to judge by; left out: that of the settings')
    .option('--strict', 'notes fail it, as with CONTRACT_STRICT=on');
  const line = readCommandLine<Values>(command, process.argv.slice(2), [], 'give one run.json');
  if ('help' in line) return { text: line.help, code: 0 };
  if ('problems' in line) return refusal(line.problems);
  const settings = currentSettings();
  const past = readPastRunFile(line.operands[0] ?? '');
  if ('problem' in past) return refusal([past.problem]);
  const { run } = past;
  const { entries, problems } = readKnownDeviations(settings.deviationsFile);
  if (problems.length > 0) return refusal(problems);
  const contract = compileContract(line.options.document ?? settings.document);
  const rejudged = rejudgeRun(run, collectCases(), contract, {
    strict: settings.strict || line.options.strict === true,
    deviations: run.isEmbedded ? [] : entries,
    checksForPerson: checksForPerson(contract.document),
  });
  const code = exitCode(rejudged.record);
  return { text: rejudgedText(run, rejudged, code), code };
}

answerWith(rejudge);
