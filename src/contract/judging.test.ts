import { expect } from 'chai';
import type { ContractDocument } from './document.js';
import { schemaChecker } from './request-validator.js';
import { responseContract } from './response-contract.js';
import { parseJson, type Json, type JsonObject } from '../model/json.js';

const SCHEMA = '#/components/schemas/it';

function documentOf(it: Json, more: JsonObject = {}): ContractDocument {
  const responses = { '200': { content: { 'application/json': { schema: { $ref: SCHEMA } } } } };
  const paths = { '/browsers/{id}': { patch: { responses } } };
  return { file: 'made.yaml', hash: '', root: { paths, components: { schemas: { it } }, ...more } };
}

/** Which of the judges find a body right: both of answers, and that of requests. */
function judged(
  document: ContractDocument,
): (body: string) => [first: boolean, second: boolean, request: boolean] {
  const contract = responseContract(document);
  const requests = schemaChecker(document);
  return (text) => {
    const body = parseJson(text);
    return [
      contract.violations(200, body).length === 0,
      contract.strictViolations(200, body).length === 0,
      requests.fits(SCHEMA, body),
    ];
  };
}

type Row = readonly [what: string, schema: JsonObject, right: readonly string[], wrong: readonly string[]];

/** What both judges of answers, and that of requests, agree on. */
const AGREED: readonly Row[] = [
  ['nullable alone', { nullable: true, minLength: 2 }, ['null', '"ab"', '1'], ['"a"']],
  [
    'nullable beside $ref',
    { $ref: '#/components/schemas/it/$defs/a', nullable: true, $defs: { a: { type: 'string' } } },
    ['null', '"a"'],
    ['1'],
  ],
  [
    'nullable with an enum that lacks null',
    { type: 'string', enum: ['a'], nullable: true },
    ['"a"'],
    ['null', '"b"'],
  ],
  [
    'nullable with an enum that has null',
    { type: 'string', enum: ['a', null], nullable: true },
    ['"a"', 'null'],
    ['"b"'],
  ],
  ['nullable with const', { type: 'string', const: 'a', nullable: true }, ['"a"'], ['null']],
  ['nullable: false', { type: 'string', nullable: false }, ['"a"'], ['null']],
  ['an array of types', { type: ['string', 'null'] }, ['"a"', 'null'], ['1']],
  ['a boolean exclusiveMinimum', { type: 'integer', minimum: 5, exclusiveMinimum: true }, ['6'], ['5']],
  [
    'a boolean exclusiveMaximum that is false',
    { type: 'integer', maximum: 5, exclusiveMaximum: false },
    ['5'],
    ['6'],
  ],
  ['a numeric exclusiveMinimum', { type: 'integer', exclusiveMinimum: 5 }, ['6'], ['5']],
  [
    'a discriminator, which adds nothing',
    {
      type: 'object',
      required: ['kind'],
      discriminator: { propertyName: 'kind', mapping: { a: '#/nowhere' } },
    },
    ['{"kind":"a"}', '{"kind":"b"}'],
    ['{}'],
  ],
  ['a pattern that does not compile', { type: 'string', pattern: '(' }, ['"a"'], ['1']],
  [
    'malformed keywords',
    { type: 'string', minLength: '5', enum: [], required: true, items: [{}], nullable: 'yes' },
    ['"a"'],
    ['1'],
  ],
  [
    'foreign keywords',
    {
      $id: 'https://example.com/',
      id: 'x',
      $schema: 'http://json-schema.org/draft-04/schema#',
      $async: true,
      type: 'string',
    },
    ['"a"'],
    ['1'],
  ],
  [
    'members that objects have by birth',
    { type: 'object', properties: { toString: { type: 'string' }, constructor: { type: 'string' } } },
    ['{}', '{"toString":"a","constructor":"a"}'],
    ['{"toString":1}', '{"constructor":1}'],
  ],
  [
    'members that objects have by birth, closed',
    { properties: { valueOf: { type: 'string' } }, additionalProperties: false },
    ['{}', '{"valueOf":"a"}'],
    ['{"toString":"a"}'],
  ],
];

