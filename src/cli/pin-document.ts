import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { isBreaking, needsAPerson } from '../contract/pin/document-changes.js';
import type { ContractCase } from '../model/case.js';
import { documentChangesMarkdown, documentChangesText } from '../report/document-changes.js';
import { writeAtomically } from '../report/write-atomically.js';
import { refusal, type Answer } from './answer.js';
import { newCommand, readCommandLine } from './command-line.js';
import { compareDocuments, documentText } from './compare-documents.js';
import { readSource, type DocumentSource } from './document-source.js';

/** What the commands about documents work on. */
export interface PinContext {
  /** The folder with the pinned document. */
  readonly dir: string;
  readonly rows: () => readonly ContractCase[];
  /** ISO 8601 */
  readonly now: string;
}

const DOCUMENT = 'kernel-patch-browser.openapi.yaml';
const PIN = 'pin.yaml';
const IGNORED = '.redocly.lint-ignore.yaml';

/** Pins another API document, or says what that would change. */
export async function pinDocument(args: readonly string[], context: PinContext): Promise<Answer> {
  const command = newCommand(
    'openapi:pin',
    'Cuts an API document to the operation, says what it changes, and pins it.',
  )
    .argument('<document>', 'a file, or an https URL')
    .option('--check', 'write nothing; exit code 1 when a person has to decide something');
  const line = readCommandLine<{ check?: true }>(command, args, [], 'give one document');
  if ('help' in line) return { text: line.help, code: 0 };
  if ('problems' in line) return refusal(line.problems);
  const source = await readSource(line.operands[0] ?? '');
  const changes = compareDocuments(path.join(context.dir, DOCUMENT), source.cut, context.rows());
  const shown = documentChangesText(changes);
  if (line.options.check === true) return { text: shown, code: needsAPerson(changes) ? 1 : 0 };
  const done = writePin(source, changes.nullable, context);
  return { text: [shown, '', ...done].join('\n'), code: 0 };
}

/** Says what another API document would change, for a nightly job. */
export async function diffDocument(args: readonly string[], context: PinContext): Promise<Answer> {
  const command = newCommand(
    'openapi:diff',
    'Compares the pinned document with another one and writes nothing. Exit code 1: a client may break, or a person has to decide something; 2: they could not be compared.',
  )
    .argument('<document>', 'a file, or an https URL')
    .option('--markdown', 'for the summary of a CI job');
  const line = readCommandLine<{ markdown?: true }>(command, args, [], 'give one document');
  if ('help' in line) return { text: line.help, code: 0 };
  if ('problems' in line) return refusal(line.problems);
  const source = await readSource(line.operands[0] ?? '');
  const changes = compareDocuments(path.join(context.dir, DOCUMENT), source.cut, context.rows());
  const text =
    line.options.markdown === true ? documentChangesMarkdown(changes) : documentChangesText(changes);
  return { text, code: isBreaking(changes) || needsAPerson(changes) ? 1 : 0 };
}

/** Writes the document first: what says where it is from never speaks of one that is not there. */
function writePin(
  { recordedAs, sha256, cut }: DocumentSource,
  nullable: readonly string[],
  { dir, now }: PinContext,
): string[] {
  const file = path.join(dir, DOCUMENT);
  const text = documentText(cut);
  const isSame = existsSync(file) && isDeepStrictEqual(parse(readFileSync(file, 'utf8')), cut);
  if (isSame) return [`${file} is this document already: nothing was written.`];
  writeAtomically(file, text);
  const document = createHash('sha256').update(text).digest('hex');
  writeAtomically(
    path.join(dir, PIN),
    PIN_NOTE + stringify({ document, source: recordedAs, sourceSha256: sha256, date: now.slice(0, 10) }),
  );
  writeAtomically(path.join(dir, '..', IGNORED), ignoredText(nullable));
  return [
    `Pinned ${file}, sha256 ${document.slice(0, 12)}.`,
    'Next: npm run cases -- --write; npm test, which names each sentence that',
    'openapi/requirements.yaml lacks or has too many; npm run contract.',
  ];
}

const PIN_NOTE =
  '# Where the pinned document is from; written by `npm run openapi:pin`. Both hashes are SHA-256.\n';

/** `nullable` in a 3.1 document is the vendor's and is honoured; everything else fails the lint. */
function ignoredText(nullable: readonly string[]): string {
  const note =
    '# `nullable` belongs to OpenAPI 3.0; a 3.1 document that has it means it. Written by `npm run openapi:pin`.\n';
  return (
    note +
    (nullable.length === 0
      ? ''
      : stringify({ [`openapi/${DOCUMENT}`]: { struct: [...nullable] } }, { singleQuote: true }))
  );
}
