import { expect } from 'chai';
import { at, type ContractDocument } from '../contract/document.js';
import { type Json } from '../model/json.js';
import { responseContract } from '../contract/response-contract.js';
import { type Finding } from '../model/finding.js';
import { judgeExchange } from './judge.js';
import { answered, answeredText, BROWSER, DOCUMENT, ERROR } from '../../proof/testing/answers.js';
import { because, browser, checks, findings } from '../../proof/testing/judged.js';

describe('the checks of one exchange: stack traces', () => {
  const trace = 'TypeError: no\n    at decide (/srv/app/patch.js:12:7)';

  it('are wrong in an error, by the clause of its status', () => {
    const found = findings(answered(500, { code: 'internal_error', message: trace }));
    expect(checks(found)).to.deep.equal(['stack-shown']);
    expect(because(found)[0]).to.contain('the 500 shows a stack trace: at decide (/srv/app/patch.js:12:7)');
    expect(at(DOCUMENT, found[0]?.clause ?? '')).to.not.equal(undefined);
  });

  it('are not seen in a time, a place or an address of an ordinary message', () => {
    for (const message of [
      'Expired at 2026-05-04 10:12:07.',
      'Not reachable at proxy.example:8080.',
      'Look at line 3.',
      'It was deleted at 10:12:07.',
      'Unexpected token at request.json:1:17',
    ]) {
      expect(because(findings(answered(400, { code: 'bad_request', message })))).to.deep.equal([]);
    }
  });

  it('are seen on a line of their own, also in text that is not JSON', () => {
    for (const trace of [
      'no\n    at async node:internal/process:95:5',
      'no at resize (/srv/app/viewport:12:5)',
    ]) {
      const shown = answered(500, { code: 'x', message: trace });
      expect(because(findings(shown)), trace).to.have.length(1);
    }
    expect(checks(findings(answered(500, trace)))).to.include('stack-shown');
  });
});

describe('the checks of one exchange: a live view', () => {
  const url = 'https://browser.invalid/live';
  const shown = (members: Record<string, Json | undefined>): Finding[] =>
    findings(browser({ browser_live_view_url: url, ...members }));

  it('is wrong where the session is headless, by the clause of its member', () => {
    const found = shown({ headless: true });
    expect(checks(found)).to.deep.equal(['live-view-shown']);
    expect(because(found)[0]).to.contain('browser_live_view_url is shown for a headless session');
    expect(at(DOCUMENT, found[0]?.clause ?? '')).to.include.keys('description');
  });

  it('is right where the session has a screen, and no address is no live view', () => {
    expect(shown({ headless: false })).to.deep.equal([]);
    expect(shown({ headless: true, browser_live_view_url: '' })).to.deep.equal([]);
    expect(shown({ headless: true, browser_live_view_url: undefined })).to.deep.equal([]);
  });
});

describe('the checks of one exchange: another document', () => {
  const root = (responses: Record<string, Json>): ContractDocument => ({
    file: 'made.yaml',
    hash: '',
    root: { paths: { '/browsers/{id}': { patch: { responses } } } },
  });

  it('take a status by its range, and point there', () => {
    const schema = { type: 'object', required: ['code'] };
    const document = root({ '2XX': {}, '4XX': { content: { 'application/json': { schema } } } });
    const contract = responseContract(document);
    expect(judgeExchange(answered(409, ERROR), [409], contract)).to.deep.equal([]);
    expect(judgeExchange(answered(200, BROWSER), [200], contract)).to.deep.equal([]);
    const found = judgeExchange(answered(409, {}, { contentType: 'text/html' }), [200], contract);
    expect(checks(found)).to.deep.equal(['status-expected', 'content-type', 'schema']);
    for (const { clause } of found) expect(at(document, clause), clause).to.not.equal(undefined);
  });

  it('ask no JSON of a declared content type that is none', () => {
    const content = { 'text/plain': {}, 'application/json': { schema: { type: 'object' } } };
    const contract = responseContract(root({ '400': { content } }));
    const plain = answeredText(400, 'no', { contentType: 'text/plain' });
    expect(judgeExchange(plain, [400], contract)).to.deep.equal([]);
    expect(checks(judgeExchange(answeredText(400, 'no'), [400], contract))).to.deep.equal(['json']);
  });
});
