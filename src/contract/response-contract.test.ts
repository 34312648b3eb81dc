import { expect } from 'chai';
import { at, type ContractDocument } from './document.js';
import { loadDocument } from './load-document.js';
import type { Json, JsonObject } from '../model/json.js';
import { responseContract, type ResponseContract } from './response-contract.js';

const PINNED = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
const RESPONSES = '#/paths/~1browsers~1%7Bid%7D/patch/responses';

/** A document with these responses to the PATCH, and anything else that a test needs. */
function documentOf(responses: JsonObject, components: JsonObject = {}, get?: JsonObject): ContractDocument {
  const path = { patch: { responses }, ...(get === undefined ? {} : { get: { responses: get } }) };
  return { file: 'made.yaml', hash: '', root: { paths: { '/browsers/{id}': path }, components } };
}

function json(schema: Json, type = 'application/json'): JsonObject {
  return { content: { [type]: { schema } } };
}

/** The contract of a 200 with this schema. */
function contractOf(schema: Json, schemas: JsonObject = {}): ResponseContract {
  return responseContract(documentOf({ '200': json(schema) }, { schemas }));
}

/** What both opinions report, as `path message`. */
function said(contract: ResponseContract, body: Json, status = 200): { first: string[]; second: string[] } {
  const first = contract.violations(status, body).map(({ path, message }) => `${path} ${message}`);
  const second = contract.strictViolations(status, body).map(({ path, message }) => `${path} ${message}`);
  return { first, second };
}

/** What both opinions report, where they agree. */
function agreed(contract: ResponseContract, body: Json): string[] {
  const { first, second } = said(contract, body);
  expect([...second].sort()).to.deep.equal([...first].sort());
  return first;
}

