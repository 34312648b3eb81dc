import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newFolder, removeFolders } from '../../proof/testing/rig.js';
import { DOCUMENT } from '../../proof/testing/test-client.js';
import { loadDocument } from './load-document.js';

describe('keywords with a value that they cannot have', () => {
  after(removeFolders);
  const pinned = readFileSync(DOCUMENT, 'utf8');
  const load = (from: string, to: string): void => {
    expect(pinned).to.contain(from);
    const file = path.join(newFolder(), 'wrong.yaml');
    writeFileSync(file, pinned.replace(from, to));
    loadDocument(file);
  };

  for (const [from, to, said] of [
    ['maximum: 7680', 'maximum: many', 'width/maximum is "many", and has to be a number.'],
    ['maximum: 7680', 'maximum:', 'width/maximum is null, and has to be a number.'],
    ['minLength: 1', 'minLength: -1', 'name/minLength is -1, and has to be a whole number from 0.'],
    ['type: boolean', 'type: 7', 'type is 7, and has to be a text or a list of texts.'],
    ['oneOf:', 'oneOf: {}\n      other:', 'oneOf is {}, and has to be a list.'],
  ] as const) {
    it(`are named with file, pointer and reason: ${to.split('\n')[0] ?? ''}`, () => {
      expect(() => load(from, to))
        .to.throw(/^The contract document .*wrong\.yaml cannot be used: #\/\S+ is /)
        .with.property('message')
        .that.contains(said);
    });
  }

  it('are none in what members are called', () => {
    load(
      '        viewport:\n          $ref',
      '        maximum:\n          type: string\n        viewport:\n          $ref',
    );
  });
});
