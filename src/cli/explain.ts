import type { ContractCase } from '../model/case.js';
import { kindOfCause, subjectOfCause } from '../model/cause-kind.js';
import { causeList } from '../report/cause-list.js';
import { explanation } from '../report/explanation.js';
import { noSuch } from '../report/no-such.js';
import { pastClause } from '../report/past-clause.js';
import { eachCause, readPastRun, type PastRun } from '../report/past-run.js';
import { clauseOfCause } from '../run/case/clause-of-cause.js';
import { compileContract } from '../run/case/compiled-contract.js';
import { collectCases } from '../run/process/collect-cases.js';
import { currentSettings } from '../settings/environment.js';
import { daysAfter } from '../settings/known-deviations.js';
import { answerWith, refusal, type Answer } from './answer.js';
import { newCommand, readCommandLine } from './command-line.js';

/** A quarter of a year: long enough for a repair, short enough to be looked at again. */
const PROPOSED_DAYS = 90;

/** `npm run explain [-- <cause>]`: what a cause means, or which causes the last run showed. It sends nothing. */
function explain(): Answer {
  const command = newCommand(
    'explain',
    'Explains a cause: what the document says, what clients suffer, how to fix and how to accept it.',
  ).argument('[cause]', 'the id of a cause; left out: lists the causes of the last run');
  const line = readCommandLine(command, process.argv.slice(2), [], 'give one cause');
  if ('help' in line) return { text: line.help, code: 0 };
  if ('problems' in line) return refusal(line.problems);
  const settings = currentSettings();
  const past = readPastRun(settings.reportsDir);
  const [id] = line.operands;
  if (id !== undefined) return explainOne(id, 'run' in past ? past.run : undefined, settings.document);
  return 'problem' in past ? refusal([past.problem]) : { text: causeList(past.run), code: 0 };
}

/** @param run the last one; undefined where there is none, which leaves only the example out. */
function explainOne(id: string, run: PastRun | undefined, file: string): Answer {
  const causes = run === undefined ? [] : eachCause(run);
  const seen = causes.find((cause) => cause.id === id);
  const contract = compileContract(file);
  const cases = collectCases();
  const kind = kindOfCause(id, (status) => contract.answers.declares(status));
  const clause =
    kind !== undefined && run !== undefined && seen !== undefined
      ? pastClause(run, seen)
      : clauseOfCause(id, contract, cases);
  if (kind === undefined || clause === undefined) {
    const known = causes.map((cause) => cause.id);
    const lists = 'npm run explain lists the causes of the last run';
    return refusal([noSuch(`There is no cause "${id}"`, id, [...known, ...alike(id, cases)], lists)]);
  }
  const until = daysAfter(new Date().toISOString(), PROPOSED_DAYS);
  return { text: explanation({ id, kind, clause, document: contract.document, run, seen, until }), code: 0 };
}

/** The causes like an unknown one whose last part is what some case is about. */
function alike(id: string, cases: readonly ContractCase[]): string[] {
  const beginning = id.slice(0, id.lastIndexOf('/') + 1);
  if (subjectOfCause(id) === undefined) return [];
  return cases.map(({ subject }) => `${beginning}${subject}`);
}

answerWith(explain);
