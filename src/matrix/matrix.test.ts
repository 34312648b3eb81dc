import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { README_FILE } from '../catalogue/written-cases.js';
import { CHECKS } from '../judge/finding.js';
import { FAULTS } from '../stand-in/faults/table.js';
import { VARIANTS } from '../stand-in/variants/table.js';
import { currentSettings } from '../target/settings.js';
import { AREAS, type Matrix } from './rows.js';
import { shareMatrix } from './share-matrix.js';
import { defects, falseAlarms, faultTotals, survivors } from './totals.js';

/** So many cases may not come to a verdict where a fault keeps sessions from their starting states. */
const FEW = 30;

describe('the matrix of faults and cases', () => {
  let matrix: Matrix;

  before('play everything', async function () {
    this.timeout(600_000); // half a minute on two processors of its own, far more where they are shared
    const everything = { full: false, only: [], explore: false, concurrency: 4 };
    const { document } = currentSettings();
    const made = await shareMatrix(document, everything, () => undefined, new AbortController().signal);
    if (made === undefined) return expect.fail('Nobody ended the matrix.');
    matrix = made;
  });

  it('plays every fault and every variant, in the order of their tables', () => {
    expect(matrix.faults.map(({ fault }) => fault.name)).to.deep.equal(FAULTS.map(({ name }) => name));
    expect(matrix.variants.map(({ variant }) => variant.name)).to.deep.equal(
      VARIANTS.map(({ name }) => name),
    );
  });

  for (const area of AREAS) {
    it(`kills every fault of the area ${area}`, () => {
      const living = survivors(matrix).filter(({ fault }) => fault.area === area);
      expect(living.map(({ fault }) => `${fault.name}: ${fault.sentence}`)).to.deep.equal([]);
    });
  }

  it('lets every harmless variant pass', () => {
    const told = falseAlarms(matrix).map(({ variant, alarms }) => {
      const [first] = alarms;
      return `${variant.name}, in ${alarms.length} cases, the first:\n${first?.block ?? ''}`;
    });
    expect(told).to.deep.equal([]);
  });

  it('needs every check: with it switched off a fault lives, though every case was judged', () => {
    expect(matrix.checks.map(({ witness }) => witness.check)).to.deep.equal([...CHECKS]);
    for (const { witness, kills, judged } of matrix.checks) {
      expect(kills, `${witness.fault} without ${witness.check}`).to.deep.equal([]);
      expect(judged, witness.fault).to.be.at.least(matrix.cases.length - FEW);
    }
  });

  it('finds each of those faults by that check alone, once it is switched on', () => {
    for (const { witness } of matrix.checks) {
      const row = matrix.faults.find(({ fault }) => fault.name === witness.fault);
      expect(row?.kills[0]?.checks, witness.fault).to.deep.equal([witness.check]);
    }
  });

  it('is told in the README as it is', () => {
    const readme = readFileSync(README_FILE, 'utf8');
    expect(readme, 'npm run faults -- --readme brings it up to date').to.contain(faultTotals(matrix));
  });

  it('brings no defect of the suite to light', () => {
    expect(defects(matrix)).to.deep.equal([]);
  });
});
