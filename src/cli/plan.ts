import { surviveClosedOutput } from '../report/output.js';
import { collectCases } from '../run/process/collect-cases.js';
import { currentSettings } from '../settings/environment.js';
import { answerWith, refusal, type Answer } from './answer.js';
import { newCommand, readCommandLine } from './command-line.js';
import { planned } from './planned.js';
import { titleFilter, withTitleOptions, type TitleOptions } from './title-options.js';

/** `npm run plan`: what a run with these settings would send and cost at most. It sends nothing. */
function plan(): Answer {
  const problems: string[] = [];
  const command = withTitleOptions(
    newCommand('plan', 'Says what a run would send and cost at most. Sends nothing.'),
    problems,
  );
  const line = readCommandLine<TitleOptions>(command, process.argv.slice(2), problems);
  if ('help' in line) return { text: line.help, code: 0 };
  if ('problems' in line) return refusal(line.problems);
  const settings = currentSettings();
  const isSelected = titleFilter(line.options);
  const cases = collectCases().filter(({ group, id, sentence }) =>
    isSelected(`${group.replaceAll(' / ', ' ')} ${id} ${sentence}`),
  );
  if (cases.length === 0) return refusal(['No case matches the selection: npm run cases lists all cases.']);
  return { text: planned(cases, settings), code: 0 };
}

surviveClosedOutput();
answerWith(plan);
