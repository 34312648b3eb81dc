import { expect } from 'chai';
import { at, below, follow, shownPointer, steps, type ContractDocument } from './document.js';
import type { JsonObject } from '../model/json.js';

function documentOf(root: JsonObject): ContractDocument {
  return { file: 'made.yaml', hash: '', root };
}

describe('pointers into the contract document', () => {
  const names = [
    'a',
    '/browsers/{id}',
    'application/json',
    'a~b',
    '~1',
    '100%',
    '%2F',
    '',
    'ä ö',
    '$ref',
    '0',
  ];

  it('decode to the names that they encode', () => {
    for (const name of names) {
      const pointer = below('#', 'x', name);
      expect(steps(pointer), pointer).to.deep.equal(['x', name]);
      expect(at(documentOf({ x: { [name]: 'here' } }), pointer), pointer).to.equal('here');
    }
  });

  it('treat percent signs as escapes only after a #', () => {
    expect(steps('#/a%20b')).to.deep.equal(['a b']);
    expect(steps('/a%20b')).to.deep.equal(['a%20b']);
    expect(steps('#/100%')).to.deep.equal(['100%']);
  });

  it('name the whole document when they are empty', () => {
    expect([steps('#'), steps('')]).to.deep.equal([[], []]);
  });

  it('are shown with the name of the other file that they lead into', () => {
    expect(shownPointer('#/components/schemas/A')).to.equal('#/components/schemas/A');
    expect(shownPointer('#/x-other-files/parts~1a.yaml/A/type')).to.equal('parts/a.yaml#/A/type');
    expect(shownPointer('#/x-other-files/a.yaml')).to.equal('a.yaml#');
  });

  it('name nothing where there is no value, inherited members included', () => {
    const document = documentOf({ a: [1] });
    expect(['#/b', '#/a/1', '#/a/0/b', '#/toString'].map((pointer) => at(document, pointer))).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('references in the contract document', () => {
  const document = documentOf({
    a: { $ref: '#/b' },
    b: { $ref: '#/c' },
    c: { type: 'string' },
    property: { $ref: { type: 'string' } },
    lost: { $ref: '#/nowhere' },
    out: { $ref: 'other.yaml#/c' },
    self: { $ref: '#/self' },
    ping: { $ref: '#/pong' },
    pong: { $ref: '#/ping' },
  });

  it('are followed to the end', () => {
    expect(follow(document, '#/a')).to.deep.equal({ pointer: '#/c', value: { type: 'string' } });
    expect(follow(document, '#/c')).to.deep.equal({ pointer: '#/c', value: { type: 'string' } });
  });

  it('are strings: a member called $ref is not a reference', () => {
    expect(follow(document, '#/property').pointer).to.equal('#/property');
  });

  const broken = [
    ['#/lost', 'The contract document has nothing at #/nowhere.'],
    ['#/out', 'The reference other.yaml#/c at #/out leads out of the document.'],
    ['#/self', 'The reference #/self at #/self is circular.'],
    ['#/ping', 'The reference #/pong at #/ping is circular.'],
  ] as const;
  for (const [pointer, sentence] of broken) {
    it(`are rejected where they cannot be followed: ${pointer}`, () => {
      expect(() => follow(document, pointer)).to.throw(sentence);
    });
  }
});
