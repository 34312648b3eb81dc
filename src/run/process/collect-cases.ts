import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import type { ContractCase } from '../../model/case.js';
import { caseOf } from './registry.js';

/** Only a subclass of Mocha can load files without running them. */
class SpecLoader extends Mocha {
  load(): void {
    this.loadFiles();
  }
}

const SPECS = path.resolve(__dirname, '../../../specs');

let collected: readonly ContractCase[] | undefined;

/**
 * Every case of the specs, in the order in which Mocha runs them. Loads the specs without running them, and only once:
 * they register with the registry of this process.
 */
export function collectCases(): readonly ContractCase[] {
  collected ??= loadSpecs();
  return collected;
}

function loadSpecs(): readonly ContractCase[] {
  const mocha = new SpecLoader({ ui: 'bdd' });
  for (const name of readdirSync(SPECS)
    .filter((file) => file.endsWith('.spec.ts'))
    .sort()) {
    mocha.addFile(path.join(SPECS, name));
  }
  mocha.load();
  const cases: ContractCase[] = [];
  mocha.suite.eachTest((test: Mocha.Test) => {
    const testCase = caseOf(test);
    if (testCase !== undefined) cases.push(testCase);
  });
  return cases;
}
