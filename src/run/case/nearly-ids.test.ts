import { expect } from 'chai';
import { halfOf, inCapitals, nearlyId, oddPath } from './nearly-ids.js';

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

  it('is that of something that the session has, where it has it', () => {
    const state = { proxy_id: 'p1', profile: { id: 'p2' } };
    expect(nearlyId('of its proxy', 's', state)).to.deep.equal({ id: 'p1' });
    expect(nearlyId('of its profile', 's', state)).to.deep.equal({ id: 'p2' });
    expect(nearlyId('of its proxy', 's', {})).to.deep.equal({
      unverified: 'the session shows no id of its proxy',
    });
  });

  it('ends in another letter, unless ids are so short that it may be the id of another', () => {
    const other = (id: string): unknown => nearlyId('with another last letter', id, {});
    expect(other('htzv5orfit78e1m2biiifpbv')).to.deep.equal({ id: 'htzv5orfit78e1m2biiifpbu' });
    expect(other('htzv5orfit78e1m2biiifpbu')).to.deep.equal({ id: 'htzv5orfit78e1m2biiifpbl' });
    expect(other('1234567')).to.have.property('unverified');
  });

  it('is never the id itself', () => {
    expect(nearlyId('with a NUL', 's', {})).to.deep.equal({ id: 's\0' });
    expect(nearlyId('in upper case', 'S1', {})).to.have.property('unverified');
  });
});

describe('a path that begins as that of a session', () => {
  it('is the same path, a longer one, or that of all sessions', () => {
    const path = '/browsers/htzv5orfit78e1m2biiifpbv';
    expect(oddPath('with a letter percent-encoded', path)).to.equal('/browsers/%68tzv5orfit78e1m2biiifpbv');
    expect(oddPath('with a segment behind it', path)).to.equal(`${path}/x`);
    expect(oddPath('without an id', path)).to.equal('/browsers');
  });
});
