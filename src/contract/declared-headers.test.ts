import { expect } from 'chai';
import type { Json, JsonObject } from '../model/json.js';
import type { ContractDocument } from './document.js';
import { responseContract, type ResponseContract } from './response-contract.js';

const RESPONSES = '#/paths/~1browsers~1%7Bid%7D/patch/responses';

function documentOf(
  headers: JsonObject,
  components: JsonObject = {},
  rest: JsonObject = {},
): ContractDocument {
  const path = { patch: { responses: { '200': { headers } } }, ...rest };
  return { file: 'made.yaml', hash: '', root: { paths: { '/browsers/{id}': path }, components } };
}

function contractOf(headers: JsonObject, components: JsonObject = {}): ResponseContract {
  return responseContract(documentOf(headers, components));
}

/** What is wrong with the value of the header `X` with this declaration. */
function faults(declaration: JsonObject, value: string, components: JsonObject = {}): string[] {
  const contract = contractOf({ X: declaration }, components);
  return contract
    .headers(200)
    .flatMap((header) => contract.headerFaults(header, value))
    .map((fault) => (fault.kind === 'not JSON' ? fault.kind : `${fault.path} ${fault.message}`.trim()));
}

describe('the headers that a response declares', () => {
  it('are named as the document spells them, with the pointer of their declaration', () => {
    const contract = contractOf(
      {
        'X-Limit': { required: true, schema: { type: 'integer' } },
        'X-Trace': { $ref: '#/components/headers/Trace' },
        'X/Odd~': {},
      },
      { headers: { Trace: { description: 'For support.' } } },
    );
    expect(contract.headers(200).map(({ name, required, clause }) => [name, required, clause])).to.deep.equal(
      [
        ['X-Limit', true, `${RESPONSES}/200/headers/X-Limit`],
        ['X-Trace', false, '#/components/headers/Trace'],
        ['X/Odd~', false, `${RESPONSES}/200/headers/X~1Odd~0`],
      ],
    );
    expect(contract.headers(404)).to.deep.equal([]);
  });

  it('are those of a response behind a $ref, of a range, and of default', () => {
    const responses = {
      '404': { $ref: '#/components/responses/NotFound' },
      '4XX': { headers: { 'X-Range': {} } },
      default: { headers: { 'X-Default': {} } },
    };
    const root = {
      paths: { '/browsers/{id}': { patch: { responses } } },
      components: { responses: { NotFound: { headers: { 'X-Own': {} } } } },
    };
    const contract = responseContract({ file: 'made.yaml', hash: '', root });
    const names = [404, 409, 503].map((status) =>
      contract
        .headers(status)
        .map(({ name }) => name)
        .join(),
    );
    expect(names).to.deep.equal(['X-Own', 'X-Range', 'X-Default']);
  });

  it('leave out Content-Type, in whatever case', () => {
    expect(contractOf({ 'content-Type': { required: true } }).headers(200)).to.deep.equal([]);
  });

  it('of an update are not asked of reads that the document does not describe', () => {
    const required = { 'X-Trace': { required: true } };
    expect(responseContract(documentOf(required), 'get').headers(200)).to.deep.equal([]);
    const get = { responses: { '200': { headers: required } } };
    expect(responseContract(documentOf({}, {}, { get }), 'get').headers(200)).to.have.lengthOf(1);
  });

  const broken: readonly (readonly [JsonObject, RegExp])[] = [
    [{ X: { $ref: '#/components/headers/None' } }, /has nothing at #\/components\/headers\/None\.$/],
    [{ X: 'text' }, /has no header object at .*\/headers\/X\.$/],
    [{ X: { schema: { $ref: '#/components/schemas/None' } } }, /made\.yaml cannot be compiled: .*None.*\.$/],
  ];
  for (const [headers, sentence] of broken) {
    it(`are rejected in a sentence: ${JSON.stringify(headers)}`, () => {
      expect(() => contractOf(headers)).to.throw(sentence);
    });
  }
});

describe('the value of a header', () => {
  const integer = { type: 'integer', minimum: 1, maximum: 100 };
  const list = { type: 'array', items: { type: 'integer' }, maxItems: 3 };
  const object = {
    type: 'object',
    required: ['role'],
    properties: { role: { type: 'string' }, level: { type: 'integer' } },
  };

  const fits: readonly (readonly [string, Json, readonly string[]])[] = [
    ['an integer', integer, ['1', '100', '007', '60.0', '6e1']],
    ['a number', { type: 'number', exclusiveMinimum: -2 }, ['-1.5', '0', '1E3']],
    ['a boolean', { type: 'boolean' }, ['true', 'false']],
    ['a string', { type: 'string', maxLength: 5 }, ['', '12', 'true', 'a,b']],
    ['a choice', { type: 'string', enum: ['hit', 'miss'] }, ['hit']],
    ['a choice of numbers without a type', { enum: [1, 2] }, ['2']],
    ['a choice of texts that look like numbers', { enum: ['1', '2'] }, ['2']],
    ['one number', { const: 7 }, ['7']],
    ['a number or null', { type: ['integer', 'null'] }, ['7', 'null']],
    ['a nullable number', { type: 'integer', nullable: true }, ['7', 'null']],
    ['a number or a text', { type: ['integer', 'string'], maxLength: 4, maximum: 9 }, ['9', '99', 'many']],
    [
      'one of two',
      { oneOf: [integer, { type: 'string', format: 'date-time' }] },
      ['5', '2026-01-02T03:04:05Z'],
    ],
    ['all of two', { allOf: [{ type: 'integer' }, { minimum: 5 }] }, ['5']],
    ['a referred schema', { $ref: '#/components/schemas/Small' }, ['1', '9']],
    ['a list', list, ['', '1', '1,2', '1, 2 ,3']],
    ['a list of texts', { type: 'array', items: { type: 'string' } }, ['a,1,true']],
    ['an object', object, ['role,admin', 'level,2,role,7']],
    ['a date-time', { type: 'string', format: 'date-time' }, ['2026-01-02T03:04:05Z']],
    ['a uuid', { type: 'string', format: 'uuid' }, ['0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f']],
    ['anything', {}, ['', 'abc']],
    ['anything at all', true, ['abc']],
  ];
  const components = { schemas: { Small: { type: 'integer', maximum: 9 } } };
  for (const [what, schema, values] of fits) {
    it(`fits: ${what}`, () => {
      for (const value of values) expect(faults({ schema }, value, components), value).to.deep.equal([]);
    });
  }

  const wrong: readonly (readonly [string, Json, string, readonly string[]])[] = [
    ['a word for an integer', integer, 'abc', ['must be integer']],
    ['nothing for an integer', integer, '', ['must be integer']],
    ['a fraction for an integer', integer, '1.5', ['must be integer']],
    ['hexadecimal digits for an integer', integer, '0x10', ['must be integer']],
    ['an integer too small', integer, '0', ['must be >= 1']],
    ['an integer too large', integer, '101', ['must be <= 100']],
    ['a boolean in capitals', { type: 'boolean' }, 'True', ['must be boolean']],
    ['a number for a boolean', { type: 'boolean' }, '1', ['must be boolean']],
    ['another choice', { enum: ['hit', 'miss'] }, 'HIT', ['must be one of "hit", "miss"']],
    ['a text too long', { type: 'string', maxLength: 2 }, 'abc', ['must NOT have more than 2 characters']],
    ['a format', { type: 'string', format: 'uuid' }, 'abc', ['must match format "uuid"']],
    ['a pattern', { type: 'string', pattern: '^r_' }, 'abc', ['must match pattern "^r_"']],
    ['an item', list, '1,b', ['1 must be integer']],
    ['too many items', list, '1,2,3,4', ['must NOT have more than 3 items']],
    ['a member', object, 'role,admin,level,high', ['level must be integer']],
    ['a missing member', object, 'level,2', ["must have required property 'role'"]],
    ['half a member', object, 'role', ['must be object']],
    ['a referred schema', { $ref: '#/components/schemas/Small' }, '10', ['must be <= 9']],
    ['no value allowed', false, 'abc', ['boolean schema is false']],
  ];
  for (const [what, schema, value, messages] of wrong) {
    it(`does not fit: ${what}`, () => {
      expect(faults({ schema }, value, components)).to.deep.equal(messages);
    });
  }

  it('is an object whose members are exploded, where it is declared so', () => {
    const exploded = { explode: true, schema: object };
    expect(faults(exploded, 'role=admin,level=2')).to.deep.equal([]);
    expect(faults(exploded, 'role=a=b')).to.deep.equal([]);
    expect(faults(exploded, 'role=admin,level=high')).to.deep.equal(['level must be integer']);
    expect(faults(exploded, 'role,admin')).to.deep.equal(['must be object']);
  });

  it('is JSON where its content is', () => {
    const content = { 'application/json': { schema: { type: 'object', properties: { a: integer } } } };
    expect(faults({ content }, '{"a":5}')).to.deep.equal([]);
    expect(faults({ content }, '{"a":0}')).to.deep.equal(['a must be >= 1']);
    expect(faults({ content }, '[]')).to.deep.equal(['must be object']);
    expect(faults({ content }, '{"a":')).to.deep.equal(['not JSON']);
  });

  it('may be any where its content is not JSON, or it has no schema', () => {
    expect(faults({ content: { 'text/plain': { schema: { type: 'integer' } } } }, 'abc')).to.deep.equal([]);
    expect(faults({ content: { 'application/json': {} } }, '1')).to.deep.equal([]);
    expect(faults({}, 'abc')).to.deep.equal([]);
  });
});
