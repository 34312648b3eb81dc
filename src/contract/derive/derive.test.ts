import { expect } from 'chai';
import { deriveCases, type DerivedCase } from './derive.js';
import { at, type ContractDocument } from '../document.js';
import { loadDocument } from '../load-document.js';
import { isObject, sameJson, valueAt, type Json, type JsonObject } from '../../model/json.js';
import { requestValidator } from '../request-validator.js';

const SCHEMA = '#/components/schemas/BrowserUpdateRequest';
const contract = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
const hints = {
  proxy_id: { valid: ['<proxy>'] },
  'profile.id': { valid: ['<profile>'] },
  'profile.name': { valid: ['<profile-name>'] },
};
const { cases, notCovered } = deriveCases(contract, SCHEMA, hints);

function byId(id: string, among: readonly DerivedCase[] = cases): DerivedCase {
  const found = among.find((testCase) => testCase.id === id);
  if (found === undefined) throw new Error(`There is no case ${id}.`);
  return found;
}

/** The integers' wrong types, in the order in which they are derived. */
const NOT_INTEGERS = [
  'string',
  'empty-string',
  'text',
  'true',
  'false',
  'array',
  'object',
  'null',
  'fraction',
];
const NOT_BOOLEANS = [
  'string-true',
  'string-false',
  'string-yes',
  'empty-string',
  'one',
  'zero',
  'null',
  'array',
  'object',
];

