import { expect } from 'chai';
import type { NotCovered } from '../../model/not-covered.js';
import { deriveCases, type DerivedCase, type Hints } from './derive.js';
import { valueAt, type Json, type JsonObject } from '../../model/json.js';

interface Derived {
  cases: DerivedCase[];
  notCovered: NotCovered[];
  sent: (id: string) => Json | undefined;
}

function derived(Body: JsonObject, others: JsonObject = {}, hints: Hints = {}): Derived {
  const document = { file: 'invented', hash: '', root: { components: { schemas: { Body, ...others } } } };
  const result = deriveCases(document, '#/components/schemas/Body', hints);
  const sent = (id: string): Json | undefined => {
    const found = result.cases.find((testCase) => testCase.id === id);
    return found && valueAt(found.body, found.path);
  };
  return { ...result, sent };
}

const having = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const intents = (cases: readonly DerivedCase[], ending: string): JsonObject =>
  Object.fromEntries(cases.filter(({ id }) => id.endsWith(ending)).map(({ id, intent }) => [id, intent]));
const Size = { type: 'object', required: ['x'], properties: { x: { type: 'integer', minimum: 2 } } };
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

describe('null', () => {
  it('is accepted where nullable or a type admits it, next to $ref and allOf too, and refused elsewhere', () => {
    const body = having({
      old: { type: 'integer', nullable: true },
      listed: { type: 'string', nullable: true, enum: ['a'] },
      new: { type: ['integer', 'null'] },
      ref: { nullable: true, ...ref('Size') },
      all: { nullable: true, allOf: [ref('Size')] },
      untyped: { nullable: true, minimum: 3 },
      not: { type: 'integer' },
      never: { type: 'integer', nullable: false },
    });
    const { cases } = derived(body, { Size });
    expect(intents(cases, '/type/null')).to.deep.equal({
      'body/type/null': 'refuse',
      'old/type/null': 'accept',
      'new/type/null': 'accept',
      'ref/type/null': 'accept',
      'ref.x/type/null': 'refuse',
      'all/type/null': 'accept',
      'all.x/type/null': 'refuse',
      'untyped/type/null': 'accept',
      'not/type/null': 'refuse',
      'never/type/null': 'refuse',
    });
  });

  it('beside a list is accepted where the list holds it, and refused elsewhere', () => {
    const body = having({
      without: { type: 'string', nullable: true, enum: ['a'] },
      with: { type: 'string', nullable: true, enum: ['a', null] },
    });
    const { cases, notCovered } = derived(body);
    expect(intents(cases, '/null')).to.include({ 'without/enum/null': 'refuse', 'with/type/null': 'accept' });
    expect(notCovered).to.deep.equal([]);
  });
});

describe('bounds in the syntax of OpenAPI 3.0', () => {
  it('are exclusive where the boolean says so', () => {
    const { cases, sent, notCovered } = derived(
      having({
        n: { type: 'integer', minimum: 5, exclusiveMinimum: true, maximum: 50, exclusiveMaximum: false },
      }),
    );
    expect([sent('n/exclusiveMinimum/above'), sent('n/exclusiveMinimum/at')]).to.deep.equal([6, 5]);
    expect([sent('n/maximum/at'), sent('n/maximum/above')]).to.deep.equal([50, 51]);
    expect(cases.find(({ id }) => id === 'n/exclusiveMinimum/at')?.clause).to.deep.equal({
      pointer: '#/components/schemas/Body/properties/n/exclusiveMinimum',
      text: 'minimum: 5, exclusiveMinimum: true',
    });
    expect(sent('n/minimum/at')).to.equal(undefined);
    expect(notCovered).to.deep.equal([]);
  });
});

describe('schemas that apply together', () => {
  it('all apply: a $ref and its siblings', () => {
    const { sent } = derived(having({ n: { ...ref('Big'), maximum: 50 } }), {
      Big: { type: 'integer', minimum: 10 },
    });
    expect([sent('n/minimum/below'), sent('n/maximum/above')]).to.deep.equal([9, 51]);
  });

  it('are one location: allOf states a type once and requires every member', () => {
    const { cases, sent } = derived({
      allOf: [Size, { type: 'object', required: ['y'], properties: { y: { type: 'boolean' } } }],
    });
    expect(cases.filter(({ id }) => id === 'body/type/null')).to.have.length(1);
    expect(sent('body/required/x')).to.have.all.keys('y');
    expect(sent('body/required/y')).to.have.all.keys('x');
  });

  it('get distinct ids only where they would be equal, by component or by value', () => {
    const named = derived(having({ n: { allOf: [ref('Ten'), ref('Twenty')] } }), {
      Ten: { type: 'integer', minimum: 10 },
      Twenty: { minimum: 20 },
    });
    expect(intents(named.cases, '')).to.include({
      'n/minimum/at': 'accept',
      'n/minimum/below~Ten': 'refuse',
      'n/minimum/below~Twenty': 'refuse',
    });
    expect(named.sent('n/minimum/at')).to.equal(20);
  });

  it('of several branches each have a body that matches their branch', () => {
    const animal = (kind: string, own: JsonObject): JsonObject => ({
      type: 'object',
      required: ['kind', ...Object.keys(own)],
      properties: { kind: { const: kind }, ...own },
    });
    const { cases, sent } = derived(having({ pet: { oneOf: [ref('Cat'), ref('Dog')] } }), {
      Cat: animal('cat', { lives: { type: 'integer', maximum: 9 } }),
      Dog: animal('dog', { loud: { type: 'boolean' } }),
    });
    expect(sent('pet/oneOf/Cat')).to.have.property('kind', 'cat');
    expect(sent('pet/oneOf/Dog')).to.have.property('kind', 'dog');
    expect(sent('pet.lives/maximum/above')).to.equal(10);
    const loud = cases.find(({ id }) => id === 'pet.loud/type/string-true');
    expect(loud?.body).to.deep.equal({ pet: { kind: 'dog', loud: 'true' } });
  });
});

