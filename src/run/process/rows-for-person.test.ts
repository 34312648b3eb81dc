import { expect } from 'chai';
import { evolved, objectAt, type Evolution } from '../../../proof/testing/evolutions.js';
import { pinnedDocument } from '../../contract/pinned-document.js';
import type { ContractCase } from '../../model/case.js';
import { valueAt, type Json } from '../../model/json.js';
import { collectCases, collectCasesBy } from './collect-cases.js';
import { rowsForPerson } from './rows-for-person.js';
import { rowsNeedingAPerson } from '../../contract/pin/rows.js';

/** Reasons with the number of their cases, those that do not run marked. */
function reasons(cases: readonly ContractCase[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { needsPerson } of cases) {
    if (needsPerson === undefined) continue;
    const reason = needsPerson.isRun ? needsPerson.why : `not run: ${needsPerson.why}`;
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

function caseIn(cases: readonly ContractCase[], id: string): ContractCase | undefined {
  return cases.find((testCase) => testCase.id === id);
}

function member(body: Json | undefined, name: 'width' | 'refresh_rate'): Json | undefined {
  return valueAt(body, ['viewport', name]);
}

const REWORDED =
  'the sentence about proxy_id in the request body has changed: it was "Which proxy the session uses, by ID."; it says "The ID of the proxy for the session."';

/** The reasons under each evolution of the document. */
const EXPECTED: Readonly<Record<Evolution, Readonly<Record<string, number>>>> = {
  'another path parameter': {},
  'other names of components': {},
  'a viewport without bounds': {
    'not run: by this document the body of this case is valid': 13,
  },
  'a sentence in other words': { [REWORDED]: 31 },
  'no profile': { 'not run: the document no longer has profile in the request body': 105 },
  'no 403': { 'not run: the document no longer has the status 403': 19 },
  'a required refresh rate': {
    "not run: by this document the body of this case is invalid: /viewport must have required property 'refresh_rate'": 18,
    'what the schema states by required about viewport in the request body has changed: it was "required: width and height"': 4,
  },
  'short profile names': {}, // whether the names of a run fit is known when they are sent
  'an optional body': {
    'what the schema states about a JSON request body has changed: it was "required, application/json"': 37,
  },
};

/** What else is to be seen of the cases under some of them. */
const LOOKS: Readonly<Partial<Record<Evolution, (cases: readonly ContractCase[]) => void>>> = {
  'other names of components': (cases) => {
    const texts = (of: readonly ContractCase[]) => of.map(({ id, clause }) => [id, clause.text]);
    expect(texts(cases)).to.deep.equal(texts(collectCases()));
    expect(caseIn(cases, 'profile/unknown/id')?.clause.pointer).to.equal(
      '#/components/schemas/NewBrowserProfile',
    );
  },
  'a sentence in other words': (cases) => {
    expect(caseIn(cases, 'proxy_id/set')?.clause).to.deep.equal({
      id: 'proxy-by-id',
      pointer: '#/components/schemas/BrowserUpdateRequest/properties/proxy_id',
      text: 'The ID of the proxy for the session.',
    });
  },
  'a required refresh rate': (cases) => {
    const rate = member(caseIn(cases, '403/restricted-key/valid-body')?.body, 'refresh_rate');
    expect(rate).to.be.a('number');
    expect(member(caseIn(cases, 'viewport/as-created')?.start.after, 'refresh_rate')).to.equal(rate);
    // What a row is about, or leaves empty, stays as it is.
    const omitted = { viewport: { width: 1024, height: 768 } };
    expect(caseIn(cases, 'viewport.refresh_rate/omitted')?.body).to.deep.equal(omitted);
    expect(caseIn(cases, 'update/empty')?.body).to.deep.equal({});
  },
};

describe('the rows that need a person', () => {
  const known = new Map<Evolution, readonly ContractCase[]>();
  const casesBy = (evolution: Evolution): readonly ContractCase[] => {
    const cases = known.get(evolution) ?? collectCasesBy(evolved(evolution));
    known.set(evolution, cases);
    return cases;
  };

  it('are none by the pinned document, whose cases stay as they are', () => {
    expect(collectCasesBy(pinnedDocument())).to.deep.equal(collectCases());
    expect(reasons(collectCases())).to.deep.equal({});
  });

  for (const evolution of Object.keys(EXPECTED)) {
    if (!isEvolution(evolution)) continue;
    it(`are named under ${evolution}, with what a person has to look at`, () => {
      const cases = casesBy(evolution);
      expect(reasons(cases)).to.deep.equal(EXPECTED[evolution]);
      LOOKS[evolution]?.(cases);
    });
  }

  for (const evolution of Object.keys(EXPECTED)) {
    if (!isEvolution(evolution)) continue;
    it(`are also those whose clauses are named when the document is pinned: ${evolution}`, () => {
      const pinning = rowsNeedingAPerson(collectCases(), evolved(evolution)).flatMap(({ rows }) => rows);
      const named = casesBy(evolution).filter(({ needsPerson }) => needsPerson !== undefined);
      expect(named.map(({ id }) => id)).to.include.members(pinning);
    });
  }

  it('are fewer, since rows take bounds from the document', () => {
    const narrow = evolved((root) => {
      objectAt(root, ['components', 'schemas', 'BrowserViewport', 'properties', 'width']).maximum = 1300;
    });
    const cases = collectCasesBy(narrow);
    const width = member(caseIn(cases, 'update/together/proxy_id+viewport')?.body, 'width');
    expect(width).to.be.a('number').within(320, 1300);
    expect(reasons(cases)).to.deep.equal({
      'not run: by this document the body of this case is invalid: /viewport/width must be <= 1300': 12, // sent verbatim
      'not run: by this document the body of this case is valid': 1,
      'what the schema states about viewport.width in the request body has changed: it was "type: integer, from 320 to 7680"': 11,
    });
  });

  it('can be listed for a document, with their clauses, before anything is sent', () => {
    const rows = rowsForPerson(evolved('no 403'));
    expect(rows).to.have.length(19);
    expect(rows[0]).to.deep.equal({
      id: '403/restricted-key/valid-body',
      clause: {
        id: 'forbidden',
        pointer: '#/components/responses/Forbidden',
        text: "The caller's permissions or plan do not allow it.",
      },
      why: 'the document no longer has the status 403',
      isRun: false,
    });
  });
});

function isEvolution(name: string): name is Evolution {
  return name in EXPECTED;
}
