import { expect } from 'chai';
import { loadDocument } from '../../contract/load-document.js';
import { requestSchemaOf } from '../../contract/operation.js';
import { schemaChecker } from '../../contract/request-validator.js';
import { isHeld, type ContractCase } from '../../model/case.js';
import { isObject, type Json } from '../../model/json.js';
import { collectCases } from '../process/collect-cases.js';

/** Bodies that are meant to be wrong in two places: a server may take such a size as a whole for none. */
const WRONG_IN_TWO_PLACES = [
  'viewport/beyond/zero',
  'viewport/beyond/negative',
  'viewport/beyond/both-above',
];

/** What does not fit a schema once it is filled in; all other placeholders do. */
const WRONG_BY_ITSELF: Readonly<Record<string, string>> = { '<profile name in wide letters>': 'ａ' };

/** Derived cases have the body that is accepted beside them; `contract-cases.test.ts` sends both. */
describe('rows by hand that are refused for their bodies', () => {
  const document = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
  const checker = schemaChecker(document);
  const faultyPlaces = (body: Json): string[] => {
    const places = checker.faults(requestSchemaOf(document), filled(body)).map(({ location }) => location);
    const isOutermost = (place: string): boolean => !places.some((other) => place.startsWith(`${other}/`));
    return [...new Set(places)].filter(isOutermost);
  };

  it('are wrong in one place, where the schema forbids them, and right without what stands there', () => {
    const rows = collectCases().filter(
      (one) => isRefusedForItsBody(one) && one.claim === 'breaks the schema',
    );
    expect(rows.length).to.be.greaterThan(40);
    for (const { id, body = null } of rows.filter((one) => !WRONG_IN_TWO_PLACES.includes(one.id))) {
      const places = faultyPlaces(body);
      expect(places, id).to.have.length(1);
      if (!isObject(body)) continue;
      const [, member = ''] = places[0]?.split('/') ?? [];
      expect(Object.keys(body), id).to.include(member);
      expect(faultyPlaces(without(body, member)), id).to.deep.equal([]);
    }
  });

  it('fit the schema where another sentence forbids them', () => {
    const rows = collectCases().filter((one) => isRefusedForItsBody(one) && one.claim === 'fits the schema');
    expect(rows.length).to.be.greaterThan(40);
    for (const { id, body = null } of rows) expect(faultyPlaces(body), id).to.deep.equal([]);
  });
});

function isRefusedForItsBody(testCase: ContractCase): boolean {
  const { intent, source, credential, body } = testCase;
  const isByHand = intent === 'refuse' && source === 'hand';
  return isByHand && isHeld(testCase) && credential === 'full key' && body !== undefined;
}

function filled(body: Json): Json {
  if (typeof body === 'string') return /^<.+>$/.test(body) ? (WRONG_BY_ITSELF[body] ?? 'something') : body;
  if (Array.isArray(body)) return body.map(filled);
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, filled(value)]));
}

function without(body: Readonly<Record<string, Json>>, member: string): Json {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== member));
}
