import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { isObject, type JsonObject } from '../../model/json.js';
import { cutDocument } from './cut-document.js';
import { parseDocument } from './parse-document.js';
import { withoutProse } from './prose.js';

const PINNED = parseDocument(readFileSync('openapi/kernel-patch-browser.openapi.yaml', 'utf8'), 'pinned');

function objectAt(root: JsonObject, ...steps: readonly string[]): JsonObject {
  return steps.reduce<JsonObject>((at, step) => {
    const next = at[step];
    return isObject(next) ? next : {};
  }, root);
}

/** The pinned document with more members in the objects at some paths. */
function extended(...more: readonly (readonly [path: string, members: JsonObject])[]): JsonObject {
  const root = structuredClone(PINNED);
  for (const [path, members] of more) Object.assign(objectAt(root, ...path.split(' ')), members);
  return root;
}

describe('a document that is cut', () => {
  it('keeps the operation and all that it refers to, in order and as it was', () => {
    const cut = cutDocument(PINNED, 'a.yaml');
    expect(JSON.stringify({ ...cut, tags: 0 })).to.equal(JSON.stringify({ ...PINNED, tags: 0 }));
    expect(cut.tags).to.have.length(1);
  });

  it('loses other operations, components, methods and code samples', () => {
    const other = { responses: { 200: { $ref: '#/components/responses/Other' } } };
    const root = extended(
      ['paths', { '/other': { get: other } }],
      ['paths /browsers/{id}', { delete: other }],
      ['paths /browsers/{id} patch', { 'x-codeSamples': [{ source: 'curl' }] }],
      ['components responses', { Other: { description: 'Gone.' } }],
      ['components schemas', { Unused: { type: 'string' } }],
      ['components securitySchemes', { other: { type: 'http', scheme: 'basic' } }],
    );
    expect(cutDocument(root, 'a.yaml')).to.deep.equal(cutDocument(PINNED, 'a.yaml'));
  });

  it('keeps the reading of a session, circles, schemas that a discriminator names, and parts of other paths', () => {
    const root = extended(
      [
        'paths /browsers/{id}',
        { get: { responses: { 200: { $ref: '#/paths/~1other/get/responses/200' } } } },
      ],
      [
        'paths',
        { '/other': { get: { summary: 'x', responses: { 200: { description: 'Read.' }, 404: {} } } } },
      ],
      ['components schemas Browser properties', { self: { $ref: '#/components/schemas/Node' } }],
      ['components schemas', { Node: { discriminator: { propertyName: 'k', mapping: { a: 'Leaf' } } } }],
      ['components schemas', { Leaf: { properties: { up: { $ref: '#/components/schemas/Node' } } } }],
    );
    const cut = cutDocument(root, 'a.yaml');
    expect(Object.keys(objectAt(cut, 'components', 'schemas'))).to.include.members(['Node', 'Leaf']);
    expect(objectAt(cut, 'paths', '/other')).to.deep.equal({
      get: { responses: { 200: { description: 'Read.' } } },
    });
  });

  it('takes what looks like a reference in an example, or a member called $ref, for what it is', () => {
    const root = extended(['components schemas Error', { example: { $ref: '#/nowhere' } }]);
    expect(() => cutDocument(root, 'a.yaml')).not.to.throw();
  });

  const refused: readonly (readonly [what: string, root: JsonObject, sentence: string])[] = [
    [
      'another version',
      { ...PINNED, openapi: '2.0' },
      'a.yaml is not an OpenAPI document of version 3.0 or 3.1',
    ],
    ['no operation', { ...PINNED, paths: {} }, 'a.yaml does not describe PATCH /browsers/{id}.'],
    [
      'a reference that leads nowhere',
      extended(['components schemas Error', { allOf: [{ $ref: '#/components/schemas/Gone' }] }]),
      'The operation refers to #/components/schemas/Gone, where a.yaml has nothing.',
    ],
    [
      'a reference into another file',
      extended(['components schemas Error', { allOf: [{ $ref: 'b.yaml#/x' }] }]),
      'The operation refers to b.yaml#/x, outside of a.yaml',
    ],
  ];
  for (const [what, root, sentence] of refused) {
    it(`is refused for ${what}`, () => expect(() => cutDocument(root, 'a.yaml')).to.throw(sentence));
  }
});

describe('the text of an API document', () => {
  it('is read with its merge keys', () => {
    const root = parseDocument('a: &a { x: 1 }\nb: { <<: *a, y: 2 }', 'a.yaml');
    expect(root.b).to.deep.equal({ x: 1, y: 2 });
  });

  const refused: readonly (readonly [what: string, text: string, sentence: string])[] = [
    ['a web page', '<!doctype html><p>Sign in', 'a.yaml is a web page or XML'],
    ['bytes that are no text', 'PK\0\0', 'a.yaml is not text'],
    ['a list', '- a', 'a.yaml does not hold an OpenAPI document'],
    ['nothing', '', 'a.yaml does not hold an OpenAPI document'],
    ['malformed YAML', 'a: [', 'a.yaml is neither YAML nor JSON'],
    ['malformed JSON', '{"a": ', 'a.yaml is neither YAML nor JSON'],
    ['aliases that explode', bomb(), 'a.yaml is neither YAML nor JSON'],
  ];
  for (const [what, text, sentence] of refused) {
    it(`is refused for ${what}`, () => expect(() => parseDocument(text, 'a.yaml')).to.throw(sentence));
  }
});

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`);
  return ['a0: &a0 [x]', ...levels].join('\n');
}

describe('a document without its prose', () => {
  it('states the same, also of members that are named like prose', () => {
    const schema = { description: 'x', 'x-y': 1, properties: { title: { type: 'string', title: 'x' } } };
    expect(withoutProse(schema)).to.deep.equal({ properties: { title: { type: 'string' } } });
  });
});
