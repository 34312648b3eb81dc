import { expect } from 'chai';
import { sampleExchange } from '../../proof/testing/sample-run.js';
import { causeOf, danger, unexplained } from './cause.js';
import type { Exchange } from './exchange.js';
import type { Finding, WhyUntouched } from './finding.js';
import type { Json } from './json.js';

const SUBJECT = 'viewport.width.minimum';
const CLAUSE = '#/components/schemas/BrowserViewport';

function answered(
  status: number,
  response: Partial<NonNullable<Exchange['response']>> = {},
  body = '{}',
): Exchange {
  return sampleExchange({ response: { status, ...response }, request: { body } });
}

function read(status = 200, response: Partial<NonNullable<Exchange['response']>> = { json: {} }): Exchange {
  return sampleExchange({ purpose: 'read', request: { method: 'GET' }, response: { status, ...response } });
}

const common = { severity: 'breach', clause: CLAUSE } as const;

function statusOf(status: number, expected: readonly number[], exchange = answered(status)): Finding {
  return { ...common, check: 'status-expected', exchange, details: { status, expected } };
}

function schemaOf(
  path: string,
  difference: string,
  value: string | number | null,
  exchange = answered(200),
): Finding {
  return {
    ...common,
    check: 'schema',
    exchange,
    details: { status: 200, path, difference, value, message: 'must be another' },
  };
}

function untouched(path = 'viewport.width', why: WhyUntouched = { kind: 'refusal due' }): Finding {
  return { ...common, check: 'untouched', exchange: read(), details: { path, before: 800, after: 319, why } };
}

function echo(path: string, value: Json, allowed: readonly Json[], exchange: Exchange): Finding {
  return { ...common, check: 'echo', exchange, details: { path, value, allowed } };
}

function lost(path: string, exchange: Exchange): Finding {
  const details = { path, before: 'a', after: undefined, seenIn: 'answer' } as const;
  return { ...common, check: 'frame', exchange, details };
}

function textAnswer(status: number): Finding[] {
  const exchange = answered(status, { headers: { 'content-type': 'text/plain; charset=utf-8' }, text: 'no' });
  return [
    {
      ...common,
      check: 'content-type',
      exchange,
      details: { status, contentType: 'text/plain; charset=utf-8', declared: ['application/json'] },
    },
    { ...common, check: 'json', exchange, details: { status, problem: 'no', isEmpty: false } },
  ];
}

function tooLarge(status: number): Finding {
  const details = { status, problem: 'too long', isEmpty: false, isCut: true } as const;
  return { ...common, check: 'json', exchange: answered(status), details };
}

describe('the id of a cause', () => {
  const table: readonly (readonly [finding: Finding | undefined, id: string])[] = [
    [statusOf(200, [400]), 'status/200-for-400/viewport.width.minimum'],
    [statusOf(400, [200]), 'status/400-for-200/viewport.width.minimum'],
    [statusOf(500, [400]), 'status/500-for-400'],
    [statusOf(200, [401]), 'status/200-for-401'],
    [statusOf(404, [200], read(404)), 'read/404'],
    [textAnswer(400)[0], 'content-type/400/text-plain'],
    [textAnswer(400)[1], 'json/400/malformed'],
    [tooLarge(200), 'json/200/too-large'],
    [schemaOf('usage', 'type', null), 'schema/200/usage.null'],
    [schemaOf('', 'session_id.missing', 1), 'schema/200/session_id.missing'],
    [schemaOf('tags.3.name', 'pattern', 'x'), 'schema/200/tags[].name.pattern'],
    [schemaOf('usage', 'type', null, read()), 'reads/form'],
    [schemaOf('', 'type', '[]', read(200, { json: [] })), 'read/200'],
    [untouched(), 'applied-refusal/viewport.changed'],
  ];
  for (const [finding, id] of table) {
    it(`is ${id}`, () => {
      if (finding === undefined) return expect.fail('There is no finding.');
      expect(causeOf(finding, SUBJECT)).to.equal(id);
    });
  }

  it('holds no values, and nothing that would break a command line', () => {
    const finding = schemaOf('a b."c".$(d)', 'enum', "'; rm -rf /");
    expect(causeOf(finding, SUBJECT)).to.match(/^[\w./[\]-]+$/);
  });
});

describe('a finding that another explains', () => {
  it('is that the body is not JSON, where it is text', () => {
    expect(unexplained(textAnswer(400)).map(({ check }) => check)).to.deep.equal(['content-type']);
  });

  it('is what was applied, where the update was accepted, and not where it was refused', () => {
    const body = '{"viewport":{"width":319}}';
    expect(unexplained([statusOf(200, [400], answered(200, {}, body)), untouched()])).to.have.length(1);
    expect(unexplained([statusOf(404, [400], answered(404, {}, body)), untouched()])).to.have.length(2);
  });

  it('is not what nobody asked for, or what befell another session', () => {
    const accepted = statusOf(200, [400], answered(200, {}, '{"viewport":{"width":319}}'));
    const other = untouched('viewport.width', { kind: 'other session', sessionId: 'a' });
    expect(unexplained([accepted, untouched('proxy_id')])).to.have.length(2);
    expect(unexplained([accepted, other])).to.have.length(2);
  });

  it('is a value in another form, and neither another value nor none', () => {
    const exchange = answered(200);
    const text = schemaOf('viewport.width', 'type', '320', exchange);
    const none = schemaOf('proxy_id', 'type', null, exchange);
    expect(unexplained([text, echo('viewport.width', '320', [320], exchange)])).to.deep.equal([text]);
    expect(unexplained([text, echo('viewport.width', '320', [999], exchange)])).to.have.length(2);
    expect(unexplained([none, echo('proxy_id', null, ['a'], exchange)])).to.have.length(2);
    expect(unexplained([none, lost('proxy_id', exchange)])).to.have.length(2);
  });

  it('is a wrong value that the answer shows as it was sent, and no other one', () => {
    const exchange = answered(200, {}, '{"viewport":{"width":319}}');
    const shown = schemaOf('viewport.width', 'minimum', 319, exchange);
    const other = schemaOf('viewport.height', 'minimum', 1, exchange);
    expect(unexplained([statusOf(200, [400], exchange), shown, other])).to.deep.equal([
      statusOf(200, [400], exchange),
      other,
    ]);
  });

  it('is any wrong form of a server error', () => {
    const forms = textAnswer(500);
    const exchange = forms[0]?.exchange;
    expect(unexplained([statusOf(500, [400], exchange), ...forms])).to.have.length(1);
  });
});

describe('the danger of a cause', () => {
  it('is greatest where a server fails, shows a secret or lets in; then where a refusal was applied; then in wrong states', () => {
    const ids = [
      'content-type/400/text-plain',
      'echo/viewport.width',
      'applied-refusal/proxy_id.changed',
      'status/200-for-401',
      'status/200-for-400/viewport.width.minimum',
      'secret/KERNEL_API_KEY',
      'status/500-for-400',
    ];
    expect(ids.map(danger)).to.deep.equal([3, 2, 1, 0, 3, 0, 0]);
  });
});
