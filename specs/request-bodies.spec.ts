import { CLAUSES } from '../fixtures/clauses.js';
import { accepts, observes, refuses, schemaCases } from '../fixtures/contract.js';

const SIZE = '{"viewport":{"width":1351,"height":841}}';

describe('request bodies', () => {
  describe('what the schema says of the whole', () => {
    schemaCases('');
  });

  describe('text that is no JSON', () => {
    refuses('body/empty', 'no body at all', {
      clause: CLAUSES.requestBody,
      contentType: 'application/json',
    });
    refuses('body/truncated', 'a body that breaks off', {
      clause: CLAUSES.requestBody,
      raw: SIZE.slice(0, -1),
    });
    refuses('body/trailing', 'a body with something behind it', {
      clause: CLAUSES.requestBody,
      raw: `${SIZE}]`,
    });
    refuses('body/twice', 'two updates in one body', {
      clause: CLAUSES.requestBody,
      raw: `${SIZE}{"viewport":{"width":1363,"height":853}}`,
    });
    refuses('body/trailing-comma', 'a comma before a closing brace', {
      clause: CLAUSES.requestBody,
      raw: SIZE.replace('}}', ',}}'),
    });
    refuses('body/encoded-twice', 'an update as a text in JSON', {
      clause: CLAUSES.requestBody,
      raw: JSON.stringify(SIZE),
    });
    refuses('body/text', 'a word', { clause: CLAUSES.requestBody, raw: 'viewport' });
    const nearly = {
      comment: SIZE.replace(',', ',/* and */'),
      'single-quotes': SIZE.replaceAll('"', "'"),
      'bare-names': SIZE.replaceAll('"', ''),
      'leading-zero': SIZE.replace('841', '0841'),
      'tab-in-a-text': SIZE.replace('{', '{"no_such_member":"a\tb",'),
      // Not a whole number either: whoever takes NaN for JSON has to refuse it all the same.
      nan: SIZE.replace('}}', ',"refresh_rate":NaN}}'),
    };
    for (const [what, raw] of Object.entries(nearly)) {
      refuses(`body/nearly/${what}`, `what some readers take for JSON: ${what.replaceAll('-', ' ')}`, {
        clause: CLAUSES.requestBody,
        raw,
      });
    }
    observes('body/duplicate-keys', 'a member twice', {
      clause: CLAUSES.requestBody,
      raw: '{"viewport":{"width":1353,"height":843},"viewport":{"width":1355,"height":845}}',
    });
  });

  describe('JSON in another spelling', () => {
    accepts('body/spelling/numbers', 'whole numbers with a fraction of zero and with an exponent', {
      clause: CLAUSES.wholeNumber,
      // Screens have no width of 1366, which is no multiple of 8; windows may.
      raw: '{"viewport":{"width":1366.0,"height":8.61e2}}',
      body: { viewport: { width: 1366, height: 861 } },
    });
    accepts('body/spelling/letters', 'whitespace around everything, and a name that holds an escape', {
      clause: CLAUSES.requestBody,
      raw: '\r\n\t{ "\\u0076iewport" : { "width" : 1369 , "height" : 863 } }\n',
      body: { viewport: { width: 1369, height: 863 } },
    });
  });

  describe('bodies that are no objects', () => {
    const empty = { 'empty-list': [], false: false };
    for (const [what, body] of Object.entries(empty)) {
      refuses(`body/no-object/${what}`, `${JSON.stringify(body)}, which holds no update`, {
        clause: CLAUSES.objectBody,
        body,
        claim: 'breaks the schema',
      });
    }
  });

  describe('content types', () => {
    accepts('content-type/charset', 'application/json with a charset', {
      clause: CLAUSES.requestBody,
      body: { viewport: { width: 1357, height: 847 } },
      contentType: 'application/json; charset=utf-8',
    });
    accepts('content-type/capitals', 'application/json in capitals, which is the same type', {
      clause: CLAUSES.requestBody,
      body: { viewport: { width: 1371, height: 865 } },
      contentType: 'Application/JSON',
    });
    observes('content-type/missing', 'no content type', {
      clause: CLAUSES.requestBody,
      body: { viewport: { width: 1359, height: 849 } },
      contentType: null,
    });
    observes('content-type/text', 'text/plain', {
      clause: CLAUSES.requestBody,
      body: { viewport: { width: 1361, height: 851 } },
      contentType: 'text/plain',
    });
    observes('content-type/form', 'a form', {
      clause: CLAUSES.requestBody,
      raw: 'proxy_id=',
      contentType: 'application/x-www-form-urlencoded',
    });
  });

  describe('bodies beyond all measure', () => {
    observes('body/deep', 'lists in lists, 1,000 deep', {
      clause: CLAUSES.requestBody,
      raw: `{"no_such_member":${'['.repeat(1000)}${']'.repeat(1000)}}`,
      needs: ['no gentleness'],
    });
    observes('body/large', 'a member of 1 MiB', {
      clause: CLAUSES.requestBody,
      raw: `{"no_such_member":"${'a'.repeat(2 ** 20)}"}`,
      needs: ['no gentleness'],
    });
  });
});
