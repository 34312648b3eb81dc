import { startDeviatingServer } from '../deviating-server.js';
import { expect } from 'chai';
import { valueAt } from '../../src/model/json.js';
import { readDocument } from '../../src/reference-server/document.js';
import { DOCUMENT } from '../testing/test-client.js';
import type { Area } from './mutant.js';
import { MUTANTS } from './table.js';
import { play } from './testing/driver.js';
import { SCRIPTS } from './testing/scripts.js';

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

  for (const area of ['response body', 'error body', 'access', 'field', 'whole update'] as const) {
    describe(`in the ${area}`, () => {
      const usual = conforming(area);
      for (const { name, sentence } of MUTANTS.filter((mutant) => mutant.area === area)) {
        it(`${name}: ${sentence}`, async () => {
          const { difference } = await play(SCRIPTS[area], { mutant: name }, await usual());
          expect(difference, 'the first answer that differs').to.be.a('string');
        });
      }
    });
  }
});

/** What the conforming reference server shows in an area: played once, and once more to see that it always shows the same. */
function conforming(area: Area): () => Promise<readonly string[]> {
  let usual: Promise<readonly string[]> | undefined;
  const record = async (): Promise<readonly string[]> => {
    const { lines } = await play(SCRIPTS[area], {});
    const again = await play(SCRIPTS[area], {}, lines);
    expect(again.difference, 'a difference without a mutant').to.equal(undefined);
    return lines;
  };
  return () => (usual ??= record());
}
