import { loadDocument } from '../contract/document.js';
import { targetName } from '../model/target-name.js';
import { planText } from '../report/plan-text.js';
import { surviveClosedOutput } from '../report/output.js';
import { collectCases } from '../run/process/collect-cases.js';
import { planOf } from '../run/schedule/plan.js';
import { MOST_SECOND_TRIES } from '../run/schedule/try-again.js';
import { currentSettings } from '../settings/environment.js';
import { readPrices } from '../settings/prices.js';
import type { Settings, Target } from '../model/settings.js';
import { answerWith, refusal, type Answer } from './answer.js';
import { newCommand, readCommandLine } from './command-line.js';
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
  const document = loadDocument(settings.document);
  const known = { document, settings, target: targetOf(settings) };
  return {
    text: planText(planOf(cases, known), targetName(settings), readPrices(), MOST_SECOND_TRIES),
    code: 0,
  };
}

/** The target as far as a plan has to know it: the reference server, which is not started, has all keys. */
function targetOf(settings: Settings): Target {
  const { baseUrl, apiKey = '', restrictedApiKey, failingBrowserId } = settings;
  if (baseUrl !== undefined) return { embedded: false, baseUrl, apiKey, restrictedApiKey, failingBrowserId };
  return { embedded: true, baseUrl: '', apiKey, restrictedApiKey: '', failingBrowserId: '' };
}

surviveClosedOutput();
answerWith(plan);
