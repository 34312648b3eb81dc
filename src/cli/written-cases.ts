import { readFileSync } from 'node:fs';
import { catalogue } from '../report/catalogue.js';
import { withSection } from '../report/marked-section.js';
import { coverageTables } from '../report/coverage-tables.js';
import { collectCases } from '../run/process/collect-cases.js';
import { notCovered } from '../run/process/registry.js';
import { compileContract } from '../run/case/compiled-contract.js';

export const CATALOGUE_FILE = 'openapi/cases.md';
export const README_FILE = 'README.md';

/** The committed texts that are generated from the cases: the catalogue, and the README with its tables. */
export function writtenCases(documentFile: string): { catalogue: string; readme: string } {
  const { document, answers } = compileContract(documentFile);
  const cases = collectCases();
  return {
    catalogue: catalogue(document, cases, notCovered(), answers.unchecked),
    readme: withSection(
      readFileSync(README_FILE, 'utf8'),
      'coverage',
      coverageTables(cases, answers.statuses),
    ),
  };
}
