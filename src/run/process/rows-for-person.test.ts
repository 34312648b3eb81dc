import { expect } from 'chai';
import { evolved, type Evolution } from '../../../proof/testing/evolutions.js';
import { pinnedDocument } from '../../contract/pinned-document.js';
import type { ContractCase } from '../../model/case.js';
import { valueAt } from '../../model/json.js';
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
    ['a viewport without bounds', { 'not run: by this document the body of this case is valid': 4 }],
    [
      'a sentence in other words',
      {
        'the sentence about proxy_id in the request body has changed: it was "Which proxy the session uses, by ID."; it says "The ID of the proxy for the session."': 15,
      },
    ],
    ['no profile', { 'not run: the document no longer has profile in the request body': 57 }],
    ['no 403', { 'not run: the document no longer has the status 403': 6 }],
    [
      'a required refresh rate',
      {
        "not run: by this document the body of this case is invalid: /viewport must have required property 'refresh_rate'": 5,
        'what the schema states by required about viewport in the request body has changed: it was "required: width and height"': 1,
      },
    ],
    ['short profile names', {}], // whether the names of a run fit is known when they are sent
    [
      'an optional body',
      {
        'what the schema states about a JSON request body has changed: it was "required, application/json"': 22,
      },
    ],
  ];
  for (const [evolution, expected] of some) {
    it(`are named under ${evolution}, with what a person has to look at`, () => {
      expect(reasons(rowsForPerson(evolved(evolution)))).to.deep.equal(expected);
    });
  }

  it('rest on the words and the place that the document in use has', () => {
    const cases = byId(collectCasesBy(evolved('a sentence in other words')));
    expect(cases.get('proxy_id/set')?.clause).to.deep.equal({
      id: 'proxy-by-id',
      pointer: '#/components/schemas/BrowserUpdateRequest/properties/proxy_id',
      text: 'The ID of the proxy for the session.',
    });
    const renamed = byId(collectCasesBy(evolved('other names of components')));
    expect(renamed.get('profile/unknown/id')?.clause.pointer).to.equal(
      '#/components/schemas/NewBrowserProfile',
    );
  });

  it('take from the document what it requires, and leave out what they are about', () => {
    const cases = byId(collectCasesBy(evolved('a required refresh rate')));
    const rate = valueAt(cases.get('403/restricted-key/valid-body')?.body, ['viewport', 'refresh_rate']);
    expect(rate).to.be.a('number');
    const after = cases.get('viewport/as-created')?.start.after;
    expect(valueAt(after, ['viewport', 'refresh_rate'])).to.equal(rate);
    expect(cases.get('viewport.refresh_rate/omitted')?.body).to.deep.equal({
      viewport: { width: 1024, height: 768 },
    });
    expect(cases.get('update/empty')?.body).to.deep.equal({});
  });
});
