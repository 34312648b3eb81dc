import { expect } from 'chai';
import { sentenceOf } from '../report/sentence-of.js';
import { at } from '../contract/document.js';
import { isObject, type Json } from '../model/json.js';
import { startReferenceServer } from '../reference-server/server.js';
import { captureResponse } from '../api/answer.js';
import { type Exchange } from '../model/exchange.js';
import { createRedactor } from '../api/redaction/redact.js';
import { type CheckName } from '../model/finding.js';
import {
  answered,
  answeredText,
  BROWSER,
  CONTRACT,
  DOCUMENT,
  ERROR,
  FULL_BROWSER,
} from '../../proof/testing/answers.js';
import { because, browser, checks, error, findings } from '../../proof/testing/judged.js';

/** A 200 that comes some time after the session was created, and shows another uptime. */
function aged(uptimeMs: number, ageMs: number): Exchange {
  const date = new Date(1_777_863_720_000).toUTCString();
  const created_at = new Date(1_777_863_720_000 - ageMs).toISOString();
  return answered(200, { ...BROWSER, created_at, usage: { uptime_ms: uptimeMs } }, { headers: { date } });
}

describe('the checks of one exchange: what conforms', () => {
  it('is every kind of answer of the reference server, with nothing undeclared in it', async () => {
    const referenceServer = await startReferenceServer({ document: DOCUMENT.file });
    try {
      const send = async (method: string, path: string, body?: Json, key = referenceServer.apiKey) => {
        const response = await fetch(referenceServer.url + path, {
          method,
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const received = {
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          text: await response.text(),
        };
        return captureResponse(received, createRedactor());
      };
      const created = (await send('POST', '/browsers', { stealth: true })).json;
      const id = isObject(created) && typeof created.session_id === 'string' ? created.session_id : '';
      await send('POST', '/profiles', { name: 'mine' });
      const update = { profile: { name: 'mine' }, viewport: { width: 640, height: 480 } };
      const session = `/browsers/${id}`;
      const answers = [
        [200, await send('PATCH', session, update)],
        [200, await send('GET', session)],
        [400, await send('PATCH', session, { viewport: { width: 1 } })],
        [401, await send('PATCH', session, {}, 'wrong')],
        [403, await send('PATCH', session, {}, referenceServer.restrictedApiKey)],
        [404, await send('PATCH', '/browsers/nobody', {})],
        [500, await send('PATCH', `/browsers/${referenceServer.failingBrowserId}`, {})],
      ] as const;
      for (const [status, response] of answers) {
        expect(because(findings({ ...answered(status, null), response }, [status]))).to.deep.equal([]);
        expect(CONTRACT.undeclared(status, response.json ?? null)).to.deep.equal([]);
      }
    } finally {
      await referenceServer.close();
    }
  });

  const rows: readonly (readonly [string, Exchange])[] = [
    ['a session with the required members alone', browser({})],
    ['a session with every member, the name of its profile null', answered(200, FULL_BROWSER)],
    ['an error with every member', answered(400, ERROR)],
    ['an error with the required members alone', answered(404, { code: 'x', message: 'y' })],
    ['an empty session_id', browser({ session_id: '' })],
    ['an unusual address', browser({ cdp_ws_url: 'WS://[::1]:9222' })],
    ['an uptime below zero, by a late clock', browser({ usage: { uptime_ms: -50_000 } })],
    ['any uptime where the answer has no Date', browser({ usage: { uptime_ms: 1e12 } })],
    ['the uptime of a clock that is fast', aged(600_000, 60_000)],
    ['an uptime where created_at is later than the Date', aged(1e9, -3_600_000)],
    ['an empty proxy_id', browser({ proxy_id: '' })],
    ['a date-time with nine fraction digits', browser({ created_at: '2026-05-04T03:02:01.123456789Z' })],
    ['a date-time with lower-case t and z', browser({ created_at: '2026-05-04t03:02:01z' })],
    ['a leap second', browser({ created_at: '2016-12-31T23:59:60Z' })],
    [
      'a charset beside the content type',
      answered(200, BROWSER, { contentType: 'application/json; charset=utf-8' }),
    ],
    ['a content type in capitals', answered(200, BROWSER, { contentType: 'Application/JSON' })],
    ['white space around the body', answeredText(200, ` ${JSON.stringify(BROWSER)}\n`)],
    ['a replacement character that is UTF-8', error({ message: 'f\ufffdr' })],
    // By JSON Schema a number is an integer by its value, not by how it is written.
    ['an integer written 60.0', answeredText(200, raw('60.0'))],
    ['an integer written 6e1', answeredText(200, raw('6e1'))],
    ['an integer beyond the precision of doubles', answeredText(200, raw('9007199254740993'))],
    ['an integer beyond the range of doubles, where no bound stands', answeredText(200, raw('1e400'))],
    // RFC 8259 asks for unique names and leaves it open what others mean; a schema sees the value that was parsed.
    ['a member that stands twice', answeredText(200, raw('60,"session_id":"another"'))],
  ];
  for (const [what, exchange] of rows) {
    it(`is ${what}`, () => expect(because(findings(exchange))).to.deep.equal([]));
  }

  const drifting: readonly (readonly [string, Exchange, readonly string[]])[] = [
    ['an undeclared member', browser({ secret: 'x' }), ['secret']],
    ['a misspelt member', browser({ kiosk_mod: true }), ['kiosk_mod']],
    [
      'an undeclared member of a member',
      browser({ viewport: { width: 640, height: 480, foo: 1 } }),
      ['viewport.foo'],
    ],
    [
      'an undeclared member of an item',
      error({ details: [{ code: 'a' }, { field: 'b' }] }),
      ['details[].field'],
    ],
  ];
  for (const [what, exchange, undeclared] of drifting) {
    it(`is ${what}, listed as drift`, () => {
      const { status = 0, json = null } = exchange.response ?? {};
      expect(because(findings(exchange))).to.deep.equal([]);
      expect(CONTRACT.undeclared(status, json)).to.deep.equal(undeclared);
    });
  }
});

/** The text of a session with this in place of its timeout. */
function raw(timeout: string): string {
  return JSON.stringify(BROWSER).replace('"timeout_seconds":60', `"timeout_seconds":${timeout}`);
}

describe('the checks of one exchange: what does not conform', () => {
  const date = 'must match format "date-time"';
  const rows: readonly (readonly [string, Exchange, CheckName, string])[] = [
    [
      '01 no session_id',
      browser({ session_id: undefined }),
      'schema',
      "body of the 200: it must have required property 'session_id'",
    ],
    ['02 session_id null', browser({ session_id: null }), 'schema', 'session_id must be string (it is null)'],
    ['03 session_id a number', browser({ session_id: 7 }), 'schema', 'session_id must be string (it is 7)'],
    [
      '04 timeout_seconds a text',
      browser({ timeout_seconds: '60' }),
      'schema',
      'timeout_seconds must be integer (it is "60")',
    ],
    [
      '05 timeout_seconds a fraction',
      browser({ timeout_seconds: 60.5 }),
      'schema',
      'timeout_seconds must be integer (it is 60.5)',
    ],
    [
      '06 headless a text',
      browser({ headless: 'false' }),
      'schema',
      'headless must be boolean (it is "false")',
    ],
    ['07 headless null', browser({ headless: null }), 'schema', 'headless must be boolean (it is null)'],
    [
      '08 created_at a word',
      browser({ created_at: 'yesterday' }),
      'strict-schema',
      `created_at ${date} (it is "yesterday")`,
    ],
    [
      '09 created_at out of every range',
      browser({ created_at: '2026-13-45T99:99:99Z' }),
      'strict-schema',
      date,
    ],
    ['10 created_at a date', browser({ created_at: '2026-05-04' }), 'strict-schema', date],
    ['11 created_at without offset', browser({ created_at: '2026-05-04T03:02:01' }), 'strict-schema', date],
    [
      '12 created_at with a blank for the T',
      browser({ created_at: '2026-05-04 03:02:01Z' }),
      'strict-schema',
      date,
    ],
    ['13 created_at on 30 February', browser({ created_at: '2026-02-30T03:02:01Z' }), 'strict-schema', date],
    [
      '14 created_at a number',
      browser({ created_at: 1777863721 }),
      'schema',
      'created_at must be string (it is 1777863721)',
    ],
    ['15 deleted_at empty', browser({ deleted_at: '' }), 'strict-schema', `deleted_at ${date} (it is "")`],
    [
      '16 viewport.width too small',
      browser({ viewport: { width: 319, height: 480 } }),
      'schema',
      'viewport.width must be >= 320 (it is 319)',
    ],
    [
      '17 viewport.height too large',
      browser({ viewport: { width: 640, height: 4321 } }),
      'schema',
      'viewport.height must be <= 4320 (it is 4321)',
    ],
    [
      '18 viewport without height',
      browser({ viewport: { width: 640 } }),
      'schema',
      `viewport must have required property 'height' (it is {"width":640})`,
    ],
    ['19 viewport null', browser({ viewport: null }), 'schema', 'viewport must be object (it is null)'],
    ['20 proxy_id null', browser({ proxy_id: null }), 'schema', 'proxy_id must be string (it is null)'],
    [
      '21 profile without created_at',
      browser({ profile: { id: 'a' } }),
      'schema',
      "profile must have required property 'created_at'",
    ],
    [
      '22 persistence empty',
      browser({ persistence: {} }),
      'schema',
      "persistence must have required property 'id' (it is {})",
    ],
    [
      '23 usage.uptime_ms a fraction',
      browser({ usage: { uptime_ms: 1.5 } }),
      'schema',
      'usage.uptime_ms must be integer (it is 1.5)',
    ],
    [
      '23a usage.uptime_ms far below zero',
      browser({ usage: { uptime_ms: -3_600_000 } }),
      'uptime',
      'usage.uptime_ms is -3600000: a session is active for no less than 0 milliseconds',
    ],
    [
      '23b usage.uptime_ms far beyond the age',
      aged(3_600_000, 60_000),
      'uptime',
      'usage.uptime_ms is 3600000, but by created_at and the Date of the answer, the session existed for 60000',
    ],
    [
      '24 a list for a body',
      answered(200, [BROWSER]),
      'schema',
      'body of the 200: it must be object (it is [{',
    ],
    ['25 null for a body', answered(200, null), 'schema', 'body of the 200: it must be object (it is null)'],
    ['26 no body', answeredText(200, ''), 'json', 'the body of the 200 is not JSON: the body is empty'],
    [
      '26a a byte that is not UTF-8',
      answered(200, BROWSER, { isNotUtf8: true }),
      'json',
      'the body of the 200 has bytes that are not UTF-8',
    ],
    [
      '27 a text for a body',
      answered(200, 'ok'),
      'schema',
      'body of the 200: it must be object (it is "ok")',
    ],
    [
      '28 an error without message',
      error({ message: undefined }),
      'schema',
      "body of the 400: it must have required property 'message'",
    ],
    ['29 code a number', error({ code: 400 }), 'schema', 'code must be string (it is 400)'],
    ['30 details an object', error({ details: {} }), 'schema', 'details must be array (it is {})'],
    [
      '31 details[0].code a number',
      error({ details: [{ code: 1 }] }),
      'schema',
      'details.0.code must be string (it is 1)',
    ],
    [
      '32 inner_error null',
      error({ inner_error: null }),
      'schema',
      'inner_error must be object (it is null)',
    ],
    [
      '33 a 404 without body',
      answeredText(404, ''),
      'json',
      'the body of the 404 is not JSON: the body is empty',
    ],
    [
      '34 an error under 200',
      answered(200, ERROR),
      'schema',
      'it must have, and lacks, created_at, cdp_ws_url',
    ],
    [
      '35 a session under 404',
      answered(404, BROWSER),
      'schema',
      'it must have, and lacks, code, message: it is another thing altogether',
    ],
    [
      '36 an undeclared status',
      answered(418, ERROR),
      'status-declared',
      'status 418 is not declared (expected 418; declared: 200, 400, 401, 403, 404, 500)',
    ],
    [
      '37 text/html',
      answered(200, BROWSER, { contentType: 'text/html' }),
      'content-type',
      'content type "text/html", but application/json is declared for 200',
    ],
    [
      '38 no content type',
      answered(200, BROWSER, { contentType: null }),
      'content-type',
      'content type is missing, but application/json is declared for 200',
    ],
    [
      'application/problem+json',
      answered(400, ERROR, { contentType: 'application/problem+json' }),
      'content-type',
      '"application/problem+json"',
    ],
    ['an empty content type', answered(400, ERROR, { contentType: '' }), 'content-type', 'content type ""'],
    [
      'HTML for a body',
      answeredText(500, '<html>', { contentType: 'text/html' }),
      'json',
      'the body of the 500 is not JSON',
    ],
    ['half a body', answeredText(200, '{"session_id":'), 'json', 'the body of the 200 is not JSON'],
    ['NaN, which JSON does not know', answeredText(200, raw('NaN')), 'json', 'is not JSON'],
    [
      'a number too large, where a bound stands',
      answeredText(200, raw('60,"viewport":{"width":1e400,"height":480}')),
      'schema',
      'viewport.width must be <= 7680 (it is Infinity (a number too large to hold))',
    ],
    [
      'a second value of the wrong type',
      answeredText(200, raw('60,"timeout_seconds":"60"')),
      'schema',
      'timeout_seconds must be integer (it is "60")',
    ],
  ];
  for (const [what, exchange, check, sentence] of rows) {
    it(`is ${what}`, () => {
      const found = findings(exchange).filter((finding) => sentenceOf(finding).includes(sentence));
      expect(checks(found), because(findings(exchange)).join('\n')).to.deep.equal([check]);
      expect(found[0]?.severity).to.equal('breach');
    });
  }

  it('points to a clause that the document has', () => {
    for (const [, exchange] of rows) {
      for (const { clause } of findings(exchange, [200])) {
        expect(at(DOCUMENT, clause), clause).to.not.equal(undefined);
      }
    }
  });

  it('is reported all at once, and by one check only', () => {
    const found = findings(browser({ session_id: 1, headless: null, created_at: 'x', stealth: undefined }));
    expect(checks(found)).to.deep.equal(['schema', 'schema', 'schema', 'strict-schema']);
  });

  it('is shown with a long value cut, its length given', () => {
    const [found] = because(findings(browser({ headless: 'x'.repeat(500) })));
    expect(found).to.match(/\(it is "x{79}… \(502 characters\)\)$/);
  });

  it('is a status that the case may not be answered with, by the clause of the one that it may', () => {
    const found = findings(answered(200, BROWSER), [400, 404]);
    expect(because(found)).to.deep.equal(['status 200, expected 400 or 404']);
    expect(found[0]?.clause).to.equal(`${CONTRACT.pointer}/400`);
  });

  it('is a key in the body or in a header, by its name and never by its value', () => {
    const redactor = createRedactor();
    redactor.learn('KERNEL_API_KEY', 'a-key-of-some-length');
    const found = findings(
      answered(400, { code: 'a', message: 'no a-key-of-some-length here' }, { redactor }),
    );
    expect(because(found)).to.deep.equal(['the answer shows the value of KERNEL_API_KEY']);
    expect([found[0]?.check, found[0]?.clause]).to.deep.equal(['secret-shown', `${CONTRACT.pointer}/400`]);
  });
});