describe('the responses of the contract: which of them a status has', () => {
  it('follow a $ref to a response', () => {
    const contract = responseContract(PINNED);
    expect(contract.statuses).to.deep.equal([200, 400, 401, 403, 404, 500]);
    expect(contract.schemaOf(404)).to.equal('#/components/schemas/Error');
    expect(contract.mediaTypes(404)).to.deep.equal(['application/json']);
    expect(said(contract, { code: 'not_found', message: 'No.' }, 404)).to.deep.equal({
      first: [],
      second: [],
    });
    expect(said(contract, {}, 404).first).to.have.lengthOf(2);
  });

  const ranged = responseContract(
    documentOf({
      '200': json({ type: 'object' }),
      '404': json({ type: 'string' }),
      '4XX': json({ type: 'integer' }),
      default: json({ type: 'array' }),
    }),
  );
  const rows: readonly (readonly [number, string, Json, Json])[] = [
    [200, '200', {}, []],
    [404, '404', 'no', 1],
    [409, '4XX', 1, 'no'],
    [503, 'default', [], {}],
    [301, 'default', [], {}],
  ];
  for (const [status, key, right, wrong] of rows) {
    it(`take ${key} for ${status}`, () => {
      expect(ranged.declares(status)).to.equal(true);
      expect(ranged.clauseOf(status)).to.equal(`${RESPONSES}/${key}`);
      expect(said(ranged, right, status)).to.deep.equal({ first: [], second: [] });
      const { first, second } = said(ranged, wrong, status);
      expect([first.length, second.length]).to.deep.equal([1, 1]);
    });
  }

  it('list the statuses that are declared individually', () => {
    expect(ranged.statuses).to.deep.equal([200, 404]);
  });

  it('report nothing for a status that is not declared', () => {
    const contract = responseContract(PINNED);
    expect(contract.declares(418)).to.equal(false);
    expect(contract.clauseOf(418)).to.equal(contract.pointer).and.to.equal(RESPONSES);
    expect([contract.schemaOf(418), contract.mediaTypes(418)]).to.deep.equal([undefined, []]);
    expect(said(contract, 'anything', 418)).to.deep.equal({ first: [], second: [] });
    expect(contract.undeclared(418, { a: 1 })).to.deep.equal([]);
  });

  it('report nothing for a body without declared content or schema', () => {
    const contract = responseContract(
      documentOf({ '204': { description: 'Done.' }, '200': { content: { 'application/json': {} } } }),
    );
    expect(said(contract, { a: 1 }, 204)).to.deep.equal({ first: [], second: [] });
    expect(said(contract, { a: 1 }, 200)).to.deep.equal({ first: [], second: [] });
    expect([contract.schemaOf(204), contract.mediaTypes(200)]).to.deep.equal([
      undefined,
      ['application/json'],
    ]);
  });

  it('are those of the GET where the document has one, else those of the PATCH', () => {
    const patch = { '200': json({ type: 'string' }) };
    const both = documentOf(patch, {}, { '200': json({ type: 'integer' }) });
    expect(said(responseContract(both, 'get'), 1).first).to.deep.equal([]);
    expect(said(responseContract(both), 1).first).to.have.lengthOf(1);
    expect(responseContract(both, 'get').pointer).to.equal('#/paths/~1browsers~1%7Bid%7D/get/responses');
    expect(responseContract(documentOf(patch), 'get').pointer).to.equal(RESPONSES);
  });

  const broken = [
    [{ '200': { $ref: '#/components/responses/None' } }, /has nothing at #\/components\/responses\/None\.$/],
    [{ '200': 'text' }, /has no response object at .*\/200\.$/],
    [{ '200': json({ $ref: '#/components/schemas/None' }) }, /made\.yaml cannot be compiled: .*None.*\.$/],
  ] as const;
  for (const [responses, sentence] of broken) {
    it(`are rejected in a sentence: ${JSON.stringify(responses)}`, () => {
      expect(() => responseContract(documentOf(responses))).to.throw(sentence);
    });
  }
});

describe('the responses of the contract: media types', () => {
  const several = responseContract(
    documentOf({
      '200': {
        content: {
          'text/plain': { schema: { type: 'null' } },
          'application/json; charset=utf-8': { schema: { type: 'object' } },
          'application/problem+json': { schema: { type: 'string' } },
        },
      },
      '400': json({ type: 'object' }),
      '404': json({ type: 'object' }, 'application/*'),
    }),
  );
  const rows = [
    [200, 'application/json', 'application/json; charset=utf-8'],
    [200, 'Application/JSON;charset=UTF-8', 'application/json; charset=utf-8'],
    [200, 'application/problem+json', 'application/problem+json'],
    [200, 'text/html', undefined],
    [200, undefined, undefined],
    [200, '', undefined],
    [400, 'application/problem+json', undefined],
    [400, 'application/jsonp', undefined],
    [404, 'application/problem+json', 'application/*'],
    [404, 'text/plain', undefined],
  ] as const;
  for (const [status, header, type] of rows) {
    it(`take ${header ?? 'no content type'} of a ${status} for ${type ?? 'none'}`, () => {
      expect(several.mediaTypeOf(status, header)).to.equal(type);
    });
  }

  it('hold a body to the schema of its own content type', () => {
    const problems = (body: Json, type?: string): [number, number] => [
      several.violations(200, body, type).length,
      several.strictViolations(200, body, type).length,
    ];
    expect(problems({}, 'application/json')).to.deep.equal([0, 0]);
    expect(problems('text', 'application/json')).to.deep.equal([1, 1]);
    expect(problems('text', 'application/problem+json')).to.deep.equal([0, 0]);
    expect(problems({}, 'application/problem+json')).to.deep.equal([1, 1]);
  });

  it('hold a body of an undeclared content type to the first JSON schema', () => {
    expect(several.violations(200, 'text', 'text/html')).to.have.lengthOf(1);
    expect(several.violations(200, 'text')).to.have.lengthOf(1);
  });

  it('have no JSON schema for a declared content type other than JSON', () => {
    expect(several.schemaOf(200, 'text/plain')).to.equal(undefined);
    expect(several.violations(200, {}, 'text/plain')).to.deep.equal([]);
  });
});

describe('the two opinions about a body', () => {
  it('name the member, the clause that it violates, and what was expected', () => {
    const contract = contractOf(
      { $ref: '#/components/schemas/Thing' },
      {
        Thing: {
          properties: {
            list: { items: { properties: { size: { enum: ['s', 'm'] } } } },
            'a/b.c': { type: ['string', 'integer'] },
            one: { const: 1 },
          },
          additionalProperties: false,
        },
      },
    );
    const body = { list: [{ size: 's' }, { size: 'xl' }], 'a/b.c': true, one: 2, more: 1 };
    const expected = [
      [
        'list.1.size',
        'must be one of "s", "m"',
        '#/components/schemas/Thing/properties/list/items/properties/size',
      ],
      ['a/b.c', 'must be string or integer', '#/components/schemas/Thing/properties/a~1b.c'],
      ['one', 'must be 1', '#/components/schemas/Thing/properties/one'],
      ['', 'must not have the member "more"', '#/components/schemas/Thing'],
    ];
    for (const found of [contract.violations(200, body), contract.strictViolations(200, body)]) {
      expect(found.map(({ path, message, clause }) => [path, message, clause])).to.have.deep.members(
        expected,
      );
      expect(found.map(({ steps }) => steps)).to.deep.include(['a/b.c']);
    }
  });

  it('give the body an empty path, and a member called response its name', () => {
    const contract = contractOf({
      type: 'object',
      required: ['response'],
      properties: { response: { type: 'object', properties: { response: { type: 'string' } } } },
    });
    expect(agreed(contract, [])).to.deep.equal([' must be object']);
    expect(agreed(contract, {})).to.deep.equal([" must have required property 'response'"]);
    expect(agreed(contract, { response: 1 })).to.deep.equal(['response must be object']);
    expect(agreed(contract, { response: { response: 1 } })).to.deep.equal([
      'response.response must be string',
    ]);
    expect(contract.violations(200, { response: 1 })[0]?.clause).to.match(/schema\/properties\/response$/);
  });

  it('never modify the body', () => {
    const body = { inner: {} };
    const contract = contractOf({ properties: { inner: { properties: { size: { default: 7 } } } } });
    said(contract, body);
    expect(body).to.deep.equal({ inner: {} });
  });

  it('report a missing member although it has a default', () => {
    const contract = contractOf({
      required: ['size'],
      properties: { size: { type: 'integer', default: 7 } },
    });
    expect(agreed(contract, {})).to.deep.equal([" must have required property 'size'"]);
  });

  it('ignore a default that is invalid', () => {
    expect(
      agreed(contractOf({ properties: { size: { type: 'integer', default: null } } }), {}),
    ).to.deep.equal([]);
  });

  it('report a missing last required member next to a writeOnly one, but no missing writeOnly one', () => {
    const secret = { type: 'string', writeOnly: true };
    const beside = contractOf({ required: ['id', 'name'], properties: { id: {}, name: {}, secret } });
    expect(agreed(beside, { id: 1 })).to.deep.equal([" must have required property 'name'"]);
    const required = contractOf({ required: ['id', 'secret', 'name'], properties: { id: {}, secret } });
    expect(agreed(required, { id: 1, name: 1 })).to.deep.equal([]);
    expect(agreed(required, { id: 1 })).to.deep.equal([" must have required property 'name'"]);
    const referred = contractOf(
      { required: ['id', 'secret'], properties: { secret: { $ref: '#/components/schemas/Secret' } } },
      { Secret: secret },
    );
    expect(agreed(referred, { id: 1 })).to.deep.equal([]);
    expect(agreed(referred, {})).to.deep.equal([" must have required property 'id'"]);
  });

  it('require readOnly members, which only requests leave out', () => {
    const contract = contractOf({ required: ['id'], properties: { id: { readOnly: true } } });
    expect(agreed(contract, {})).to.have.lengthOf(1);
  });

  const nullable: readonly (readonly [string, JsonObject, Json, readonly string[]])[] = [
    ['a type', { type: 'string', nullable: true }, 1, ['v must be string or null']],
    ['$ref', { $ref: '#/components/schemas/Thing', nullable: true }, 1, ['v must be object']],
    ['allOf', { allOf: [{ $ref: '#/components/schemas/Thing' }], nullable: true }, 1, ['v must be object']],
    ['an array of types', { type: ['string', 'null'], nullable: true }, 1, ['v must be string or null']],
    [
      'an enum that names null',
      { type: 'string', enum: ['a', null], nullable: true },
      'b',
      ['v must be one of "a", null'],
    ],
    ['no type', { nullable: false }, 'any', []],
  ];
  for (const [where, schema, wrong, complaint] of nullable) {
    it(`accept null for a nullable next to ${where}, and report only the fault of another value`, () => {
      const contract = contractOf({ properties: { v: schema } }, { Thing: { type: 'object' } });
      expect(agreed(contract, { v: null })).to.deep.equal([]);
      expect(agreed(contract, { v: wrong })).to.deep.equal(complaint);
    });
  }

  it('reject a null that the enum next to nullable does not list', () => {
    const contract = contractOf({ properties: { v: { type: 'string', enum: ['a'], nullable: true } } });
    expect(agreed(contract, { v: null })).to.deep.equal(['v must be one of "a"']);
  });

  it('follow schemas that contain themselves', () => {
    const Node = {
      required: ['id'],
      properties: { next: { $ref: '#/components/schemas/Node', nullable: true } },
    };
    const contract = contractOf({ $ref: '#/components/schemas/Node' }, { Node });
    expect(agreed(contract, { id: 1, next: { id: 2, next: null } })).to.deep.equal([]);
    expect(agreed(contract, { id: 1, next: { next: { id: 3 } } })).to.deep.equal([
      "next must have required property 'id'",
    ]);
  });

  it('read the exclusive bounds of OpenAPI 3.0 and patterns in the older mode', () => {
    const older = {
      type: 'integer',
      minimum: 5,
      exclusiveMinimum: true,
      maximum: 9,
      exclusiveMaximum: false,
    };
    const contract = contractOf({ properties: { n: older, s: { type: 'string', pattern: '^a\\-b$' } } });
    expect(agreed(contract, { n: 6, s: 'a-b' })).to.deep.equal([]);
    expect(agreed(contract, { n: 5 })).to.deep.equal(['n must be > 5']);
    expect(agreed(contract, { n: 10 })).to.deep.equal(['n must be <= 9']);
    expect(said(contract, { s: 'ab' })).to.deep.equal({
      first: [],
      second: ['s must match pattern "^a\\-b$"'],
    });
  });

  it('apply boolean schemas literally', () => {
    expect(agreed(contractOf(true), { a: 1 })).to.deep.equal([]);
    const { first, second } = said(contractOf(false), {});
    expect([first.length, second.length]).to.deep.equal([1, 1]);
  });

  const strictOnly: readonly (readonly [string, JsonObject, Json])[] = [
    ['date-time', { type: 'string', format: 'date-time' }, '2026-02-30T00:00:00Z'],
    ['uuid', { type: 'string', format: 'uuid' }, 'abc'],
    ['int32', { type: 'integer', format: 'int32' }, 2 ** 31],
    ['prefixItems', { prefixItems: [{ type: 'string' }] }, [1]],
    ['unevaluatedProperties', { properties: { a: {} }, unevaluatedProperties: false }, { b: 1 }],
    ['dependentRequired', { dependentRequired: { a: ['b'] } }, { a: 1 }],
    ['minContains', { contains: { const: 1 }, minContains: 2 }, [1, 2]],
  ];
  for (const [keyword, schema, body] of strictOnly) {
    it(`differ on ${keyword}: only the second knows it`, () => {
      const { first, second } = said(contractOf(schema), body);
      expect(first).to.deep.equal([]);
      expect(second).to.not.deep.equal([]);
    });
  }

  it('name clauses that exist in the document', () => {
    const contract = responseContract(PINNED);
    const body = { viewport: { width: 1 }, profile: {}, usage: {}, created_at: 'now', deleted_at: '' };
    const found = [...contract.violations(200, body), ...contract.strictViolations(200, body)];
    expect(found).to.have.length.above(20);
    for (const { clause } of found) expect(at(PINNED, clause), clause).to.not.equal(undefined);
  });
});
