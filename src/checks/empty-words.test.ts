import { expect } from 'chai';
import { answered, DOCUMENT, ERROR, FULL_BROWSER } from '../../proof/testing/answers.js';
import { because, browser, checks, findings } from '../../proof/testing/judged.js';
import { at } from '../contract/document.js';
import type { Finding } from '../model/finding.js';
import type { Json } from '../model/json.js';

describe('the checks of one exchange: addresses', () => {
  const shown = (member: string, value: Json): Finding[] =>
    findings(answered(200, { ...FULL_BROWSER, [member]: value }));
  const wrong: readonly (readonly [member: string, value: string, problem: string])[] = [
    ['cdp_ws_url', '', 'is empty'],
    ['cdp_ws_url', '/browser/cdp', 'no absolute address'],
    ['cdp_ws_url', 'not a url', 'no absolute address'],
    ['cdp_ws_url', 'wss://', 'no absolute address'],
    ['webdriver_ws_url', 'https://browser.invalid/', 'begins with ws:// or wss://'],
    ['webdriver_ws_url', 'browser.invalid:8443/session', 'no absolute address'],
    ['base_url', 'wss://browser.invalid/', 'begins with http:// or https://'],
    ['browser_live_view_url', '/live', 'no absolute address'],
  ];
  for (const [member, value, problem] of wrong) {
    it(`are wrong where ${member} is "${value}", by the clause of the member`, () => {
      const found = shown(member, value);
      expect(checks(found)).to.deep.equal(['address']);
      expect(found[0]?.severity).to.equal('breach');
      expect(because(found)[0]).to.contain(member).and.to.contain(problem);
      expect(at(DOCUMENT, found[0]?.clause ?? '')).to.include.keys('description');
    });
  }

  it('are a note where an optional one is an empty text', () => {
    for (const member of ['base_url', 'browser_live_view_url']) {
      expect(shown(member, '').map(({ check, severity }) => [check, severity])).to.deep.equal([
        ['address', 'note'],
      ]);
    }
  });

  it('are a note where WebDriver has the address of the Chrome DevTools Protocol', () => {
    const found = shown('webdriver_ws_url', FULL_BROWSER.cdp_ws_url ?? null);
    expect(found.map(({ check, severity }) => [check, severity])).to.deep.equal([['address', 'note']]);
    expect(because(found)[0]).to.contain('webdriver_ws_url is the address of cdp_ws_url');
    expect(at(DOCUMENT, found[0]?.clause ?? '')).to.include.keys('description');
  });

  it('are right with any host, port and query, and none is needed of a headless session', () => {
    expect(shown('cdp_ws_url', 'ws://127.0.0.1:9222/devtools?jwt=a.b.c')).to.deep.equal([]);
    expect(shown('base_url', 'http://localhost')).to.deep.equal([]);
    expect(findings(browser({ headless: true, browser_live_view_url: '' }))).to.deep.equal([]);
  });
});

describe('the checks of one exchange: the words of an error', () => {
  for (const [member, value] of [
    ['code', ''],
    ['message', ''],
    ['message', ' \n'],
  ] as const) {
    it(`are a note where ${member} is ${JSON.stringify(value)}`, () => {
      const found = findings(answered(400, { ...ERROR, [member]: value }));
      expect(found.map(({ check, severity }) => [check, severity])).to.deep.equal([['empty-error', 'note']]);
      expect(because(found)[0]).to.contain(`the 400 response has an empty ${member}`);
      expect(at(DOCUMENT, found[0]?.clause ?? '')).to.include.keys('description');
    });
  }

  it('are right in a detail, of which the document asks nothing', () => {
    expect(findings(answered(404, { ...ERROR, inner_error: { code: '', message: '' } }))).to.deep.equal([]);
  });
});
