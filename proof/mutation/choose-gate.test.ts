import { expect } from 'chai';
import { valueAt } from '../../src/model/json.js';
import type { ContractCase } from '../../src/model/case.js';
import { collectCases } from '../../src/run/process/collect-cases.js';
import { readGate } from '../../src/settings/gate.js';
import { runInProcess } from '../testing/run-in-process.js';
import { chooseGate, partsOf } from './choose-gate.js';
import type { MutantRow } from './rows.js';

/** A mutant that these cases kill. */
function killedBy(name: string, ...ids: string[]): MutantRow {
  const kills = ids.map((caseId) => ({ caseId, checks: [], because: '' }));
  const mutant = { name, area: 'field', sentence: '', clause: '' } as const;
  return { mutant, kills, requests: 0, judged: 0, unjudged: undefined, suiteErrors: [] };
}

describe('the gate', () => {
  let cases: readonly ContractCase[] = [];
  before(() => {
    cases = collectCases();
  });
  const inGate = new Set(readGate());

  it('names cases that exist', () => {
    expect([...inGate].filter((id) => !cases.some((one) => one.id === id))).to.deep.equal([]);
  });

  it('covers each field, accepted and refused, each rule that takes no browser of its own, and each error code', () => {
    const parts = partsOf(
      cases.filter(({ needs, session }) => !needs.includes('two browsers') && session.special === undefined),
    );
    const open = [...parts].filter(([, of]) => !of.some(({ id }) => inGate.has(id))).map(([part]) => part);
    expect(open).to.deep.equal([]);
    expect([...parts.keys()]).to.include.members(['viewport accepted', 'profile refused', 'error 404']);
  });

  it('conforms with at most 60 asserted requests and 4 browsers', async () => {
    const run = await runInProcess({ env: { CONTRACT_BROWSERS: '1' }, ids: inGate });
    const record = run.record();
    run.discard();
    expect(run.code, run.output).to.equal(0);
    const results = valueAt(record, ['results']);
    const exchanges = (Array.isArray(results) ? results : []).flatMap((result) => {
      const of = valueAt(result, ['exchanges']);
      return Array.isArray(of) ? of : [];
    });
    const asserted = exchanges.filter((exchange) => valueAt(exchange, ['purpose']) === 'asserted');
    expect(asserted.length).to.be.within(inGate.size - 2, 60);
    expect(valueAt(record, ['browsers', 'created'])).to.be.at.most(4);
  });

  it('takes, besides what it has to cover, the cases that kill most', () => {
    const without = chooseGate(cases, []);
    const [left = '', other = ''] = cases
      .filter(
        ({ id, procedure, session }) =>
          !without.ids.includes(id) && procedure === 'single' && !session.stealth,
      )
      .filter(({ intent, target }) => intent === 'refuse' && target === 'held session')
      .map(({ id }) => id);
    const chosen = chooseGate(cases, [killedBy('a', left), killedBy('b', left), killedBy('c', other, left)]);
    expect(chosen.ids).to.include(left).and.not.include(other);
    expect([chosen.killed, chosen.mutants]).to.deep.equal([3, 3]);
  });
});
