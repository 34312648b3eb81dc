import { expect } from 'chai';
import { fill } from './placeholders.js';

const VALUES = { '<proxy>': 'proxy1', '<profile>': 'profile1' };

describe('the placeholders of a body', () => {
  it('are filled wherever they are a whole text, at every depth', () => {
    const body = {
      proxy_id: '<proxy>',
      list: ['<profile>', { id: '<profile>' }],
      count: 1,
      none: null,
      yes: true,
    };
    expect(fill(body, VALUES)).to.deep.equal({
      proxy_id: 'proxy1',
      list: ['profile1', { id: 'profile1' }],
      count: 1,
      none: null,
      yes: true,
    });
    expect(fill('<proxy>', VALUES)).to.equal('proxy1');
  });

  it('are neither parts of a text, nor names of members, nor words that nobody gave a value', () => {
    const body = { '<proxy>': 'the <proxy>', other: '<other>', empty: '' };
    expect(fill(body, VALUES)).to.deep.equal(body);
  });

  it('are filled in a copy', () => {
    const body = { proxy_id: '<proxy>' };
    fill(body, VALUES);
    expect(body).to.deep.equal({ proxy_id: '<proxy>' });
  });
});
