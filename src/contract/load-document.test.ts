import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { documentFolder } from '../../proof/testing/document-folder.js';
import { at, follow, type ContractDocument } from './document.js';
import { loadDocument } from './load-document.js';
import { operationOf, requestSchemaOf } from './operation.js';
import { isObject, type Json } from '../model/json.js';

const RESPONSES = '{"200":{"description":"ok"}}';

/** A document in one line of JSON or YAML with a schema for its body. */
function textWith(schema: string, more = '', version = '3.1.0'): string {
  return `{"openapi":"${version}","paths":{"/browsers/{id}":{"patch":{"requestBody":{"content":{"application/json":{"schema":${schema}}}},"responses":${RESPONSES}}}}${more}}`;
}

function bodySchema(document: ContractDocument): Json {
  return follow(document, requestSchemaOf(document)).value;
}

function namesAt(document: ContractDocument, pointer: string): string[] {
  const value = at(document, pointer);
  return isObject(value) ? Object.keys(value) : [];
}

describe('the contract document', () => {
  const folder = documentFolder();
  after(() => folder.discard());
  const load = (text: string, name = 'contract.yaml'): ContractDocument =>
    loadDocument(folder.write(name, text));

  it('is read from YAML and from JSON, and known by the hash of its bytes', () => {
    const yaml =
      'openapi: 3.1.0\npaths:\n  /browsers/{id}:\n    patch:\n      requestBody: {content: {application/json: {schema: {}}}}\n      responses: {"200": {description: ok}}\n';
    const json = textWith('{}');
    const [one, other, named] = [load(yaml), load(json), load(json, 'contract.json')];
    expect(one.root).to.deep.equal(other.root);
    expect(named.root).to.deep.equal(other.root);
    expect(one.hash).to.equal(createHash('sha256').update(yaml).digest('hex'));
    expect(other.hash).to.equal(createHash('sha256').update(json).digest('hex'));
  });

  it('has the members that merge keys of YAML bring', () => {
    const text = `openapi: 3.1.0
x-size: &size {type: integer, minimum: 1}
paths:
  /browsers/{id}:
    patch:
      requestBody: {content: {application/json: {schema: {properties: {width: {<<: *size, maximum: 9}, height: *size}}}}}
      responses: {200: {description: ok}}
`;
    expect(bodySchema(load(text))).to.deep.equal({
      properties: {
        width: { type: 'integer', minimum: 1, maximum: 9 },
        height: { type: 'integer', minimum: 1 },
      },
    });
  });

  it('is not made to stand for billions of values', () => {
    const lines = ['l0: &l0 [a, a, a, a, a, a, a, a, a, a]'];
    for (let level = 1; level < 10; level += 1)
      lines.push(`l${level}: &l${level} [${`*l${level - 1}, `.repeat(10)}]`);
    expect(() => load(lines.join('\n'))).to.throw(
      /contract\.yaml holds more than 4000000 values, counting those behind YAML aliases each time\.$/,
    );
    expect(() => load('openapi: 3.1.0\npaths: &loop {again: *loop}')).to.throw(
      /is nested more than 200 levels deep\.$/,
    );
  });

  const versions = [
    ['"3.0.3"', ['$ref']],
    ['3.0', ['$ref']],
    ['"3.1.1"', ['$ref', 'minProperties']],
    ['3.1', ['$ref', 'minProperties']],
    ['3.2.0', ['$ref', 'minProperties']],
  ] as const;
  for (const [version, members] of versions) {
    it(`has what OpenAPI ${version} counts beside a $ref: ${members.join(', ')}`, () => {
      const text = textWith(
        '{"properties":{"$ref":{"type":"string"},"a":{"$ref":"#/components/schemas/A","minProperties":2}}}',
        ',"components":{"schemas":{"A":{"type":"object"}}}',
      ).replace('"openapi":"3.1.0"', `"openapi": ${version}`);
      const schema = requestSchemaOf(load(text));
      expect(namesAt(load(text), `${schema}/properties/a`)).to.deep.equal(members);
      expect(namesAt(load(text), `${schema}/properties`)).to.deep.equal(['$ref', 'a']);
    });
  }

  it('holds what the operation needs of it, wherever that stands, and nothing else', () => {
    const text = textWith(
      '{"$ref":"#/paths/~1profiles/post/requestBody/content/application~1json/schema"}',
      ',"components":{"schemas":{"Used":{"type":"object"},"Broken":{"$ref":"#/nowhere"}}},"x-more":{"deep":{"enum":[1]}}',
    ).replace(
      '"paths":{',
      '"paths":{"/profiles":{"post":{"requestBody":{"content":{"application/json":{"schema":{"allOf":[{"$ref":"#/components/schemas/Us%65d"},{"$ref":"#/x-more/deep"}]}}}}}},',
    );
    const document = load(text);
    expect(Object.keys(document.root)).to.have.members(['openapi', 'paths', 'components', 'x-more']);
    expect(document.root.components).to.deep.equal({ schemas: { Used: { type: 'object' } } });
    expect(bodySchema(document)).to.deep.equal({
      allOf: [{ $ref: '#/components/schemas/Used' }, { $ref: '#/x-more/deep' }],
    });
    expect(at(document, '#/x-more/deep')).to.deep.equal({ enum: [1] });
  });

  it('has members with any name, at any place', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const named = (value: string): string => `{${names.map((name) => `"${name}":${value}`).join(',')}}`;
    const text = textWith(
      `{"properties":${named('{"$ref":"#/components/schemas/__proto__"}')},"required":${JSON.stringify(names)}}`,
      `,"components":{"schemas":${named('{"type":"string"}')}},"tags":[],"info":${named('{}')}`,
    );
    for (const [, document] of Object.entries({
      json: load(text),
      yaml: load(text.replace('{', '# YAML\n{')),
    })) {
      expect(namesAt(document, `${requestSchemaOf(document)}/properties`)).to.deep.equal(names);
      for (const name of names) {
        expect(follow(document, `${requestSchemaOf(document)}/properties/${name}`)).to.deep.equal({
          pointer: '#/components/schemas/__proto__',
          value: { type: 'string' },
        });
      }
    }
    expect(Object.keys({})).to.deep.equal([]);
  });
});

