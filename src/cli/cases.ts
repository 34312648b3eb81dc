import { writeAtomically } from '../report/write-atomically.js';
import { currentSettings, needNoKey } from '../settings/environment.js';
import { newCommand, readCommandLine } from './command-line.js';
import { CATALOGUE_FILE, README_FILE, writtenCases } from './written-cases.js';
import { printError, surviveClosedOutput } from '../report/output.js';

/** `npm run cases [-- --write]`: prints the catalogue of cases, or writes it and the README's tables. */
function main(): number {
  const command = newCommand('cases', 'Prints the catalogue of cases.').option(
    '--write',
    `write it to ${CATALOGUE_FILE}, and its totals into ${README_FILE}`,
  );
  const line = readCommandLine<{ write?: true }>(command, process.argv.slice(2));
  if ('help' in line) return end(line.help, 0);
  if ('problems' in line) return end(line.problems.join('\n'), 2);
  const { catalogue, readme } = writtenCases(currentSettings().document);
  if (line.options.write !== true) return end(catalogue.trimEnd(), 0);
  writeAtomically(CATALOGUE_FILE, catalogue);
  writeAtomically(README_FILE, readme);
  return end(`Wrote ${CATALOGUE_FILE} and the tables of ${README_FILE}.`, 0);
}

function end(text: string, code: number): number {
  process.stdout.write(`${text}\n`);
  return code;
}

surviveClosedOutput();
needNoKey();
try {
  process.exitCode = main();
} catch (error) {
  printError(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
