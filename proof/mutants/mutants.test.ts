import { startDeviatingServer } from '../deviating-server.js';
import { expect } from 'chai';
import { valueAt } from '../../src/model/json.js';
import { readDocument } from '../../src/reference-server/document.js';
import { DOCUMENT } from '../testing/test-client.js';
import { MUTANTS } from './table.js';

describe('the mutants', () => {
  const document = readDocument(DOCUMENT);

  it('are many, and each has a name of its own', () => {
    expect(MUTANTS).to.have.length.of.at.least(150);
    expect(new Set(MUTANTS.map(({ name }) => name)).size).to.equal(MUTANTS.length);
    expect(new Set(MUTANTS.map(({ sentence }) => sentence)).size).to.equal(MUTANTS.length);
    for (const { name } of MUTANTS) expect(name).to.match(/^[a-z0-9]+(?:-[a-z0-9]+)+$/);
  });

  it('have whole sentences', () => {
    for (const { name, sentence } of MUTANTS) expect(sentence, name).to.match(/^[A-Za-z].{12,}[^.]\.$/);
  });

  it('each contradict a statement that the document makes', () => {
    for (const { name, clause } of MUTANTS) {
      const path = clause
        .split('/')
        .slice(1)
        .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
      expect(valueAt(document, path), `${name} ${clause}`).to.not.equal(undefined);
    }
  });

  it('are found by name; an unknown one is answered with the closest names', async () => {
    const starting = startDeviatingServer({ document: DOCUMENT, mutant: 'viewport-swaped' });
    const error: unknown = await starting.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(Error);
    expect(String(error)).to.match(
      /no mutant "viewport-swaped"; the closest names are viewport-swapped, .+\.$/,
    );
  });
});
