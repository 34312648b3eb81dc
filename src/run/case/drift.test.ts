import { expect } from 'chai';
import { sampleExchange } from '../../../proof/testing/sample-run.js';
import { compileContract } from './compiled-contract.js';
import { driftIn } from './drift.js';

describe('drift', () => {
  const contract = compileContract('openapi/kernel-patch-browser.openapi.yaml');
  const refused = sampleExchange({ purpose: 'asserted', response: { status: 405 } });

  it('is a status that the document does not declare', () => {
    expect(driftIn(refused, contract, {})).to.deep.equal([
      { kind: 'undeclared status', method: 'PATCH', status: 405 },
    ]);
  });

  it('is no refusal by what stands in front of the API', () => {
    expect(driftIn(refused, contract, { isForEdge: true })).to.deep.equal([]);
    const broken = sampleExchange({ purpose: 'asserted', response: { status: 502 } });
    expect(driftIn(broken, contract, { isForEdge: true })).to.have.length(1);
  });
});
