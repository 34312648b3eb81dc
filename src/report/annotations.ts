import type { Cause } from '../model/cause-cases.js';
import { casesOf, causesOf } from '../model/causes.js';
import type { ExitCode, InventoryCase, RunRecord } from '../model/run-record.js';
import { againCommand } from './again.js';
import { clauseOf } from './clause-of.js';
import type { CiCommand } from './ci-command.js';
import { lastLine } from './last-line.js';
import { readablePointer } from './readable-pointer.js';
import { sentenceOf } from './sentence-of.js';
import { counted, cut } from './visible.js';

/** GitHub shows no more than ten of a step. */
const MOST = 10;
const LONGEST_TITLE = 200;
const LONGEST_LINE = 400;

/** An annotation for each cause, at most ten; one with the verdict where a run is red without a cause. */
export function annotations(run: RunRecord, exitCode: ExitCode): CiCommand[] {
  const causes = causesOf(run).filter(({ severity, isKnown }) => severity === 'breach' && !isKnown);
  if (causes.length > 0) return causes.slice(0, MOST).map((cause) => annotation(cause, run));
  return exitCode === 0
    ? []
    : [
        {
          name: 'error',
          properties: { title: 'PATCH /browsers/{id}' },
          message: cut(lastLine(run, exitCode).text, LONGEST_LINE),
        },
      ];
}

function annotation(cause: Cause, run: RunRecord): CiCommand {
  const { id, cases } = cause;
  const [example] = cases;
  const title = { title: cut(id, LONGEST_TITLE) };
  if (example === undefined) return { name: 'error', properties: title };
  const { listed, finding } = example;
  const lines = [
    sentenceOf(finding),
    `${counted(casesOf(cause).length, 'case')}; contract: ${readablePointer(clauseOf(listed, finding).pointer)}`,
    `again: ${againCommand(run, listed.id)}`,
  ];
  return {
    name: 'error',
    properties: { ...placeIn(listed), ...title },
    message: lines.map((line) => cut(line, LONGEST_LINE)).join('\n'),
  };
}

/** Where the row stands: GitHub shows the annotation there. */
function placeIn({ file, line }: InventoryCase): Record<string, string> {
  if (file === undefined) return {};
  return line === undefined ? { file } : { file, line: String(line) };
}
