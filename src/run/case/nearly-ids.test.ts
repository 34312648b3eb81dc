import { expect } from 'chai';
import { halfOf, inCapitals } from './nearly-ids.js';

describe('what is nearly an id', () => {
  it('is its half, unless ids are so short that it may be the id of another', () => {
    expect(halfOf('htzv5orfit78e1m2biiifpbv')).to.equal('htzv5orfit78');
    expect(halfOf('1234567')).to.equal(undefined);
  });

  it('is the same in capitals, unless those are the same id', () => {
    expect(inCapitals('htzv5orfit78e1m2biiifpbv')).to.equal('HTZV5ORFIT78E1M2BIIIFPBV');
    for (const same of ['123456789012345678', 'ABC-1', '0f8fad5b-d9cb-469f-a165-70867728950e']) {
      expect(inCapitals(same), same).to.equal(undefined);
    }
  });
});
