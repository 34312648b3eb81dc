import { expect } from 'chai';
import { problemsOf } from './play.js';
import { suiteVerdicts } from './suite.js';
import { EVOLUTIONS } from './table.js';
import { writeEvolved, type Written } from './written.js';

describe('evolutions of the document', () => {
  it('have names of their own', () => {
    const names = EVOLUTIONS.map(({ name }) => name);
    expect(names).to.have.lengthOf(new Set(names).size);
  });

  describe('are played by the reference server, to which a second validator agrees', () => {
    for (const evolution of EVOLUTIONS) {
      describe(`${evolution.name}: ${evolution.sentence}`, () => {
        let written: Written | undefined;
        before(() => {
          written = writeEvolved(evolution);
        });
        after(() => written?.discard());
        const problems = (breaker?: (typeof evolution.breakers)[number]): Promise<string[]> => {
          if (written === undefined) throw new Error('The document is written before the tests.');
          return problemsOf(evolution, written, breaker);
        };

        it('by what it accepts, refuses and shows', async () => {
          expect(await problems()).to.deep.equal([]);
        });

        for (const breaker of evolution.breakers) {
          it(`unless it ${breaker.name}`, async () => {
            expect(await problems(breaker)).to.not.deep.equal([]);
          });
        }
      });
    }
  });

  describe('are followed by the suite, which is green on the reference server and red on one that breaks what is new', () => {
    for (const evolution of EVOLUTIONS) {
      it(`${evolution.name}: ${evolution.sentence}`, async () => {
        const written = writeEvolved(evolution);
        const verdicts = suiteVerdicts(evolution, written.file).finally(() => written.discard());
        const { conforming, unseen } = await verdicts;
        expect(conforming.code, conforming.output).to.equal(0);
        expect(unseen, 'no case saw a breach').to.deep.equal([]);
      }).timeout(300_000);
    }
  });
});
