import { expect } from 'chai';
import { sampleExchange } from '../../proof/testing/sample-run.js';
import { readPrices } from '../settings/prices.js';
import type { Exchange } from './exchange.js';
import type { Json } from './json.js';
import { dollarsFor, NO_USAGE, usageOf } from './usage.js';

const START = Date.parse('2026-01-01T00:00:00Z');

function call(
  method: string,
  path: string,
  second: number,
  answer: { status: number; json?: Json },
): Exchange {
  const { request } = sampleExchange({});
  return {
    ...sampleExchange({}),
    request: { ...request, method, path },
    response: { headers: {}, text: '', leaked: [], ...answer },
    at: new Date(START + second * 1000).toISOString(),
    ms: 500,
  };
}

const created = (id: string, second: number, kind: Record<string, boolean>): Exchange =>
  call('POST', '/browsers', second, { status: 200, json: { session_id: id, ...kind } });
const deleted = (id: string, second: number, status: number): Exchange =>
  call('DELETE', `/browsers/${id}`, second, { status });

describe('what browsers were used', () => {
  it('is counted from the call that creates one to the answer that deletes it, by type', () => {
    const usage = usageOf(
      [
        created('a', 0, { headless: true, gpu: false }),
        created('b', 1, { headless: false }),
        created('c', 2, { headless: false, gpu: true }),
        call('POST', '/browsers', 3, { status: 400, json: { code: 'x', message: 'y' } }),
        call('POST', '/browsers', 3, { status: 529 }),
        call('POST', '/browsers/a/replays', 3, { status: 201, json: { replay_id: 'r' } }),
        deleted('a', 10, 204),
        deleted('b', 5, 500),
        deleted('b', 20, 404),
      ],
      START + 30_000,
    );
    expect(usage).to.deep.equal({
      browsers: { headless: 1, headful: 1, GPU: 1 },
      seconds: { headless: 10.5, headful: 19.5, GPU: 28 },
    });
  });

  it('holds what a call may have made that brought no answer, or a server error', () => {
    const asked = (body: Json, answer?: { status: number }): Exchange => {
      const { response: _, ...unanswered } = call('POST', '/browsers', 10, { status: 0 });
      const exchange = answer === undefined ? unanswered : call('POST', '/browsers', 10, answer);
      return { ...exchange, request: { ...exchange.request, body: JSON.stringify(body) } };
    };
    const usage = usageOf([asked({ headless: true }), asked({ gpu: true }, { status: 500 })], START + 30_000);
    expect(usage).to.deep.equal({
      browsers: { headless: 1, headful: 0, GPU: 1 },
      seconds: { headless: 20, headful: 0, GPU: 20 },
    });
  });

  it('costs what the table of prices says', () => {
    const prices = readPrices();
    expect(prices.date).to.match(/^\d{4}-\d\d-\d\d$/);
    expect(dollarsFor({ headless: 3600, headful: 3600, GPU: 3600 }, prices)).to.be.closeTo(
      0.06 + 0.48 + 2.88,
      0.001,
    );
    expect(dollarsFor(NO_USAGE.seconds, prices)).to.equal(0);
  });
});
