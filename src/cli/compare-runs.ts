import { compareRuns, hasNewBreach } from '../model/compare-runs.js';
import { unsteadyCases } from '../model/unsteady-cases.js';
import { comparisonSentence } from '../report/comparison-sentence.js';
import { comparisonMarkdown, comparisonText } from '../report/comparison-text.js';
import { readHistory } from '../report/history.js';
import { unsteadyText } from '../report/unsteady-text.js';
import { refusal, type Answer } from './answer.js';
import { newCommand, readCommandLine } from './command-line.js';
import { runsToCompare } from './runs-to-compare.js';

interface Values {
  readonly markdown?: true;
  readonly json?: true;
  readonly strict?: true;
  readonly flaky?: true;
}

/** What a comparison rests on. */
export interface CompareContext {
  readonly reportsDir: string;
  /** New notes count as new breaches. */
  readonly strict: boolean;
  /** ISO 8601 */
  readonly now: string;
}

/** Compares two runs, or says which verdicts come and go, as a command line asks for it. */
export function compare(args: readonly string[], { reportsDir, strict, now }: CompareContext): Answer {
  const command = newCommand(
    'compare',
    'Says what changed between two runs: causes, verdicts, drift, latency, and answers that the document leaves open. Sends nothing.',
  )
    .argument(
      '[before]',
      'a run.json, a summary, a folder of reports, or the id of a run in the history; left out: the last green whole run of the same target',
    )
    .argument('[after]', 'the same; left out: the last run')
    .option('--markdown', 'for a summary or an issue')
    .option('--json', 'for a program')
    .option('--strict', 'new notes end it with exit code 1 as well, as with CONTRACT_STRICT=on')
    .option('--flaky', 'the cases whose verdict comes and goes in the history, with their rates');
  const line = readCommandLine<Values>(command, args, [], 'give two runs at most');
  if ('help' in line) return { text: line.help, code: 0 };
  if ('problems' in line) return refusal(line.problems);
  const { markdown, json, flaky } = line.options;
  if (markdown === true && json === true) return refusal(['Give --markdown or --json, not both.']);
  if (flaky === true) return flakyIn(reportsDir, line.operands, json === true);
  const found = runsToCompare(line.operands, reportsDir);
  if ('problems' in found) return refusal(found.problems);
  const comparison = compareRuns(found.before, found.after, found.earlier);
  const code = hasNewBreach(comparison, strict || line.options.strict === true) ? 1 : 0;
  if (json === true) {
    const sentence = comparisonSentence(comparison, now);
    return { text: JSON.stringify({ sentence, exitCode: code, ...comparison }, null, 2), code };
  }
  const shown = markdown === true ? comparisonMarkdown : comparisonText;
  return { text: [shown(comparison, now), ...found.sentences.flatMap((one) => ['', one])].join('\n'), code };
}

function flakyIn(reportsDir: string, operands: readonly string[], isJson: boolean): Answer {
  if (operands.length > 0) return refusal(['--flaky looks at the whole history: name no runs.']);
  const { runs, sentences } = readHistory(reportsDir);
  if (runs.length < 2) {
    const sentence = `The history has ${runs.length === 0 ? 'no run' : 'one run'}, so no verdict can have changed.`;
    return refusal([...sentences, sentence]);
  }
  const cases = unsteadyCases(runs);
  const text = isJson
    ? JSON.stringify(cases, null, 2)
    : [unsteadyText(cases, runs.length), ...sentences].join('\n');
  return { text, code: 0 };
}
