import { expect } from 'chai';
import { resultsThrough } from '../../../proof/testing/results-through.js';
import { causesIn } from '../../model/causes-in.js';

/** It begins with the removal of a proxy, which it does not assert. */
const ID = 'disable_default_proxy/no-proxy';
const isRemoval = (method: string, body: string): boolean => method === 'PATCH' && body === '{"proxy_id":""}';

describe('an update that brings a session into its starting state', () => {
  it('is a breach where it changes what it does not name, and is shown with it', async () => {
    let isRemoved = false;
    const [result] = await resultsThrough([ID], {
      request: ({ method, body }) => {
        isRemoved ||= isRemoval(method, body);
        return undefined;
      },
      answer: (answer, { method }) => {
        if (isRemoved && method === 'GET')
          answer.body = answer.body.replace('"stealth":true', '"stealth":false');
        return undefined;
      },
    });
    expect(result?.verdict).to.equal('breach');
    expect(result && [...causesIn(result, ID).keys()]).to.deep.equal(['frame/stealth.changed']);
    expect(result?.exchanges.filter(({ purpose }) => purpose === 'set-up')).to.have.length(1);
  });

  it('is none where a read lags behind', async () => {
    let stale = 0;
    const [result] = await resultsThrough([ID], {
      request: ({ method, body }) => {
        if (isRemoval(method, body)) stale = 2;
        return undefined;
      },
      answer: (answer, { method }) => {
        if (method !== 'GET' || stale === 0) return undefined;
        stale -= 1;
        answer.body = answer.body.replace(/"width":\d+/, '"width":999');
        return undefined;
      },
    });
    expect(result?.verdict).to.equal('pass');
    expect(result?.exchanges.map(({ purpose }) => purpose)).to.not.include('set-up');
  });
});
