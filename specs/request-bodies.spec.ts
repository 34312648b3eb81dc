import {
  accepts,
  bodyType,
  isBodyRequired,
  observes,
  otherBodyTypes,
  refuses,
  schemaCases,
  type Row,
} from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';
import type { Json } from '../src/model/json.js';

const SIZE = '{"viewport":{"width":1351,"height":841}}';

/** A firewall may refuse such bytes, and take them for an attack. */
const NO_UTF_8: Partial<Row> = { wire: 'in Latin-1', isForEdge: true, needs: ['no gentleness'] };

/** Twice as many levels, of arrays and objects in turn. */
const nested = (pairs: number): string => `${'[{"a":'.repeat(pairs)}0${'}]'.repeat(pairs)}`;

describe('request bodies', () => {
  describe('the schema of the body', () => {
    schemaCases('');
  });

  describe('malformed JSON', () => {
    // Required, says the document, and sends none in its own sample.
    const withoutBody = isBodyRequired() ? refuses : observes;
    withoutBody('body/empty', 'a request without a body', {
      clause: requirement('json-body'),
      contentType: bodyType(),
      subject: 'empty-body',
      isNote: true,
    });
    withoutBody('body/blank', 'a body of nothing but whitespace', {
      clause: requirement('json-body'),
      raw: ' \n\t ',
      subject: 'empty-body',
      isNote: true,
    });
    refuses('body/truncated', 'a truncated body', {
      clause: requirement('json-body'),
      raw: SIZE.slice(0, -1),
    });
    refuses('body/trailing', 'trailing data after the JSON', {
      clause: requirement('json-body'),
      raw: `${SIZE}]`,
      subject: 'trailing-data',
    });
    refuses('body/twice', 'two JSON objects in one body', {
      clause: requirement('json-body'),
      raw: `${SIZE}{"viewport":{"width":1363,"height":853}}`,
      subject: 'trailing-data',
    });
    refuses('body/trailing-comma', 'an object with a trailing comma', {
      clause: requirement('json-body'),
      raw: SIZE.replace('}}', ',}}'),
    });
    refuses('body/encoded-twice', 'an update encoded as a JSON string', {
      clause: requirement('json-body'),
      raw: JSON.stringify(SIZE),
    });
    refuses('body/in-a-list', 'an update in a list', {
      clause: requirement('json-body'),
      raw: `[${SIZE}]`,
    });
    refuses('body/text', 'an unquoted word', { clause: requirement('json-body'), raw: 'viewport' });
    const lenient: readonly (readonly [slug: string, words: string, raw: string])[] = [
      ['comment', 'a comment', SIZE.replace(',', ',/* and */')],
      ['single-quotes', 'single-quoted strings', SIZE.replaceAll('"', "'")],
      ['bare-names', 'unquoted member names', SIZE.replaceAll('"', '')],
      ['leading-zero', 'a number with a leading zero', SIZE.replace('841', '0841')],
      ['tab-in-a-text', 'an unescaped tab in a string', SIZE.replace('{', '{"no_such_member":"a\tb",')],
      // NaN is not an integer either: a server whose parser accepts it must refuse the update all the same.
      ['nan', 'NaN', SIZE.replace('}}', ',"refresh_rate":NaN}}')],
      ['bad-escape', 'an escape that JSON does not have', SIZE.replace('{', '{"no_such_member":"\\q",')],
      ['unclosed', 'two braces too few', SIZE.slice(0, -2)],
    ];
    for (const [slug, words, raw] of lenient) {
      refuses(`body/nearly/${slug}`, `${words}, which lenient JSON parsers accept`, {
        clause: requirement('json-body'),
        raw,
        subject: `lenient-json.${slug}`,
      });
    }
    observes('body/duplicate-keys', 'an object with a duplicate member', {
      clause: requirement('json-body'),
      raw: '{"viewport":{"width":1353,"height":843},"viewport":{"width":1355,"height":845}}',
      body: { viewport: { width: 1355, height: 845 } },
      claim: 'nothing', // a parser takes either of them, or refuses both
      start: { proxy: 'set' },
    });
    refuses(
      'body/duplicate-parts',
      'a member that is named twice, each time with a part of what it requires',
      {
        clause: requirement('json-body'),
        raw: '{"viewport":{"width":1379},"viewport":{"height":857}}',
        subject: 'duplicate-members',
        isNote: true, // Go's encoding/json puts them together by default
      },
    );
  });

  describe('unusual but valid JSON', () => {
    // A number without a fraction is an integer, however it is written; Go and Rust refuse both spellings by default.
    accepts('body/spelling/zero-fraction', 'integers written with a zero fraction', {
      clause: requirement('whole-numbers'),
      // 1366 is not a multiple of 8, which some display modes require; a window may have any width.
      raw: '{"viewport":{"width":1366.0,"height":861.0}}',
      body: { viewport: { width: 1366, height: 861 } },
      isNote: true,
    });
    accepts('body/spelling/exponent', 'integers written with an exponent', {
      clause: requirement('whole-numbers'),
      raw: '{"viewport":{"width":1.373e3,"height":8.67e2}}',
      body: { viewport: { width: 1373, height: 867 } },
      isNote: true,
    });
    accepts('body/spelling/letters', 'whitespace around every token, and an escaped member name', {
      clause: requirement('json-body'),
      raw: '\r\n\t{ "\\u0076iewport"\n:\n{\n\t"width" : 1369 ,\n\t"height" : 863 } }\n',
      body: { viewport: { width: 1369, height: 863 } },
    });
    accepts('body/spelling/long', 'so many blanks that the update begins after four kilobytes', {
      clause: requirement('json-body'),
      raw: `${' '.repeat(5000)}{"viewport":{"width":1385,"height":881}}`,
      body: { viewport: { width: 1385, height: 881 } },
      needs: ['no gentleness'],
    });
  });

  describe('valid updates beside odd letters', () => {
    const because =
      'undeclared members and odd letters may be refused; where they are not, the update beside them counts';
    const odd: readonly (readonly [slug: string, words: string, member: string, Partial<Row>?])[] = [
      ['half-surrogate', 'half of a surrogate pair', '"no_such_member":"\\ud83d"'],
      ['no-utf-8', 'a byte that is not UTF-8', '"no_such_member":"\xff"', NO_UTF_8],
      ['long-number', 'an integer beyond 64 bits', `"no_such_member":${2n ** 64n + 1n}`],
      ['nested', 'arrays and objects 48 levels deep', `"no_such_member":${nested(24)}`],
    ];
    for (const [slug, words, member, row] of odd) {
      accepts(`body/beside/${slug}`, `a viewport beside an undeclared member with ${words}`, {
        clause: requirement('json-body'),
        raw: `{${member},${SIZE.slice(1)}`,
        body: { viewport: { width: 1351, height: 841 } },
        ...row,
        statuses: [200, 400],
        because,
      });
    }
    accepts('body/byte-order-mark', 'a byte order mark before the JSON', {
      clause: requirement('json-body'),
      raw: `\ufeff${SIZE}`,
      body: { viewport: { width: 1351, height: 841 } },
      statuses: [200, 400],
      because: 'a parser may ignore it, or refuse it (RFC 8259, section 8.1)',
    });
  });

  describe('bodies in chunks', () => {
    accepts('body/chunks/valid', 'a valid update in two chunks', {
      clause: requirement('json-body'),
      body: { viewport: { width: 1367, height: 859 } },
      wire: 'in chunks',
    });
    refuses('body/chunks/invalid', 'an invalid update in two chunks', {
      clause: requirement('json-body'),
      body: { viewport: { width: 1367, height: 239 } },
      claim: 'breaks the schema',
      subject: 'viewport.height.minimum',
      wire: 'in chunks',
    });
  });

  describe('non-object bodies', () => {
    const empty: readonly (readonly [slug: string, sentence: string, body: Json])[] = [
      ['empty-list', 'an empty array as the body', []],
      ['false', 'false as the body', false],
    ];
    for (const [slug, sentence, body] of empty) {
      refuses(`body/no-object/${slug}`, sentence, {
        clause: requirement('object-body'),
        body,
        claim: 'breaks the schema',
      });
    }
  });

  describe('content types', () => {
    const [type = ''] = bodyType().split(';');
    accepts('content-type/charset', `${type} with a charset`, {
      clause: requirement('json-body'),
      body: { viewport: { width: 1357, height: 847 } },
      contentType: `${type}; charset=utf-8`,
    });
    accepts('content-type/charset/capitals', `${type} with a charset in upper case`, {
      clause: requirement('json-body'),
      body: { viewport: { width: 1387, height: 883 } },
      contentType: `${type}; charset=UTF-8`,
    });
    accepts('content-type/capitals', `${type} in upper case`, {
      clause: requirement('json-body'),
      body: { viewport: { width: 1371, height: 865 } },
      contentType: type.replace(/^a/, 'A').replace('json', 'JSON'),
    });
    for (const [index, other] of otherBodyTypes().entries()) {
      accepts(`content-type/other/${other.replaceAll(/[^\w.+-]+/g, '-')}`, `the kind of JSON ${other}`, {
        clause: requirement('json-body'),
        body: { viewport: { width: 1375 + 2 * index, height: 869 } },
        contentType: other,
      });
    }
    observes('content-type/missing', 'JSON without a content type', {
      clause: requirement('json-body'),
      body: { viewport: { width: 1359, height: 849 } },
      contentType: null,
    });
    observes('content-type/text', 'JSON sent as text/plain', {
      clause: requirement('json-body'),
      body: { viewport: { width: 1361, height: 851 } },
      contentType: 'text/plain',
    });
    observes('content-type/merge-patch', 'JSON sent as application/merge-patch+json', {
      clause: requirement('json-body'),
      body: { viewport: { width: 1389, height: 885 } },
      contentType: 'application/merge-patch+json',
    });
    observes('content-type/form', 'a form-encoded body', {
      clause: requirement('json-body'),
      raw: 'proxy_id=',
      body: { proxy_id: '' },
      claim: 'nothing',
      contentType: 'application/x-www-form-urlencoded',
    });
  });

  describe('oversized bodies', () => {
    observes('body/deep', 'a viewport beside arrays nested 1,000 levels deep', {
      clause: requirement('json-body'),
      raw: `{"no_such_member":${'['.repeat(1000)}${']'.repeat(1000)},${SIZE.replace('1351', '1381').slice(1)}`,
      body: { viewport: { width: 1381, height: 841 } },
      isForEdge: true,
      needs: ['no gentleness'],
    });
    observes('body/large', 'a viewport beside a string of 1 MiB', {
      clause: requirement('json-body'),
      raw: `{"no_such_member":"${'a'.repeat(2 ** 20)}",${SIZE.replace('1351', '1383').slice(1)}`,
      body: { viewport: { width: 1383, height: 841 } },
      isForEdge: true,
      needs: ['no gentleness'],
    });
  });
});
