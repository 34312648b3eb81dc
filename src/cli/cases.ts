import { parseArgs } from 'node:util';
import { CATALOGUE_FILE, README_FILE, writtenCases } from './written-cases.js';
import { writeAtomically } from '../report/write-atomically.js';
import { currentSettings } from '../settings/settings.js';

const USAGE = `npm run cases -- [options]

  prints the catalogue of cases

  --write  writes it to ${CATALOGUE_FILE}, and its totals into ${README_FILE}
  --help   show this`;

/** `npm run cases [-- --write]`: prints the catalogue of cases, or writes it and the README's tables. */
try {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { write: flag, help: { ...flag, short: 'h' } } });
  if (values.help) process.stdout.write(`${USAGE}\n`);
  else tell(writtenCases(currentSettings().document), values.write);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function tell(written: ReturnType<typeof writtenCases>, write: boolean): void {
  if (write) {
    writeAtomically(CATALOGUE_FILE, written.catalogue);
    writeAtomically(README_FILE, written.readme);
    process.stdout.write(`${CATALOGUE_FILE} and the tables of ${README_FILE} are written.\n`);
  } else process.stdout.write(written.catalogue);
}
