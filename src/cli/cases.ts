import { parseArgs } from 'node:util';
import { CATALOGUE_FILE, README_FILE, writtenCases } from '../catalogue/written-cases.js';
import { writeAtomically } from '../report/write-atomically.js';
import { currentSettings } from '../target/settings.js';

/** `npm run cases [-- --write]`: prints the catalogue of cases, or writes it and the README's tables. */
try {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
  const written = writtenCases(currentSettings().document);
  if (values.write) {
    writeAtomically(CATALOGUE_FILE, written.catalogue);
    writeAtomically(README_FILE, written.readme);
    process.stdout.write(`${CATALOGUE_FILE} and the tables of ${README_FILE} are written.\n`);
  } else process.stdout.write(written.catalogue);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
