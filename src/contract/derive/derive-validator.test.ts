import { expect } from 'chai';
import { loadDocument } from '../load-document.js';
import type { JsonObject } from '../../model/json.js';
import { requestValidator, schemaChecker } from '../request-validator.js';

const BODY = '#/components/schemas/Body';
const document = (Body: JsonObject, others: JsonObject = {}) => ({
  file: 'invented',
  hash: '',
  root: { components: { schemas: { Body, ...others } } },
});

describe('the request validator', () => {
  it('lists what is wrong with a body, and nothing for a valid one', () => {
    const contract = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
    const problems = requestValidator(contract, '#/components/schemas/BrowserUpdateRequest');
    expect(problems({ viewport: { width: 1283, height: 807 }, proxy_id: null })).to.deep.equal([]);
    expect(problems({ viewport: { width: 319, height: 807 } })).to.deep.equal([
      '/viewport/width must be >= 320',
    ]);
    expect(problems([])).to.deep.equal(['the body must be object']);
  });

  it('names undeclared members', () => {
    const problems = requestValidator(document({ properties: { a: {} }, additionalProperties: false }), BODY);
    expect(problems({ a: 1, b: 2 })).to.deep.equal(['the body must NOT have additional properties: b']);
  });

  it('supports patterns of the older mode, boolean bounds and property names that are keywords', () => {
    const schema = {
      properties: {
        nullable: { type: 'string', pattern: '^[\\w\\-]+$' },
        example: { type: 'number', minimum: 5, exclusiveMinimum: true },
      },
    };
    const problems = requestValidator(document(schema), BODY);
    expect(problems({ nullable: 'a-b', example: 5.1 })).to.deep.equal([]);
    expect(problems({ nullable: 'a b', example: 5 })).to.have.length(2);
  });

  it('rejects a date-time with a space for the T', () => {
    const problems = requestValidator(document({ type: 'string', format: 'date-time' }), BODY);
    expect(problems('2026-05-04T03:02:01Z')).to.deep.equal([]);
    expect(problems('2026-05-04 03:02:01Z')).to.have.length(1);
  });

  it('names the schema that a fault comes from, behind each $ref', () => {
    const schemas = document(
      { properties: { v: { $ref: '#/components/schemas/N' } } },
      { N: { type: 'integer', minimum: 3 } },
    );
    expect(schemaChecker(schemas).faults(BODY, { v: 2 })).to.deep.equal([
      { schema: '#/components/schemas/N', keyword: 'minimum', location: '/v', message: 'must be >= 3' },
    ]);
  });

  it('rejects a document whose references lead nowhere', () => {
    expect(() => requestValidator(document({ $ref: '#/components/schemas/Gone' }), BODY)).to.throw(/Gone/);
    expect(() => requestValidator(document({ $ref: 'other.yaml' }), BODY)).to.throw(
      /leads out of the document/,
    );
    expect(() => requestValidator(document({}), '#/nowhere')).to.throw('has nothing at #/nowhere');
  });
});
