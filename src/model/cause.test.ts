import { expect } from 'chai';
import { sampleExchange } from '../../proof/testing/sample-run.js';
import { causeOf, danger, unexplained } from './cause.js';
import type { Exchange } from './exchange.js';
import { NOTHING_SHOWN, type Finding, type WhyUntouched } from './finding.js';
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

function readBack(path: string, value: Json, allowed: readonly Json[]): Finding {
  return { ...common, check: 'read-back', exchange: read(), details: { path, value, allowed } };
}

function lost(path: string, exchange: Exchange): Finding {
  const seenIn = exchange.purpose === 'read' ? 'read' : 'answer';
  const details = { path, before: 'a', after: undefined, seenIn } as const;
  return { ...common, check: 'frame', exchange, details };
}

function torn(
  seenIn: 'answer' | 'last read',
  exchange: Exchange,
  foreign: readonly ('width' | 'height')[],
): Finding {
  const size = { width: undefined, height: undefined };
  return { ...common, check: 'torn', exchange, details: { seenIn, size, foreign } };
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

function notUtf8(status: number): Finding {
  const details = { status, problem: 'no', isEmpty: false, isNotUtf8: true } as const;
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
    [notUtf8(200), 'json/200/not-utf-8'],
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

  it('is what has replacement characters, where the body is not UTF-8', () => {
    const cause = notUtf8(200);
    const frame = (after: string): Finding => ({
      ...common,
      check: 'frame',
      exchange: cause.exchange,
      details: { path: 'start_url', before: 'about:blank#ü', after, seenIn: 'answer' },
    });
    expect(unexplained([cause, frame('about:blank#\ufffd')])).to.deep.equal([cause]);
    expect(unexplained([cause, frame('about:blank')])).to.have.length(2);
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
    expect(unexplained([text, echo('viewport.width', '320', [320], exchange)])).to.deep.equal([text]);
    expect(unexplained([text, echo('viewport.width', '320', [999], exchange)])).to.have.length(2);
  });

  it('is null where a member is missed in an answer, and not what a read shows of it', () => {
    const exchange = answered(200);
    const none = schemaOf('proxy_id', 'type', null, exchange);
    const elsewhere = schemaOf('proxy_id', 'type', null, answered(200));
    const missed = echo('proxy_id', null, ['a'], exchange);
    expect(unexplained([none, missed])).to.deep.equal([none]);
    expect(unexplained([none, lost('proxy_id', exchange)])).to.deep.equal([none]);
    expect(unexplained([elsewhere, missed])).to.have.length(2);
    const unset = readBack('proxy_id', null, ['a']);
    expect(unexplained([none, missed, unset])).to.deep.equal([none, unset]);
    const gone = lost('proxy_id', read());
    expect(unexplained([none, lost('proxy_id', exchange), gone])).to.deep.equal([none, gone]);
  });

  it('is whatever is missed in an answer that is no session at all, and not what a read shows', () => {
    const exchange = answered(200);
    const other = schemaOf('', NOTHING_SHOWN, 1, exchange);
    const width: Finding = {
      ...common,
      ...{ check: 'echo', exchange },
      details: { path: 'viewport.width', value: undefined, allowed: [800] },
    };
    const inAnswer = [width, lost('proxy_id', exchange), torn('answer', exchange, ['width', 'height'])];
    expect(unexplained([other, ...inAnswer])).to.deep.equal([other]);
    const inRead = [readBack('viewport.width', 700, [800]), lost('proxy_id', read())];
    expect(unexplained([other, ...inAnswer, ...inRead])).to.deep.equal([other, ...inRead]);
  });

  it('is a number beyond its bounds, where another one was sent', () => {
    const exchange = answered(200);
    const high = schemaOf('viewport.height', 'maximum', 7680, exchange);
    const wrong = echo('viewport.height', 7680, [800], exchange);
    expect(unexplained([high, wrong])).to.deep.equal([wrong]);
    expect(unexplained([high, echo('viewport.width', 7680, [800], exchange)])).to.have.length(2);
  });

  it('is another profile, where another was loaded, and not one member of the right one', () => {
    const exchange = read();
    const name: Finding = {
      ...{ ...common, check: 'agreement', exchange },
      details: { path: 'profile.name', answer: 'a', read: 'b' },
    };
    const other = readBack('profile.id', 'q', ['p']);
    expect(unexplained([other, name])).to.deep.equal([other]);
    expect(unexplained([readBack('proxy_id', 'q', ['p']), name])).to.have.length(2);
  });

  it('is a torn answer where the session is torn', () => {
    const [answer, last] = [torn('answer', answered(200), []), torn('last read', read(), [])];
    expect(unexplained([answer, last])).to.deep.equal([last]);
    expect(unexplained([answer])).to.deep.equal([answer]);
  });

  it('is explained wherever it shows, or not at all', () => {
    const [one, other] = [answered(200), answered(200)];
    const missed = { ...echo('proxy_id', null, ['a'], one), also: [other] };
    const [here, there] = [one, other].map((exchange) => schemaOf('proxy_id', 'type', null, exchange));
    if (here === undefined || there === undefined) return expect.fail();
    expect(unexplained([here, missed])).to.have.length(2);
    expect(unexplained([here, there, missed])).to.deep.equal([here, there]);
  });

  it('is whatever an answer on another session shows, and not what a wrong id alone leaves', () => {
    const exchange = answered(200);
    const differing = (path: string): Finding => ({
      ...{ ...common, check: 'frame', exchange },
      details: { path, before: 'a', after: 'b', seenIn: 'answer' },
    });
    const [id, created] = [differing('session_id'), differing('created_at')];
    const others = [created, echo('viewport.width', 1, [2], exchange), differing('stealth')];
    expect(unexplained([id, ...others])).to.deep.equal([id]);
    expect(unexplained([id, differing('stealth')])).to.have.length(2);
    expect(unexplained([id, ...others, readBack('viewport.width', 1, [2])])).to.have.length(2);
  });

  it('is what a valid update has done whatever it was answered, and not what nobody asked for', () => {
    const failed = statusOf(500, [200], answered(500, {}, '{"viewport":{"width":800}}'));
    const refused = statusOf(500, [400], answered(500, {}, '{"viewport":{"width":800}}'));
    const applied = untouched('viewport.width', { kind: 'answered', status: 500 });
    expect(unexplained([failed, applied])).to.deep.equal([failed]);
    expect(unexplained([failed, untouched('proxy_id')])).to.have.length(2);
    expect(unexplained([refused, applied])).to.have.length(2);
  });

  it('is what any of several accepted updates asked for', () => {
    const accepted = statusOf(200, [401], answered(200, {}, '{"proxy_id":"a"}'));
    const also = [answered(200, {}, '{"viewport":{"width":319}}')];
    expect(unexplained([accepted, untouched()])).to.have.length(2);
    expect(unexplained([{ ...accepted, also }, untouched()])).to.have.length(1);
  });

  it('is the form of an answer that should have been a refusal, and not a wrong value of its own', () => {
    const accepted = answered(200, {}, '{}');
    const [type, body] = [textAnswer(200), schemaOf('', NOTHING_SHOWN, 1, accepted)];
    const exchange = type[0]?.exchange;
    expect(unexplained([statusOf(200, [404], exchange), ...type])).to.have.length(1);
    expect(unexplained([statusOf(200, [404], accepted), body])).to.have.length(1);
    expect(
      unexplained([statusOf(200, [404], accepted), schemaOf('usage', 'type', 1, accepted)]),
    ).to.have.length(2);
    expect(unexplained([statusOf(201, [200], accepted), body])).to.have.length(2);
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
