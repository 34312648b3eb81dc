import { expect } from 'chai';
import { evolved, objectAt, type Evolution } from '../../../proof/testing/evolutions.js';
import { pinnedDocument } from '../../contract/pinned-document.js';
import type { ContractCase } from '../../model/case.js';
import { collectCases, collectCasesBy } from './collect-cases.js';
import { rowsForPerson, type RowForPerson } from './rows-for-person.js';

/** Reasons with the number of their cases, those that do not run marked. */
function reasons(rows: readonly RowForPerson[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { why, isRun } of rows) {
    const reason = isRun ? why : `not run: ${why}`;
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

function byId(cases: readonly ContractCase[]): Map<string, ContractCase> {
  return new Map(cases.map((testCase) => [testCase.id, testCase]));
}

describe('the rows that need a person', () => {
  it('are none by the pinned document, whose cases stay as they are', () => {
    expect(rowsForPerson(pinnedDocument())).to.deep.equal([]);
    expect(collectCasesBy(pinnedDocument())).to.deep.equal(collectCases());
  });

  const none: readonly Evolution[] = ['another path parameter', 'other names of components'];
  for (const evolution of none) {
    it(`are none under ${evolution}: the same cases rest on the same sentences`, () => {
      const pinned = collectCases();
      const cases = collectCasesBy(evolved(evolution));
      expect(cases.filter(({ needsPerson }) => needsPerson !== undefined)).to.deep.equal([]);
      expect(cases.map(({ id, clause: { text } }) => [id, text])).to.deep.equal(
        pinned.map(({ id, clause: { text } }) => [id, text]),
      );
    });
  }

  const some: readonly (readonly [Evolution, Record<string, number>])[] = [
    ['a viewport without bounds', {}],
    ['a sentence in other words', {}],
    ['no profile', {}],
    ['no 403', {}],
    ['a required refresh rate', {}],
    ['short profile names', {}],
    ['an optional body', {}],
  ];
  for (const [evolution, expected] of some) {
    it(`are named under ${evolution}, with what a person has to look at`, () => {
      expect(reasons(rowsForPerson(evolved(evolution)))).to.deep.equal(expected);
    });
  }

  it('TMP', () => {
    expect(objectAt).to.be.a('function');
    expect(byId).to.be.a('function');
  });
});