describe('the cases of the contract', () => {
  it('cover every statement about the viewport', () => {
    const size = (name: string): string[] => [
      ...['odd-small', 'odd-middle', 'odd-large', ...NOT_INTEGERS].map(
        (kind) => `viewport.${name}/type/${kind}`,
      ),
      `viewport.${name}/minimum/at`,
      `viewport.${name}/minimum/below`,
      `viewport.${name}/maximum/at`,
      `viewport.${name}/maximum/above`,
    ];
    const rate = ['plain-low', 'plain-high', 'zero', 'negative', ...NOT_INTEGERS];
    expect(
      cases.filter((testCase) => testCase.field === 'viewport').map((testCase) => testCase.id),
    ).to.have.members([
      ...['object', 'string', 'empty-string', 'number', 'true', 'false', 'array', 'null'].map(
        (kind) => `viewport/type/${kind}`,
      ),
      'viewport/required/width',
      'viewport/required/height',
      'viewport/required/none-of-them',
      ...['refresh_rate', 'force', 'refresh_rate+force'].flatMap((some) =>
        ['', 'width+', 'height+'].map((few) => `viewport/required/only-${few}${some}`),
      ),
      ...size('width'),
      ...size('height'),
      ...rate.map((kind) => `viewport.refresh_rate/type/${kind}`),
      ...['true', 'false', ...NOT_BOOLEANS].map((kind) => `viewport.force/type/${kind}`),
    ]);
  });

  it('cover every statement about the profile', () => {
    const ids = cases.filter((testCase) => testCase.field === 'profile').map((testCase) => testCase.id);
    expect(ids).to.include.members(['id', 'name', 'neither', 'both'].map((kind) => `profile/oneOf/${kind}`));
    expect(ids).to.include.members([
      'profile.name/minLength/at',
      'profile.name/minLength/below',
      'profile.name/maxLength/at',
      'profile.name/maxLength/above',
      ...['mixed', 'space', 'slash', 'accent', 'emoji', 'newline-at-end'].map(
        (kind) => `profile.name/pattern/${kind}`,
      ),
    ]);
    expect(ids.filter((id) => id.startsWith('profile/required'))).to.deep.equal([]);
  });

  it('leave no statement uncovered', () => {
    expect(notCovered).to.deep.equal([]);
  });

  it('send the value that the id names, and describe it', () => {
    const sent = (id: string): Json | undefined => valueAt(byId(id).body, byId(id).path);
    expect(sent('viewport.width/minimum/at')).to.equal(320);
    expect(sent('viewport.width/minimum/below')).to.equal(319);
    expect(sent('viewport.height/maximum/above')).to.equal(4321);
    expect(sent('viewport.force/type/string-true')).to.equal('true');
    expect(sent('viewport.refresh_rate/type/negative')).to.equal(-1);
    expect(byId('viewport.width/minimum/below').sentence).to.equal('a width of 319, one below the smallest');
    expect(byId('viewport/required/height').sentence).to.equal('a viewport without height');
    expect(byId('profile/oneOf/neither').body).to.deep.equal({ profile: {} });
    expect(byId('profile/oneOf/both').body).to.deep.equal({
      profile: { id: '<profile>', name: '<profile-name>' },
    });
    expect(byId('proxy_id/type/null')).to.include({ intent: 'accept', field: 'proxy_id' });
    expect(byId('body/type/array').field).to.equal('');
  });

  it('send a wrong width as the string of the right one', () => {
    const { body, mended = null } = byId('viewport.width/type/string');
    const right = valueAt(mended, ['viewport', 'width']);
    if (typeof right !== 'number') throw new Error('The mended body has no width.');
    expect(right).to.be.within(601, 1999);
    expect(valueAt(body, ['viewport', 'width'])).to.equal(String(right));
  });

  it('observe what no bound excludes instead of judging it', () => {
    const watched = cases.filter((testCase) => testCase.intent === 'observe').map((testCase) => testCase.id);
    expect(watched).to.deep.equal(['viewport.refresh_rate/type/zero', 'viewport.refresh_rate/type/negative']);
  });

  it('rest on clauses that exist in the document', () => {
    expect(byId('viewport.width/minimum/below').clause).to.deep.equal({
      pointer: '#/components/schemas/BrowserViewport/properties/width/minimum',
      text: 'minimum: 320',
    });
    expect(byId('proxy_id/type/null').clause.pointer).to.equal(`${SCHEMA}/properties/proxy_id/nullable`);
    for (const { id, clause } of cases) expect(at(contract, clause.pointer), id).to.not.equal(undefined);
  });

  it('are valid exactly when they should be accepted', () => {
    const problems = requestValidator(contract, SCHEMA);
    const filled = (body: Json): Json => {
      if (typeof body === 'string') return body.replace(/^<(.+)>$/, '$1');
      if (Array.isArray(body)) return body.map((item) => filled(item));
      if (!isObject(body)) return body;
      return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, filled(value)]));
    };
    for (const { id, intent, body, mended } of cases) {
      if (intent === 'refuse') expect(problems(filled(body)), id).to.not.deep.equal([]);
      else expect(problems(filled(body)), id).to.deep.equal([]);
      if (mended !== undefined) expect(problems(filled(mended)), id).to.deep.equal([]);
    }
  });

  it('give every refused body a mended one that differs only at its location, and an accepted neighbour', () => {
    for (const testCase of cases.filter(({ intent }) => intent === 'refuse')) {
      const { mended = null, neighbour = '' } = testCase;
      expect(sameJson(testCase.body, mended), testCase.id).to.equal(false);
      expect(byId(neighbour).intent, testCase.id).to.equal('accept');
      expect(byId(neighbour).path, testCase.id).to.deep.equal(testCase.path);
      expect(
        sameJson(blanked(testCase.body, testCase.path), blanked(mended, testCase.path)),
        testCase.id,
      ).to.equal(true);
    }
  });

  it('send distinct values, so that a wrongly applied one shows', () => {
    const seen = new Map<string, string>();
    for (const { id, body } of cases.filter(
      (testCase) => testCase.path[0] === 'viewport' && testCase.path.length > 1,
    )) {
      const written = JSON.stringify(body);
      expect(seen.get(written), `${id} sends what another case sends`).to.equal(undefined);
      seen.set(written, id);
    }
  });

  it('have ids without spaces and short sentences', () => {
    for (const { id, sentence } of cases) {
      expect(id).to.match(/^\S+\/\S+\/\S+$/);
      expect(sentence.length, id).to.be.within(5, 70);
      expect(sentence, id).to.not.include('should');
    }
    expect(new Set(cases.map((testCase) => testCase.id)).size).to.equal(cases.length);
  });

  it('are the same each time', () => {
    expect(deriveCases(contract, SCHEMA, hints).cases).to.deep.equal(cases);
  });

  it('keep their ids and bodies when an unrelated property is added', () => {
    const later = deriveCases(withProperty('answer', { type: 'integer', minimum: 1 }), SCHEMA, hints).cases;
    const ids = later.map((testCase) => testCase.id);
    expect(ids.filter((id) => !id.startsWith('answer'))).to.deep.equal(cases.map((testCase) => testCase.id));
    expect(byId('viewport.width/type/string', later)).to.deep.equal(byId('viewport.width/type/string'));
    expect(ids).to.include('answer/minimum/below');
  });

  it('need no hints, and keep their ids without them', () => {
    const plain = deriveCases(contract, SCHEMA, {}).cases;
    expect(plain.map((testCase) => testCase.id)).to.deep.equal(cases.map((testCase) => testCase.id));
    expect(JSON.stringify(plain)).to.not.include('<profile>');
  });
});

/** The body with nothing at a path, to compare the rest. */
function blanked(body: Json, path: readonly string[]): Json {
  const [step, ...rest] = path;
  if (step === undefined) return null;
  return isObject(body) ? { ...body, [step]: blanked(body[step] ?? null, rest) } : body;
}

function withProperty(name: string, schema: JsonObject): ContractDocument {
  const root = structuredClone(contract.root);
  const properties = valueAt(root, ['components', 'schemas', 'BrowserUpdateRequest', 'properties']);
  if (isObject(properties)) properties[name] = schema;
  return { ...contract, root };
}
