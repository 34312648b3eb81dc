import { expect } from 'chai';
import type { ContractDocument } from './document.js';
import type { Json, JsonObject } from '../model/json.js';
import { locationOf, undeclaredIn } from './schema-locations.js';

function documentOf(schemas: JsonObject): ContractDocument {
  return { file: 'made.yaml', hash: '', root: { s: schemas } };
}

const DOCUMENT = documentOf({
  thing: { properties: { id: { type: 'string' }, size: { $ref: '#/s/size', description: 'How big.' } } },
  size: { properties: { width: { type: 'integer' } } },
  aliased: { $ref: '#/s/described' },
  described: { $ref: '#/s/thing', properties: { beside: {} } },
  composed: { allOf: [{ $ref: '#/s/thing' }, { properties: { force: { type: 'boolean' } } }] },
  choice: { oneOf: [{ properties: { a: {} } }, { anyOf: [{ properties: { b: {} } }] }] },
  conditional: {
    if: { properties: { kind: {} } },
    then: { properties: { a: {} } },
    else: { properties: { b: {} } },
  },
  list: { properties: { items: { items: { $ref: '#/s/size' } } } },
  tuple: { properties: { pair: { prefixItems: [{ $ref: '#/s/thing' }], items: { $ref: '#/s/size' } } } },
  map: { additionalProperties: { $ref: '#/s/size' } },
  open: { properties: { a: {} }, additionalProperties: true },
  closed: { properties: { a: {} }, additionalProperties: false },
  patterned: { properties: { a: {} }, patternProperties: { '^x-': {} } },
  loose: { properties: { any: true, free: { type: 'object' } } },
  node: { properties: { next: { $ref: '#/s/node' } } },
  dotted: { properties: { 'a.b': { properties: { '/c': {} } } } },
});

describe('the location in a schema that describes a member', () => {
  const rows: readonly (readonly [string, readonly string[], string])[] = [
    ['thing', [], '#/s/thing'],
    ['thing', ['id'], '#/s/thing/properties/id'],
    ['thing', ['size'], '#/s/size'],
    ['thing', ['size', 'width'], '#/s/size/properties/width'],
    ['thing', ['size', 'depth'], '#/s/size'],
    ['thing', ['unknown', 'deeper'], '#/s/thing'],
    ['thing', ['toString'], '#/s/thing'],
    ['aliased', ['beside'], '#/s/described/properties/beside'],
    ['aliased', ['id'], '#/s/thing/properties/id'],
    ['composed', ['force'], '#/s/composed/allOf/1/properties/force'],
    ['composed', ['size', 'width'], '#/s/size/properties/width'],
    ['choice', ['b'], '#/s/choice/oneOf/1/anyOf/0/properties/b'],
    ['list', ['items', '7', 'width'], '#/s/size/properties/width'],
    ['tuple', ['pair', '0', 'id'], '#/s/thing/properties/id'],
    ['tuple', ['pair', '1', 'width'], '#/s/size/properties/width'],
    ['map', ['anything', 'width'], '#/s/size/properties/width'],
    ['node', ['next', 'next', 'next'], '#/s/node'],
    ['dotted', ['a.b', '/c'], '#/s/dotted/properties/a.b/properties/~1c'],
  ];
  for (const [schema, path, location] of rows) {
    it(`is ${location} for ${['', ...path].join('/') || 'the value itself'} of ${schema}`, () => {
      expect(locationOf(DOCUMENT, `#/s/${schema}`, path)).to.equal(location);
    });
  }

  it('is unknown where a reference leads nowhere', () => {
    const broken = documentOf({ a: { $ref: '#/s/b' } });
    expect(() => locationOf(broken, '#/s/a', [])).to.throw('The contract document has nothing at #/s/b.');
  });
});

describe('the undeclared members of a body', () => {
  const rows: readonly (readonly [string, Json, readonly string[]])[] = [
    ['thing', { id: 'a', size: { width: 1 } }, []],
    ['thing', { ID: 'a', size: { width: 1, depth: 2 } }, ['ID', 'size.depth']],
    ['thing', { toString: 1 }, ['toString']],
    ['thing', 'no object', []],
    ['aliased', { id: 1, beside: 1, other: 1 }, ['other']],
    ['composed', { id: 1, force: true, other: 1 }, ['other']],
    ['choice', { a: 1, b: 1, c: 1 }, ['c']],
    ['conditional', { kind: 1, a: 1, b: 1, c: 1 }, ['c']],
    ['list', { items: [{ width: 1 }, { depth: 1 }, { depth: 2 }] }, ['items[].depth']],
    ['tuple', { pair: [{ id: 1 }, { width: 1 }, { id: 1 }] }, ['pair[].id']],
    ['map', { one: { width: 1 }, other: { depth: 1 } }, ['other.depth']],
    ['open', { a: 1, b: 1 }, []],
    ['closed', { a: 1, b: 1 }, ['b']],
    ['patterned', { a: 1, 'x-b': 1 }, []],
    ['loose', { any: { deep: 1 }, free: { deep: 1 } }, []],
    ['node', { next: { next: { last: 1 } } }, ['next.next.last']],
  ];
  for (const [schema, body, undeclared] of rows) {
    it(`are [${undeclared.join()}] for ${JSON.stringify(body)} by ${schema}`, () => {
      expect(undeclaredIn(DOCUMENT, `#/s/${schema}`, body)).to.deep.equal(undeclared);
    });
  }
});
