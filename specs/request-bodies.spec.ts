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
    observes('body/duplicate-keys', 'a member twice', {
      clause: CLAUSES.requestBody,
      raw: '{"viewport":{"width":1353,"height":843},"viewport":{"width":1355,"height":845}}',
    });
  });

  describe('content types', () => {
    accepts('content-type/charset', 'application/json with a charset', {
      clause: CLAUSES.requestBody,
      body: { viewport: { width: 1357, height: 847 } },
      contentType: 'application/json; charset=utf-8',
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
