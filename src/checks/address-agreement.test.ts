import { expect } from 'chai';
import type { JsonObject } from '../model/json.js';
import { strayAddresses, type StrayAddress } from './address-agreement.js';

const CDP = 'wss://a.example/browser/cdp?jwt=1';
const DRIVER = 'wss://a.example/browser/webdriver?jwt=1';
const BASE = 'https://a.example/browser/kernel';
const OTHER = 'wss://a.example/browser/cdp?jwt=other';
const READ = { cdp_ws_url: CDP, webdriver_ws_url: DRIVER, base_url: BASE };

/** What is found where reads before and after an update show these addresses, and its answer shows others. */
function found(answer: JsonObject, after: JsonObject = READ, before: JsonObject = READ): StrayAddress[] {
  return strayAddresses({ ...READ, ...answer }, after, {
    stateBefore: before,
    sessionId: 'mine',
    ownerOf: (address) => (address === OTHER ? 'other' : undefined),
  });
}

describe('the addresses of an answer', () => {
  const harmless: readonly (readonly [string, JsonObject, JsonObject?, JsonObject?])[] = [
    ['show what reads show', {}],
    ['have a token of their own', { cdp_ws_url: 'wss://a.example/browser/cdp?jwt=2' }],
    [
      'lead to where the session was before',
      {},
      { ...READ, cdp_ws_url: 'wss://b.example/browser/cdp?jwt=1' },
    ],
    [
      'are new with each read',
      { base_url: 'https://c.example/3' },
      { ...READ, base_url: 'https://c.example/4' },
    ],
    ['are shown by answers alone', { browser_live_view_url: 'https://a.example/live' }],
    ['are no addresses, which another check finds', { cdp_ws_url: 'nowhere' }],
  ];
  for (const [what, answer, after, before] of harmless) {
    it(`are right where they ${what}`, () => expect(found(answer, after, before)).to.deep.equal([]));
  }

  it('are wrong where they are exchanged, and a note where they lead to another host or path than steady reads', () => {
    const elsewhere = 'https://internal.example/browser/kernel';
    expect(found({ base_url: elsewhere })).to.deep.equal([
      { path: 'base_url', answer: elsewhere, read: BASE, isNote: true },
    ]);
    expect(found({ cdp_ws_url: DRIVER, webdriver_ws_url: CDP })).to.deep.equal([
      { path: 'cdp_ws_url', answer: DRIVER, read: CDP },
      { path: 'webdriver_ws_url', answer: CDP, read: DRIVER },
    ]);
  });

  it('are wrong where they lead to another session, whatever reads show', () => {
    const moved = { ...READ, cdp_ws_url: 'wss://b.example/browser/cdp?jwt=1' };
    for (const after of [READ, moved]) {
      expect(found({ cdp_ws_url: OTHER }, after)).to.deep.equal([
        { path: 'cdp_ws_url', answer: OTHER, read: after.cdp_ws_url, ofSession: 'other' },
      ]);
    }
  });
});
