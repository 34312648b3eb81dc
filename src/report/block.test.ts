import { expect } from 'chai';
import { CHECKS, type CheckName } from '../model/finding.js';
import type { Exchange } from '../model/exchange.js';
import { failureBlock, type BlockInput } from './block.js';
import { sampleExchange } from '../../proof/testing/sample-run.js';

const BELOW = '{"viewport":{"width":319,"height":480}}';
const PATH = '"$KERNEL_BASE_URL/browsers/$ID"';
const CURL = `curl -i -X PATCH ${PATH} -H "Authorization: Bearer $KERNEL_API_KEY" -H 'Content-Type: application/json'`;

/** What is wrong, by the position of the exchange that shows it. */
interface Wrong {
  readonly check: CheckName;
  readonly sentence: string;
  readonly severity: 'breach' | 'drift';
  readonly at: number;
}

function block({ wrong = [], ...changes }: Partial<BlockInput> & { wrong?: readonly Wrong[] }): string {
  const exchanges = changes.exchanges ?? [];
  const sorted = [...wrong].sort((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check));
  return failureBlock({
    id: 'viewport.width/minimum/below',
    sentence: 'one pixel below the smallest',
    verdict: 'breach',
    clause: {
      pointer: '#/components/schemas/BrowserViewport/properties/width/minimum',
      text: 'minimum: 320',
    },
    facts: sorted.map(({ at, ...fact }) => ({ ...fact, exchange: exchanges[at] ?? sampleExchange({}) })),
    exchanges,
    expected: [400],
    expectation: '400 with an Error body, session unchanged',
    ...changes,
  });
}

function finding(check: CheckName, sentence: string, at = 0): Wrong {
  return { check, severity: 'breach', sentence, at };
}

function patch(body: string, response: Partial<NonNullable<Exchange['response']>>, ms = 2413): Exchange {
  return sampleExchange({ request: { body }, response, ms });
}

const HEAD = [
  'viewport.width/minimum/below  one pixel below the smallest                BREACH',
  '  contract  BrowserViewport › width › minimum  minimum: 320',
  '            #/components/schemas/BrowserViewport/properties/width/minimum',
  `  sent      PATCH /browsers/htzv5orfit78e1m2biiifpbv  ${BELOW}`,
  '  expected  400 with an Error body, session unchanged',
];
const TAIL = [
  '  again     npm run case -- viewport.width/minimum/below',
  `  curl      ${CURL} --data-raw '${BELOW}'`,
];

