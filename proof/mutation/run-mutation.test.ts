import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runMutation, type Progress } from './run-mutation.js';
import { SMALL_MUTANTS, smallBench } from './testing/small-bench.js';

describe('the run of a mutation run', () => {
  const ledgerDir = mkdtempSync(path.join(tmpdir(), 'mutation-test-'));
  after(() => rmSync(ledgerDir, { recursive: true, force: true }));
  const EVERYTHING = { full: false, only: [], explore: false, concurrency: 4, ledgerDir } as const;

  it('kills what breaks the contract, at the first breach, and says by which case and check', async () => {
    const { mutants, whole, full } = await runMutation(smallBench(), EVERYTHING);
    const [killed] = mutants;
    expect([whole, full]).to.deep.equal([true, false]);
    expect(killed?.kills).to.have.length(1);
    expect(killed?.kills[0]?.checks).to.deep.equal(['content-type']);
    expect(killed?.kills[0]?.because).to.contain('text/plain');
    expect(killed?.requests).to.be.within(3, 100);
  });

  it('lets live what no case finds, after all of them came to a verdict', async () => {
    const bench = smallBench();
    const { mutants } = await runMutation(bench, EVERYTHING);
    expect(mutants[1]).to.deep.include({ kills: [], judged: bench.cases.length, unjudged: undefined });
  });

  it('names every killer of a full run in the order of the cases', async () => {
    const bench = smallBench();
    const { mutants } = await runMutation(bench, { ...EVERYTHING, full: true });
    const accepted = bench.cases.filter(({ intent }) => intent === 'accept').map(({ id }) => id);
    expect(mutants[0]?.kills.map(({ caseId }) => caseId)).to.deep.equal(accepted);
  });

  it('takes a variation that some case holds against the API for a false alarm', async () => {
    const { variations } = await runMutation(smallBench(), EVERYTHING);
    expect(variations.map(({ alarms }) => alarms.length > 0)).to.deep.equal([true, false]);
    expect(variations[0]?.alarms[0]?.block).to.contain('BREACH');
  });

  it('switches each check off, and distinguishes needed checks from redundant ones', async () => {
    const bench = smallBench();
    const { checks } = await runMutation(bench, { ...EVERYTHING, only: ['checks'] });
    expect(checks.map(({ ablation }) => ablation.check)).to.deep.equal(['content-type', 'json']);
    const [needed, redundant] = checks;
    expect(needed).to.deep.include({ kills: [], judged: bench.cases.length });
    expect(redundant?.kills[0]?.checks).to.deep.equal(['content-type']);
  });

  it('lets random sequences look for the mutants of fields and whole updates, and for no others', async () => {
    const bench = smallBench();
    const [says, does] = SMALL_MUTANTS;
    if (says === undefined || does === undefined) return expect.fail('The small bench has two mutants.');
    const mutants = [{ ...says, area: 'field' }, { ...does, area: 'whole update' }, does] as const;
    const only = ['field', 'whole update'];
    const { explored } = await runMutation({ ...bench, mutants }, { ...EVERYTHING, only, explore: true });
    expect(explored?.map(({ mutant, found }) => [mutant.area, found])).to.deep.equal([
      ['field', true],
      ['whole update', false],
    ]);
    expect(explored?.[0]?.because).to.contain('text/plain');
    expect(explored?.[1]).to.deep.include({ steps: bench.explorerSteps, because: '' });
    expect((await runMutation(bench, EVERYTHING)).explored).to.equal(undefined);
    expect(bench.open.left()).to.equal(0);
  });

  it('plays only what is asked for, by name, by area or all variations', async () => {
    const names = async (...only: string[]): Promise<string[]> => {
      const { mutants, variations, checks, whole } = await runMutation(smallBench(), { ...EVERYTHING, only });
      expect(whole).to.equal(false);
      expect(checks).to.deep.equal([]);
      return [
        ...mutants.map(({ mutant }) => mutant.name),
        ...variations.map(({ variation }) => variation.name),
      ];
    };
    expect(await names('access')).to.deep.equal(['does-nothing']);
    expect(await names('slow-by-a-header')).to.deep.equal(['slow-by-a-header']);
    expect(await names('variations')).to.deep.equal(['says-text', 'slow-by-a-header']);
  });

  it('reports its progress from nothing to all', async () => {
    const seen: Progress[] = [];
    await runMutation(smallBench(), EVERYTHING, (progress) => seen.push(progress));
    expect(seen.map(({ done }) => done)).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    expect(seen.at(-1)).to.deep.equal({ done: 6, total: 6, survivors: 1, falseAlarms: 1 });
  });

  it('refuses to say anything where the conforming API does not pass', async () => {
    const bench = smallBench();
    const broken = { ...bench, open: () => bench.open({ mutant: 'says-text' }) };
    const error = await runMutation(broken, EVERYTHING).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(Error).with.property('message').that.contains('does not pass');
    expect(bench.open.left()).to.equal(0);
  });

  it('leaves no API open, also where one cannot be opened', async () => {
    const bench = smallBench();
    const open: typeof bench.open = Object.assign(
      (differs: { mutant?: string; variation?: string }) =>
        differs.mutant === SMALL_MUTANTS[1]?.name
          ? Promise.reject(new Error('no port left'))
          : bench.open(differs),
      { left: bench.open.left },
    );
    const error = await runMutation({ ...bench, open }, EVERYTHING).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(Error).with.property('message', 'no port left');
    expect(bench.open.left()).to.equal(0);
  });
});
