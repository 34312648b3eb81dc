import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { README_FILE } from '../../src/cli/written-cases.js';
import { CHECKS } from '../../src/model/finding.js';
import { ABLATIONS, NEEDED_BY_OTHER_DOCUMENTS } from './check-ablation.js';
import { MUTANTS } from '../mutants/table.js';
import { COMPANIES } from '../variations/companies.js';
import { currentSettings } from '../../src/settings/environment.js';
import type { MutationReport } from './rows.js';
import { referenceServerBench } from './reference-server-bench.js';
import { runMutation } from './run-mutation.js';
import { suiteErrors, mutantTotals } from './totals.js';

describe('the report of mutants and cases', () => {
  let report: MutationReport;
  let ledgerDir = '';

  before('play everything', async function () {
    this.timeout(1_800_000); // a minute on a fast processor of its own, far more on a slow one that is shared
    ledgerDir = mkdtempSync(path.join(tmpdir(), 'mutation-'));
    const everything = { full: false, only: [], explore: false, concurrency: 4, ledgerDir };
    report = await runMutation(referenceServerBench(currentSettings().document), everything);
  });

  after(() => rmSync(ledgerDir, { recursive: true, force: true }));

  it('plays every mutant and every company of variations, in the order of their tables', () => {
    expect(report.mutants.map(({ mutant }) => mutant.name)).to.deep.equal(MUTANTS.map(({ name }) => name));
    expect(report.variations.map(({ variation }) => variation.name)).to.deep.equal(
      COMPANIES.map(({ name }) => name),
    );
  });

  describe('finds the mutant', () => {
    for (const { name, sentence } of MUTANTS) {
      it(`${name}: ${sentence}`, () => {
        const row = report.mutants.find(({ mutant }) => mutant.name === name);
        expect(row?.kills, row?.unjudged).to.have.lengthOf(1);
      });
    }
  });

  describe('lets pass', () => {
    for (const { name, sentence } of COMPANIES) {
      it(`${name}: ${sentence}`, () => {
        const row = report.variations.find(({ variation }) => variation.name === name);
        expect(row?.alarms.map(({ block }) => block)).to.deep.equal([]);
      });
    }
  });

  it('plays an ablation of every check that judges something by the pinned document', () => {
    expect(report.checks.map(({ ablation }) => ablation)).to.deep.equal([...ABLATIONS]);
    const others = Object.keys(NEEDED_BY_OTHER_DOCUMENTS);
    const played = ABLATIONS.map(({ check }) => check);
    expect([...played, ...others]).to.have.members([...CHECKS]);
  });

  it('needs each of these checks: with it switched off a mutant lives, though every case was judged', () => {
    for (const { ablation, kills, judged } of report.checks) {
      expect(kills, `${ablation.mutant} without ${ablation.check}`).to.deep.equal([]);
      expect(judged, ablation.mutant).to.equal(report.cases.length);
    }
  });

  it('finds each of those mutants by that check alone, once it is switched on', () => {
    for (const { ablation } of report.checks) {
      const row = report.mutants.find(({ mutant }) => mutant.name === ablation.mutant);
      expect(row?.kills[0]?.checks, ablation.mutant).to.deep.equal([ablation.check]);
    }
  });

  it('is in the README as it is', () => {
    const readme = readFileSync(README_FILE, 'utf8');
    expect(readme, 'npm run mutation -- --readme brings it up to date').to.contain(mutantTotals(report));
  });

  it('brings no suite error of the suite to light', () => {
    expect(suiteErrors(report)).to.deep.equal([]);
  });
});
