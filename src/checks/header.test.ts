import { expect } from 'chai';
import { at, below } from '../contract/document.js';
import { responseContract } from '../contract/response-contract.js';
import type { Finding } from '../model/finding.js';
import type { JsonObject } from '../model/json.js';
import { sentenceOf } from '../report/sentence-of.js';
import { answered, BROWSER, CONTRACT, DOCUMENT, ERROR, type Wire } from '../../proof/testing/answers.js';
import { withHeaders } from '../../proof/testing/document-with.js';
import { judgeExchange } from './judge.js';

const HEADERS: JsonObject = {
  'X-RateLimit-Remaining': { required: true, schema: { type: 'integer', minimum: 0, maximum: 600 } },
  'X-Cache': { schema: { type: 'string', enum: ['hit', 'miss'] } },
  'X-Request-Id': { $ref: '#/components/headers/RequestId' },
  'X-Served-By': { schema: { type: 'array', items: { type: 'string', maxLength: 3 } } },
  'X-Cost': { content: { 'application/json': { schema: { type: 'object', required: ['credits'] } } } },
  'Set-Cookie': { schema: { type: 'string', pattern: '^id=' } },
  'Content-Type': { required: true, schema: { type: 'string', enum: ['text/html'] } }, // ignored, as OpenAPI says
};
const COMPONENTS: JsonObject = { RequestId: { schema: { type: 'string', format: 'uuid' } } };
const WITH_HEADERS = { ...DOCUMENT, root: withHeaders(HEADERS, { headers: COMPONENTS }) };

/** What is wrong with an answer that is right but for its headers. */
function findings(headers: Wire['headers'] = {}, status = 200): Finding[] {
  const exchange = answered(status, status === 200 ? BROWSER : ERROR, { headers });
  return judgeExchange(exchange, [status], responseContract(WITH_HEADERS));
}

const RIGHT = { 'x-ratelimit-remaining': '599' };

describe('the headers of an answer: what conforms', () => {
  const rows: readonly (readonly [string, Wire['headers']])[] = [
    ['a required one that fits, and optional ones that are absent', RIGHT],
    ['every one that fits', { ...RIGHT, 'x-cache': 'hit', 'x-served-by': ['abc', 'def'] }],
    ['an undeclared one', { ...RIGHT, 'x-other': 'anything' }],
    ['JSON where its content is JSON', { ...RIGHT, 'x-cost': '{"credits":1}' }],
  ];
  for (const [what, headers] of rows) {
    it(`is ${what}`, () => expect(findings(headers).map(sentenceOf)).to.deep.equal([]));
  }

  it('is a status for which none are declared', () => expect(findings({}, 400)).to.deep.equal([]));

  it('is whatever headers come by the pinned document, which declares none', () => {
    for (const status of CONTRACT.statuses) expect(CONTRACT.headers(status)).to.deep.equal([]);
    const exchange = answered(200, BROWSER, { headers: { 'x-ratelimit-remaining': 'abc' } });
    expect(judgeExchange(exchange, [200], CONTRACT)).to.deep.equal([]);
  });
});

describe('the headers of an answer: what does not conform', () => {
  const rows: readonly (readonly [string, Wire['headers'], string])[] = [
    [
      'a required one that is missing',
      {},
      'header X-RateLimit-Remaining of the 200 is missing, but it is declared as required',
    ],
    [
      'a word for an integer',
      { 'x-ratelimit-remaining': 'abc' },
      'header X-RateLimit-Remaining of the 200: it must be integer (it is "abc")',
    ],
    [
      'an integer out of bounds',
      { 'x-ratelimit-remaining': '601' },
      'header X-RateLimit-Remaining of the 200: it must be <= 600 (it is "601")',
    ],
    [
      'a required one that came twice',
      { 'x-ratelimit-remaining': ['1', '2'] },
      'header X-RateLimit-Remaining of the 200: it must be integer (it is "1, 2")',
    ],
    [
      'a value outside of its enum',
      { ...RIGHT, 'x-cache': 'maybe' },
      'header X-Cache of the 200: it must be one of "hit", "miss" (it is "maybe")',
    ],
    [
      'a value against the format of a referred header',
      { ...RIGHT, 'x-request-id': '7' },
      'header X-Request-Id of the 200: it must match format "uuid" (it is "7")',
    ],
    [
      'an item of a list',
      { ...RIGHT, 'x-served-by': 'abc, long' },
      'header X-Served-By of the 200: 1 must NOT have more than 3 characters (it is "abc, long")',
    ],
    [
      'JSON that lacks a member',
      { ...RIGHT, 'x-cost': '{}' },
      `header X-Cost of the 200: it must have required property 'credits' (it is "{}")`,
    ],
    ['no JSON', { ...RIGHT, 'x-cost': 'free' }, 'header X-Cost of the 200 is not JSON: '],
  ];
  for (const [what, headers, sentence] of rows) {
    it(`is ${what}`, () => {
      const [found, ...others] = findings(headers);
      expect(others).to.deep.equal([]);
      expect(found).to.include({ check: 'header', severity: 'breach' });
      expect(found === undefined ? '' : sentenceOf(found)).to.contain(sentence);
    });
  }

  it('points to the declaration', () => {
    const response = below(CONTRACT.pointer, '200');
    const clauses = findings({ 'x-request-id': '7' }).map(({ clause }) => clause);
    expect(clauses).to.deep.equal([
      below(response, 'headers', 'X-RateLimit-Remaining'),
      '#/components/headers/RequestId',
    ]);
    for (const clause of clauses) expect(at(WITH_HEADERS, clause)).to.not.equal(undefined);
  });

  it('is shown without a quote from its value, which may be half a key', () => {
    for (const text of ['a long value that is quoted in part', `{"a":1} and so on, and so forth`]) {
      const [found] = findings({ ...RIGHT, 'x-cost': text });
      if (found?.check !== 'header' || found.details.kind !== 'not JSON') return expect.fail('It is JSON.');
      expect(found.details.problem)
        .to.match(/^Unexpected \S+( \S+){1,12}$/)
        .and.not.contain('...');
    }
  });

  it('is shown with a long value cut, its length given', () => {
    const [found] = findings({ ...RIGHT, 'x-cache': 'x'.repeat(500) }).map(sentenceOf);
    expect(found).to.match(/\(it is "x{79}… \(502 characters\)\)$/);
  });
});