describe('what is not covered', () => {
  it('names a recursive schema, and stops there', () => {
    const { cases, notCovered } = derived(ref('Node'), {
      Node: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          child: ref('Node'),
          kids: { type: 'array', items: ref('Node') },
        },
      },
    });
    expect(cases.map(({ id }) => id)).to.include('kids/type/array');
    expect(notCovered.map(({ pointer }) => pointer)).to.deep.equal([
      '#/components/schemas/Node/properties/child/$ref',
      '#/components/schemas/Node/properties/kids/items/$ref',
    ]);
  });

  it('names unknown and malformed keywords, but no annotations', () => {
    const { notCovered } = derived(
      having({
        v: {
          type: 'string',
          description: 'A string.',
          'x-note': 1,
          contentEncoding: 'base64',
          format: 'funny',
          pattern: '(',
          minLength: '3',
        },
      }),
    );
    expect(notCovered.map(({ keyword }) => keyword)).to.have.members([
      'contentEncoding',
      'format',
      'pattern',
      'minLength',
    ]);
    for (const { reason } of notCovered) expect(reason).to.match(/^[A-Z].*\.$/);
  });

  it('names a pattern that no member name was found for', () => {
    const { notCovered } = derived({
      type: 'object',
      patternProperties: { '^x-': { type: 'integer' }, '^(?=\\d{9}$)': { type: 'integer' } },
    });
    expect(notCovered).to.deep.equal([
      {
        pointer: '#/components/schemas/Body/patternProperties',
        keyword: 'patternProperties',
        path: 'body',
        reason: 'No member name was found that matches ^(?=\\d{9}$).',
      },
    ]);
  });

  it('names a statement that no value violates alone', () => {
    const { notCovered } = derived(
      having({ v: { type: 'string', minLength: 0, not: { maxLength: 0, minLength: 1 } } }),
    );
    expect(notCovered.map(({ keyword }) => keyword)).to.have.members(['minLength', 'not']);
  });
});

describe('ids', () => {
  it('never name two cases: a value called like a name of ours has a number, a repeated one no second case', () => {
    const Named = { title: 'both', type: 'object', required: ['both'] };
    const { cases, sent } = derived(
      having({
        v: { enum: ['other', 'none', 'other', 'other-case'] },
        w: { oneOf: [Named, { ...Named, title: 'neither', required: ['neither'] }] },
        x: { anyOf: [{ type: 'string' }, { type: 'string' }] },
      }),
    );
    const ids = cases.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(sent('v/enum/other~2')).to.equal('other');
    expect(sent('v/enum/other')).to.equal('otherx');
    expect(ids).to.include.members(['w/oneOf/both', 'w/oneOf/both~2', 'w/oneOf/neither~2']);
    expect(ids.filter((id) => id.startsWith('v/enum/'))).to.have.length(5);
  });

  it('distinguish unusual names', () => {
    const n = { type: 'integer', minimum: 3 };
    const { cases } = derived(having({ 'a.b': n, a: having({ b: n }), 'c d/e': n, body: n }));
    const ids = cases.map(({ id }) => id).filter((id) => id.endsWith('minimum/at'));
    expect(ids).to.have.members([
      'a%2Eb/minimum/at',
      'a.b/minimum/at',
      'c%20d%2Fe/minimum/at',
      '%62ody/minimum/at',
    ]);
  });
});

describe('hints', () => {
  it('are the valid values of their locations, for the whole body too', () => {
    const body = having({ id: { type: 'string' }, n: { type: 'integer' } });
    const { sent, cases } = derived(
      body,
      {},
      { id: { valid: ['<one>', '<two>'] }, body: { valid: [{ n: 7 }] } },
    );
    expect([sent('id/type/text'), sent('id/type/two')]).to.deep.equal(['<one>', '<two>']);
    expect(sent('id/type/array')).to.deep.equal(['<one>']);
    expect(cases.find(({ id }) => id === 'body/type/null')?.mended).to.deep.equal({ n: 7 });
  });

  it('may be placeholders that fit once they are filled in', () => {
    const { cases, sent } = derived(
      having({ code: { type: 'string', pattern: '^[a-z]{4}$' } }),
      {},
      { code: { valid: ['<code>'] } },
    );
    expect(sent('code/type/text')).to.equal('<code>');
    const mutated = cases.find(({ id }) => id === 'code/pattern/upper-case' || id === 'code/pattern/space');
    expect(mutated?.mended).to.deep.equal({ code: '<code>' });
  });
});