describe('the block of a failure', () => {
  it('shows a wrong status, with what the read-back adds', () => {
    const text = block({
      wrong: [
        finding('untouched', 'viewport.width was 1920 and is now 319.', 1),
        finding('status-expected', 'The answer is 200, and only 400 is allowed.'),
      ],
      exchanges: [
        patch(BELOW, { headers: { 'content-type': 'application/json', 'x-request-id': '7f3c' } }),
        sampleExchange({ purpose: 'read', request: { method: 'GET' } }),
      ],
    });
    expect(text.split('\n')).to.deep.equal([
      ...HEAD,
      '  got       200 application/json in 2 413 ms, request-id 7f3c',
      '  because   The answer is 200, and only 400 is allowed.',
      '            GET afterwards: viewport.width was 1920 and is now 319.',
      ...TAIL,
    ]);
  });

  it('shows an undeclared status', () => {
    const text = block({
      wrong: [finding('status-declared', 'The document does not declare the status 422.')],
      exchanges: [
        patch(BELOW, { status: 422, text: '{ "code": "invalid" }', json: { code: 'invalid' } }, 12),
      ],
    });
    expect(text.split('\n')).to.deep.equal([
      ...HEAD,
      '  got       422 application/json in 12 ms',
      '            {"code":"invalid"}',
      '  because   The document does not declare the status 422.',
      ...TAIL,
    ]);
  });

  it('shows a body that does not fit its schema, with every finding in the order of the checks', () => {
    const text = block({
      wrong: [
        finding('strict-schema', 'details[0] has no message.'),
        finding('schema', 'code is missing.'),
        finding('schema', 'message is 7, which is no string.'),
      ],
      exchanges: [patch(BELOW, { status: 400, text: '{"message":7}', json: { message: 7 } })],
    });
    expect(text.split('\n')).to.deep.equal([
      ...HEAD,
      '  got       400 application/json in 2 413 ms',
      '            {"message":7}',
      '  because   code is missing.',
      '            message is 7, which is no string.',
      '            details[0] has no message.',
      ...TAIL,
    ]);
  });

  it('shows a wrong content type and a body that is not JSON', () => {
    const text = block({
      wrong: [
        finding('json', 'The body is not JSON: Unexpected token E.'),
        finding('content-type', 'The content type is text/plain, and only application/json is declared.'),
      ],
      exchanges: [
        patch(BELOW, {
          status: 400,
          headers: { 'content-type': 'text/plain; charset=utf-8' },
          text: 'EOF\n',
          notJson: 'Unexpected token E',
        }),
      ],
    });
    expect(text.split('\n')).to.deep.equal([
      ...HEAD,
      '  got       400 text/plain; charset=utf-8 in 2 413 ms',
      '            EOF\\u000a',
      '  because   The content type is text/plain, and only application/json is declared.',
      '            The body is not JSON: Unexpected token E.',
      ...TAIL,
    ]);
  });

  it('shows an accepted value that reads back differently, beside the request that set it', () => {
    const body = '{"proxy_id":"it\'s"}';
    const text = block({
      id: 'proxy_id/set',
      sentence: 'a proxy is set',
      expected: [200],
      expectation: '200 with a Browser body, proxy_id read back',
      clause: {
        pointer: '#/components/schemas/BrowserUpdateRequest/properties/proxy_id',
        text: 'ID of the proxy',
      },
      wrong: [finding('read-back', 'proxy_id was sent as "it\'s" and reads "other".', 1)],
      exchanges: [patch(body, {}), sampleExchange({ purpose: 'read', request: { method: 'GET' } })],
    });
    expect(text.split('\n')).to.deep.equal([
      'proxy_id/set  a proxy is set                                              BREACH',
      '  contract  BrowserUpdateRequest › proxy_id  ID of the proxy',
      '            #/components/schemas/BrowserUpdateRequest/properties/proxy_id',
      `  sent      PATCH /browsers/htzv5orfit78e1m2biiifpbv  ${body}`,
      '  expected  200 with a Browser body, proxy_id read back',
      '  got       200 application/json in 2 413 ms',
      '  because   GET afterwards: proxy_id was sent as "it\'s" and reads "other".',
      '  again     npm run case -- proxy_id/set',
      `  curl      ${CURL} --data-raw '{"proxy_id":"it'\\''s"}'`,
    ]);
  });

  it('shows a refused request that changed the session all the same', () => {
    const json = { code: 'bad_request', message: 'width is too small' };
    const text = block({
      wrong: [finding('untouched', 'viewport.width was 1920 and is now 319.', 1)],
      exchanges: [
        patch(BELOW, { status: 400, text: JSON.stringify(json), json }),
        sampleExchange({ purpose: 'read', request: { method: 'GET' } }),
      ],
      because: 'A refused request must not be applied in part.',
    });
    expect(text.split('\n')).to.deep.equal([
      ...HEAD,
      '  got       400 application/json in 2 413 ms',
      '            {"code":"bad_request","message":"width is too small"}',
      '  because   GET afterwards: viewport.width was 1920 and is now 319.',
      '            A refused request must not be applied in part.',
      ...TAIL,
    ]);
  });

  it('shows a case that was blocked because no response came', () => {
    const text = block({
      verdict: 'blocked',
      because: 'The case could not be judged.',
      exchanges: [
        sampleExchange({
          request: { body: BELOW },
          response: 'none',
          failure: 'The connection was closed after 30 000 ms.',
        }),
      ],
    });
    expect(text.split('\n')).to.deep.equal([
      HEAD[0]?.replace(' BREACH', 'BLOCKED'),
      ...HEAD.slice(1),
      '  got       The connection was closed after 30 000 ms.',
      '  because   The case could not be judged.',
      ...TAIL,
    ]);
  });

  it('shows a case that came to no request, without a command to repeat it', () => {
    expect(
      block({ verdict: 'blocked', because: 'No browser could be created.' }).split('\n').slice(3),
    ).to.deep.equal([
      '  sent      nothing',
      '  expected  400 with an Error body, session unchanged',
      '  got       nothing',
      '  because   No browser could be created.',
      '  again     npm run case -- viewport.width/minimum/below',
    ]);
  });

  it('prints the exchange of the first finding where a case asserts more than one', () => {
    const exchanges = [patch('{"a":1}', {}), patch('{"b":2}', { status: 500 })];
    const text = block({
      exchanges,
      wrong: [finding('echo', 'a is missing.', 0), finding('status-expected', '500 is not 200.', 1)],
    });
    expect(text).to.match(/sent {6}PATCH \S+ {2}\{"b":2\}/);
    expect(text).to.contain('because   500 is not 200.\n            PATCH before: a is missing.\n');
  });

  it('lets the command name a session of its own, unless the id is what the case is about', () => {
    const url = (path: string, expected: readonly number[], response: Partial<Exchange['response']> = {}) =>
      /"(\$KERNEL_BASE_URL[^"]*)"/.exec(
        block({ expected, exchanges: [sampleExchange({ request: { path }, response })] }),
      )?.[1];
    const known = 'htzv5orfit78e1m2biiifpbv';
    expect(url(`/browsers/${known}`, [200])).to.equal('$KERNEL_BASE_URL/browsers/$ID');
    expect(url(`/browsers/${known}?x=1`, [401])).to.equal('$KERNEL_BASE_URL/browsers/$ID?x=1');
    expect(url(`/browsers/${known}`, [404])).to.equal(`$KERNEL_BASE_URL/browsers/${known}`);
    expect(url('/browsers/not-an-id', [400])).to.equal('$KERNEL_BASE_URL/browsers/not-an-id');
    expect(url('/browsers/s-1', [200], { json: { session_id: 's-1' } })).to.equal(
      '$KERNEL_BASE_URL/browsers/$ID',
    );
    expect(url('/browsers', [200])).to.equal('$KERNEL_BASE_URL/browsers');
  });

  it('keeps drift apart from what broke', () => {
    const drift: Wrong = { ...finding('strict-schema', 'dpi is not declared.'), severity: 'drift' };
    const input = { wrong: [finding('echo', 'width is missing.'), drift], exchanges: [patch('{}', {})] };
    expect(block(input)).to.contain('because   drift: dpi is not declared.\n            width is missing.\n');
    expect(block({ ...input, verdict: 'drift' })).to.contain('because   dpi is not declared.\n');
  });

  it('shows a stack for a suite error only', () => {
    const { stack = '' } = new Error('The rows are wrong.');
    expect(block({ verdict: 'suite error', because: stack })).to.contain('block.test.ts');
    const breach = block({ because: stack });
    expect(breach).to.contain('because   Error: The rows are wrong.\n');
    expect(breach).not.to.contain('block.test.ts');
  });

  it('cuts long values and says how long they are', () => {
    const body = JSON.stringify({ name: 'x'.repeat(1_048_565) });
    const text = block({ exchanges: [patch(body, { status: 400, text: 'y'.repeat(201) })] });
    expect(text).to.contain(`${body.slice(0, 200)}… (1 048 576 characters)\n`);
    expect(text).to.contain(`${'y'.repeat(200)}… (201 characters)\n`);
    expect(text).to.contain(
      '--data-binary @body.json # body.json: 1 048 576 characters, left out here; npm run case',
    );
    expect(text.length).to.be.lessThan(2_000);
  });

  it('shows control characters as text, wherever they come from', () => {
    const evil = 'a\u0000\u001b[2J\r\n\u009b\u202e\ud800';
    const text = block({
      id: evil,
      sentence: evil,
      clause: { pointer: evil, text: evil },
      expectation: evil,
      because: evil,
      wrong: [finding('schema', evil)],
      exchanges: [patch(evil, { text: evil, headers: { 'content-type': evil, 'x-request-id': evil } })],
    });
    expect(text).not.to.match(/[^\n\P{Cc}]|\p{Cs}|\u202e/u);
    expect(text.split('\n')).to.have.length(11);
    expect(text).to.contain('a\\u0000\\u001b[2J\\u000d\\u000a\\u009b\\u202e\\ud800');
  });
});
