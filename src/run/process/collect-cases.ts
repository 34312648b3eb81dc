import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import type { ContractDocument } from '../../contract/document.js';
import type { ContractCase } from '../../model/case.js';
import { withDocument } from './document-in-use.js';
import { caseOf, registerAnew } from './registry.js';

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

/** Every case as the specs make it for a document, whatever the settings name. Loads the specs anew each time. */
export function collectCasesBy(document: ContractDocument): readonly ContractCase[] {
  return withDocument(document, () => registerAnew(loadSpecs));
}

function loadSpecs(): readonly ContractCase[] {
  const mocha = new SpecLoader({ ui: 'bdd' });
  const files = readdirSync(SPECS).filter((name) => name.endsWith('.spec.ts'));
  for (const name of files.sort()) mocha.addFile(path.join(SPECS, name));
  mocha.unloadFiles(); // a spec that is loaded already registers nothing
  mocha.load();
  const cases: ContractCase[] = [];
  mocha.suite.eachTest((test: Mocha.Test) => {
    const testCase = caseOf(test);
    if (testCase !== undefined) cases.push(testCase);
  });
  return cases;
}
