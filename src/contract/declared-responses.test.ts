import { expect } from 'chai';
import type { JsonObject } from '../model/json.js';
import { declaredStatuses } from './declared-responses.js';
import type { ContractDocument } from './document.js';
import { loadDocument } from './load-document.js';
import { responseContract } from './response-contract.js';

function documentOf(operations: JsonObject): ContractDocument {
  return { file: 'invented', hash: '', root: { paths: { '/browsers/{id}': operations } } };
}

describe('the declared statuses', () => {
  it('of the pinned document are those of its compiled contract', () => {
    const document = loadDocument('openapi/kernel-patch-browser.openapi.yaml');
    expect(declaredStatuses(document)).to.deep.equal([200, 400, 401, 403, 404, 500]);
    for (const method of ['patch', 'get'] as const) {
      expect(declaredStatuses(document, method)).to.deep.equal(responseContract(document, method).statuses);
    }
  });

  it('are in ascending order, without ranges and without default', () => {
    const document = documentOf({ patch: { responses: { default: {}, '4XX': {}, '404': {}, '200': {} } } });
    expect(declaredStatuses(document)).to.deep.equal([200, 404]);
  });

  it('of the GET are its own, or those of the PATCH when it is not described', () => {
    const patch = { responses: { '200': {}, '400': {} } };
    const described = documentOf({ patch, get: { responses: { '200': {}, '404': {} } } });
    expect(declaredStatuses(described, 'get')).to.deep.equal([200, 404]);
    expect(declaredStatuses(documentOf({ patch }), 'get')).to.deep.equal([200, 400]);
  });

  it('come from the document alone: nothing is compiled', () => {
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Gone' } } };
    const document = documentOf({ patch: { responses: { '200': { content } } } });
    expect(declaredStatuses(document)).to.deep.equal([200]);
    expect(() => responseContract(document)).to.throw(/cannot be compiled/);
  });

  it('need responses', () => {
    expect(() => declaredStatuses(documentOf({ patch: {} }))).to.throw('has no responses at #/paths/');
  });
});
