import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { README_FILE } from '../../src/cli/written-cases.js';
import { CHECKS } from '../../src/model/finding.js';
import { MUTANTS } from '../mutants/table.js';
import { VARIATIONS } from '../variations/table.js';
import { currentSettings } from '../../src/settings/settings.js';
import { AREAS, type Matrix } from './rows.js';
import { shareMatrix } from './share-mutation.js';
import { suiteErrors, falseAlarms, mutantTotals, survivors } from './totals.js';

/** So many cases may not come to a verdict where a mutant keeps sessions from their starting states. */
const FEW = 30;

describe('the matrix of mutants and cases', () => {
  let matrix: Matrix;

  before('play everything', async function () {
    this.timeout(600_000); // half a minute on two processors of its own, far more where they are shared
    const everything = { full: false, only: [], explore: false, concurrency: 4 };
    const { document } = currentSettings();
    const made = await shareMatrix(document, everything, () => undefined, new AbortController().signal);
    if (made === undefined) return expect.fail('Nobody ended the matrix.');
    matrix = made;
  });

  it('plays every mutant and every variation, in the order of their tables', () => {
    expect(matrix.mutants.map(({ mutant }) => mutant.name)).to.deep.equal(MUTANTS.map(({ name }) => name));
    expect(matrix.variations.map(({ variation }) => variation.name)).to.deep.equal(
      VARIATIONS.map(({ name }) => name),
    );
  });

  for (const area of AREAS) {
    it(`kills every mutant of the area ${area}`, () => {
      const living = survivors(matrix).filter(({ mutant }) => mutant.area === area);
      expect(living.map(({ mutant }) => `${mutant.name}: ${mutant.sentence}`)).to.deep.equal([]);
    });
  }

  it('lets every harmless variation pass', () => {
    const told = falseAlarms(matrix).map(({ variation, alarms }) => {
      const [first] = alarms;
      return `${variation.name}, in ${alarms.length} cases, the first:\n${first?.block ?? ''}`;
    });
    expect(told).to.deep.equal([]);
  });

  it('needs every check: with it switched off a mutant lives, though every case was judged', () => {
    expect(matrix.checks.map(({ witness }) => witness.check)).to.deep.equal([...CHECKS]);
    for (const { witness, kills, judged } of matrix.checks) {
      expect(kills, `${witness.mutant} without ${witness.check}`).to.deep.equal([]);
      expect(judged, witness.mutant).to.be.at.least(matrix.cases.length - FEW);
    }
  });

  it('finds each of those mutants by that check alone, once it is switched on', () => {
    for (const { witness } of matrix.checks) {
      const row = matrix.mutants.find(({ mutant }) => mutant.name === witness.mutant);
      expect(row?.kills[0]?.checks, witness.mutant).to.deep.equal([witness.check]);
    }
  });

  it('is told in the README as it is', () => {
    const readme = readFileSync(README_FILE, 'utf8');
    expect(readme, 'npm run mutants -- --readme brings it up to date').to.contain(mutantTotals(matrix));
  });

  it('brings no suite error of the suite to light', () => {
    expect(suiteErrors(matrix)).to.deep.equal([]);
  });
});