/** What openapi-response-validator cannot judge: it reports nothing, and the strict reading decides. */
const STRICT: readonly Row[] = [
  [
    'older patterns of names',
    { patternProperties: { '^x\\-': { type: 'integer' } } },
    ['{"x-a":1}', '{"y":"a"}'],
    ['{"x-a":"a"}'],
  ],
  ['older patterns', { type: 'string', pattern: '^[a\\-b]+\\-$' }, ['"a-"'], ['"c-"']],
  [
    'prefixItems beside items',
    { prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
    ['["a",1]', '["a"]'],
    ['[1]', '["a","b"]'],
  ],
  [
    'minContains: 0',
    { contains: { type: 'string' }, minContains: 0, maxContains: 1 },
    ['[]', '["a"]', '[1]'],
    ['["a","b"]'],
  ],
  [
    'unevaluatedProperties',
    { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
    ['{"a":1}'],
    ['{"b":1}'],
  ],
  ['unevaluatedItems', { prefixItems: [{}], unevaluatedItems: false }, ['[1]'], ['[1,2]']],
  ['unknown keywords behind not', { not: { prefixItems: [{ type: 'string' }] } }, ['[1]'], ['["a"]', '[]']],
  [
    'unknown keywords behind oneOf',
    { oneOf: [{ dependentRequired: { a: ['b'] } }, { required: ['a'] }] },
    ['{}', '{"a":1}'],
    ['{"a":1,"b":1}'],
  ],
  [
    'required members that objects have by birth',
    { required: ['toString', 'constructor', '__proto__'] },
    ['{"toString":1,"constructor":1,"__proto__":1}'],
    ['{}', '{"toString":1,"constructor":1}'],
  ],
  [
    'a member called __proto__',
    { properties: parseJson('{"__proto__":{"type":"string"}}'), additionalProperties: false },
    ['{}', '{"__proto__":"a"}'],
    ['{"__proto__":1}', '{"a":1}'],
  ],
  ['the format hostname', { format: 'hostname' }, ['"a.example"'], ['"-a-"']],
  ['the format uri', { format: 'uri' }, ['"https://a.example/b"'], ['"/b"', '"a b"']],
  ['the format uri-reference', { format: 'uri-reference' }, ['"/b"', '"https://a.example/b"'], ['"a b"']],
  [
    'the format date-time',
    { format: 'date-time' },
    ['"2016-12-31t23:59:60z"', '"2016-12-31T23:59:60.5Z"'],
    ['"2016-12-31 23:59:59Z"', '"2016-12-30T23:58:60Z"', '"2016-12-31"'],
  ],
];

describe('what no judge checks in answers', () => {
  it('is listed: malformed keywords and foreign formats, behind references, too', () => {
    const document = documentOf({
      type: 'object',
      properties: {
        a: { type: 'string', pattern: '(', minLength: 2 },
        b: { type: 'string', format: 'iri' },
        c: { format: 'date-time', allOf: [{ format: 'idn-email' }, { $ref: SCHEMA }] },
        d: { type: 'strange' },
      },
    });
    const { unchecked } = responseContract(document);
    expect(unchecked.map(({ pointer, reason }) => [pointer.replace(SCHEMA, ''), reason])).to.deep.equal([
      ['/properties/a/pattern', 'The value of pattern is not valid for this keyword.'],
      ['/properties/b/format', 'The format iri is not checked.'],
      ['/properties/c/allOf/0/format', 'The format idn-email is not checked.'],
      ['/properties/d/type', 'The value of type is not valid for this keyword.'],
    ]);
  });
});

describe('the judges', () => {
  for (const [what, schema, right, wrong] of AGREED) {
    it(`agree on ${what}`, () => {
      const judge = judged(documentOf(schema));
      for (const body of right) expect(judge(body), body).to.deep.equal([true, true, true]);
      for (const body of wrong) expect(judge(body), body).to.deep.equal([false, false, false]);
    });
  }

  for (const [what, schema, right, wrong] of STRICT) {
    it(`are right about ${what}, the first with the others or silent`, () => {
      const judge = judged(documentOf(schema));
      for (const body of right) expect(judge(body), body).to.deep.equal([true, true, true]);
      for (const body of wrong) expect(judge(body).slice(1), body).to.deep.equal([false, false]);
    });
  }

  it('name a member called __proto__ as the document does', () => {
    const contract = responseContract(
      documentOf({ properties: parseJson('{"__proto__":{"type":"string"}}') }),
    );
    const [violation] = contract.strictViolations(200, parseJson('{"__proto__":1}'));
    expect(violation).to.include({ path: '__proto__', clause: `${SCHEMA}/properties/__proto__` });
  });

  it('follow references to anywhere in the document', () => {
    const judge = judged(
      documentOf(
        { $ref: '#/x-other-files/a~1b.yaml/A' },
        {
          'x-other-files': { 'a/b.yaml': { A: { properties: { b: { $ref: '#/x-more/B' } } } } },
          'x-more': { B: { type: 'string' } },
        },
      ),
    );
    expect(judge('{"b":"a"}')).to.deep.equal([true, true, true]);
    expect(judge('{"b":1}')).to.deep.equal([false, false, false]);
  });

  it('come to an end with a pattern that goes back and forth for ever', () => {
    const judge = judged(documentOf({ pattern: '^(a+)+$' }));
    expect(judge(JSON.stringify('a'.repeat(5000)))).to.deep.equal([true, true, true]);
    expect(judge(JSON.stringify(`${'a'.repeat(15)}!`)).slice(1)).to.deep.equal([false, false]);
    expect(judge(JSON.stringify(`${'a'.repeat(5000)}!`))).to.deep.equal([true, true, true]);
  });

  it('can be made for thousands of schemas that lead to each other, or say in a sentence that they cannot', () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index): [string, Json] => [
        `S${index}`,
        { properties: { next: { $ref: `#/components/schemas/S${index + 1}` } } },
      ]),
    );
    const document = documentOf({ $ref: '#/components/schemas/S0' });
    const root = {
      ...document.root,
      components: { schemas: { ...schemas, S3000: {}, it: { $ref: '#/components/schemas/S0' } } },
    };
    for (const make of [judged, (one: ContractDocument) => schemaChecker(one).fits(SCHEMA, {})]) {
      try {
        make({ ...document, root });
      } catch (error) {
        expect(error)
          .to.be.an('error')
          .with.property('message')
          .that.matches(/^The .* document made\.yaml .*\.$/);
      }
    }
  });
});
