import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { documentFolder } from '../../proof/testing/document-folder.js';
import { loadDocument } from './load-document.js';

const OK = { '200': { description: 'ok' } };
const UPDATE = '#/paths/~1browsers~1%7Bid%7D/patch';
const SCHEMA = `${UPDATE}/requestBody/content/application~1json/schema`;

/** A document with a schema for its body, and schemas as components. */
function withSchema(schema: object, schemas: object = {}): string {
  const requestBody = { content: { 'application/json': { schema } } };
  const paths = { '/browsers/{id}': { patch: { requestBody, responses: OK } } };
  return JSON.stringify({ openapi: '3.1.0', paths, components: { schemas } });
}

function withPatch(patch: object): string {
  return JSON.stringify({ openapi: '3.1.0', paths: { '/browsers/{id}': { patch } } });
}

function referringTo(target: string): string {
  return withSchema({ properties: { a: { $ref: target } } });
}

/** A chain of schemas, each the last one's in `keyword`. */
function chain(length: number): string {
  const schemas = Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `S${index}`,
      index + 1 < length ? { allOf: [{ $ref: `#/components/schemas/S${index + 1}` }] } : {},
    ]),
  );
  return withSchema({ $ref: '#/components/schemas/S0' }, schemas);
}

const A = `${SCHEMA}/properties/a`;

const UNUSABLE: readonly (readonly [what: string, text: string, why: string])[] = [
  [
    'broken YAML',
    'a: [',
    'is neither YAML nor JSON: line 1: unexpected end of the stream within a flow collection',
  ],
  ['a repeated key', 'a: 1\na: 2', 'is neither YAML nor JSON: line 2: duplicated mapping key'],
  ['an unknown alias', 'a: *b', 'is neither YAML nor JSON: line 1: unidentified alias "b"'],
  ['several documents', 'a: 1\n---\na: 2', 'holds 2 YAML documents instead of one'],
  ['a list', '- a list', 'does not hold an object'],
  ['nothing', '', 'does not hold an object'],
  ['a comment', '# nothing', 'does not hold an object'],
  [
    'brackets without end',
    '['.repeat(100_000),
    'is neither YAML nor JSON: line 1: nesting exceeded maxDepth (200)',
  ],
  ['a null byte', '\u0000', 'is neither YAML nor JSON: line 1: null byte is not allowed in input'],
  ['no version', '{"paths":{}}', 'does not say its version of OpenAPI (openapi: 3.1.0)'],
  [
    'Swagger',
    'swagger: "2.0"',
    'is written in version "2.0" of OpenAPI, and only 3.0, 3.1 and 3.2 are supported',
  ],
  [
    'a later version',
    'openapi: 4.0.0',
    'is written in version "4.0.0" of OpenAPI, and only 3.0, 3.1 and 3.2 are supported',
  ],
  ['no path', 'openapi: 3.1.0\npaths: {}', 'does not describe PATCH /browsers/{id}'],
  [
    'another method',
    'openapi: 3.1.0\npaths: {"/browsers/{id}": {get: {}}}',
    'does not describe PATCH /browsers/{id}',
  ],
  ['no body', withPatch({ responses: OK }), `describes no JSON request body at ${UPDATE}`],
  [
    'no responses',
    withPatch({ requestBody: { content: { 'application/json': { schema: {} } } } }),
    `has no responses at ${UPDATE}/responses`,
  ],
  [
    'a reference to nothing',
    referringTo('#/components/schemas/B'),
    `cannot be used: the reference #/components/schemas/B at ${A} leads nowhere`,
  ],
  [
    'a reference to what objects have by birth',
    referringTo('#/constructor'),
    `cannot be used: the reference #/constructor at ${A} leads nowhere`,
  ],
  [
    'a reference to an anchor',
    referringTo('#here'),
    `cannot be used: the reference #here at ${A} names an anchor, and only JSON pointers (#/…) are followed`,
  ],
  [
    'a reference to a host',
    referringTo('https://example.com/a.yaml#/A'),
    `cannot be used: the reference https://example.com/a.yaml#/A at ${A} leads to another host, and nothing is read from the network`,
  ],
  [
    'a reference to a file by a URL',
    referringTo('file:///etc/passwd'),
    `cannot be used: the reference file:///etc/passwd at ${A} leads to another host, and nothing is read from the network`,
  ],
  [
    'a reference out of the folder',
    referringTo('../../../../../../etc/hosts'),
    `cannot be used: the reference ../../../../../../etc/hosts at ${A} leads out of the folder of the document`,
  ],
  [
    'a reference to a link out of the folder',
    referringTo('link.yaml'),
    `cannot be used: the reference link.yaml at ${A} leads out of the folder of the document`,
  ],
  [
    'a reference to no file',
    referringTo('none.yaml#/A'),
    `cannot be used: the reference none.yaml#/A at ${A} leads to a file that does not exist`,
  ],
  [
    'a reference to a broken file',
    referringTo('broken.yaml#/A'),
    `cannot be used: the reference broken.yaml#/A at ${A} leads to a file that is neither YAML nor JSON: line 1: unexpected end of the stream within a flow collection`,
  ],
  [
    'a reference that fails in another file',
    referringTo('other.yaml#/A'),
    'cannot be used: the reference #/C at other.yaml#/A/items leads nowhere',
  ],
  [
    'a reference to a pipe',
    referringTo('pipe.yaml'),
    `cannot be used: the reference pipe.yaml at ${A} leads to a file that cannot be read: it is a device or a pipe, not a file`,
  ],
  [
    'a schema that is itself',
    withSchema({ $ref: '#/components/schemas/A' }, { A: { $ref: '#/components/schemas/A' } }),
    'cannot be used: its references lead in a circle (#/components/schemas/A, then #/components/schemas/A)',
  ],
  [
    'a circle through allOf and not',
    withSchema(
      { $ref: '#/components/schemas/A' },
      {
        A: { allOf: [{}, { not: { $ref: '#/components/schemas/B' } }] },
        B: { $ref: '#/components/schemas/A' },
      },
    ),
    'cannot be used: its references lead in a circle (#/components/schemas/A, then #/components/schemas/B, then #/components/schemas/A)',
  ],
  [
    'a circle of path items',
    JSON.stringify({
      openapi: '3.1.0',
      paths: { '/browsers/{id}': { $ref: '#/paths/~1a' }, '/a': { $ref: '#/paths/~1browsers~1%7Bid%7D' } },
    }),
    'cannot be used: its references lead in a circle (#/paths/~1a, then #/paths/~1browsers~1%7Bid%7D, then #/paths/~1a)',
  ],
  [
    'a long chain of references',
    chain(5000),
    'cannot be used: #/components/schemas/S0 applies through more than 100 references',
  ],
];

