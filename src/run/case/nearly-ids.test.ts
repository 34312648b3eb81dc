import { expect } from 'chai';
import { halfOf, inCapitals } from './nearly-ids.js';
import { needsOfBody, unfilledIn } from './prerequisites.js';

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

describe('a placeholder in a body', () => {
  it('brings its prerequisites along; other words bring none, whatever every object has', () => {
    expect(needsOfBody({ profile: { name: '<other profile name>' } })).to.include('second profile');
    expect(needsOfBody({ proxy_id: 'constructor', other: ['<unknown id>', null, 1] })).to.deep.equal([]);
  });

  it('is told where it was left unfilled', () => {
    expect(unfilledIn({ list: [1, { proxy_id: '<proxy in capitals>' }] })).to.equal('<proxy in capitals>');
    expect(unfilledIn({ proxy_id: 'constructor', viewport: { width: 1 } })).to.equal(undefined);
    expect(unfilledIn(undefined)).to.equal(undefined);
  });
});