describe('a contract document in several files', () => {
  const folder = documentFolder();
  after(() => folder.discard());

  it('is read as one: path items, bodies and schemas, and their own references', () => {
    folder.write(
      'paths/browser.yaml',
      `delete: {$ref: nowhere.yaml}
patch:
  requestBody: {$ref: '../parts/bodies.json#/Update%20it'}
  responses: {'200': {$ref: '../openapi.yaml#/components/responses/Ok'}}
`,
    );
    folder.write(
      'parts/bodies.json',
      '{"Update it":{"content":{"application/json":{"schema":{"properties":{"a":{"$ref":"#/A~1B"},"size":{"$ref":"deep/size.yml"}}}}}},"A/B":{"type":"string"}}',
    );
    folder.write('parts/deep/size.yml', 'properties: {inner: {$ref: size.yml}}\n');
    const file = folder.write(
      'openapi.yaml',
      "openapi: 3.0.0\npaths: {'/browsers/{id}': {$ref: ./paths/browser.yaml}}\ncomponents: {responses: {Ok: {description: ok}}}\n",
    );
    const document = loadDocument(file);
    const { pointer, body } = operationOf(document);
    expect(pointer).to.equal('#/x-other-files/paths~1browser.yaml/patch');
    expect(follow(document, `${body?.schema}/properties/a`)).to.deep.equal({
      pointer: '#/x-other-files/parts~1bodies.json/A~1B',
      value: { type: 'string' },
    });
    expect(follow(document, `${body?.schema}/properties/size`).value).to.deep.equal({
      properties: { inner: { $ref: '#/x-other-files/parts~1deep~1size.yml' } },
    });
    expect(follow(document, `${pointer}/responses/200`).pointer).to.equal('#/components/responses/Ok');
    const { hash } = document;
    folder.write('parts/deep/size.yml', 'type: object\n');
    expect(loadDocument(file).hash).not.to.equal(hash);
  });
});