describe('a contract document that cannot be used', () => {
  const folder = documentFolder();
  before(() => {
    symlinkSync('/etc/hosts', path.join(folder.path, 'link.yaml'));
    folder.write('broken.yaml', 'A: [');
    folder.write('other.yaml', 'A: {items: {$ref: "#/C"}}');
    execFileSync('mkfifo', [path.join(folder.path, 'pipe.yaml')]);
  });
  after(() => folder.discard());

  for (const [what, text, why] of UNUSABLE) {
    it(`is refused in a sentence: ${what}`, () => {
      const file = folder.write('contract.yaml', text);
      expect(() => loadDocument(file))
        .to.throw()
        .with.property('message', `The contract document ${file} ${why}.`);
    });
  }

  const places = [
    ['/dev/zero', 'it is a device or a pipe, not a file'],
    [folder.path, 'it is a folder'],
    [path.join(folder.path, 'pipe.yaml'), 'it is a device or a pipe, not a file'],
  ] as const;
  for (const [file, why] of places) {
    it(`is refused in a sentence: ${file.replace(folder.path, 'a folder, ')}`, () => {
      const sentence = `The contract document ${file} cannot be read: ${why}.`;
      expect(() => loadDocument(file))
        .to.throw()
        .with.property('message', sentence);
    });
  }

  it('is refused in a sentence: no file, JSON with a mistake, and too much of anything', () => {
    const refused = (name: string, text: string | Buffer): string => {
      try {
        loadDocument(folder.write(name, text));
        return 'read';
      } catch (error) {
        return String(error).replace(folder.path, '');
      }
    };
    expect(() => loadDocument(path.join(folder.path, 'none.yaml'))).to.throw(
      /^The contract document .*none\.yaml cannot be read: ENOENT.*\.$/,
    );
    expect(refused('a.json', '{"a":}')).to.match(
      /^Error: The contract document \/a\.json is not JSON: .*\.$/,
    );
    expect(refused('latin1.yaml', Buffer.from('a: \xe4', 'latin1'))).to.match(
      /\.yaml is not text in UTF-8\.$/,
    );
    expect(refused('large.json', `"${' '.repeat(17e6)}"`)).to.equal(
      'Error: The contract document /large.json cannot be read: it has 17 MB, and at most 16 MB are read.',
    );
    expect(refused('deep.json', `{"a":${'['.repeat(300)}${']'.repeat(300)}}`)).to.equal(
      'Error: The contract document /deep.json is nested more than 200 levels deep.',
    );
    const many = Array.from({ length: 60_000 }, () => ({}));
    expect(refused('many.json', withSchema({ anyOf: many }))).to.equal(
      'Error: The contract document /many.json is too large: the operation is described in more than 50000 objects.',
    );
  });
});
