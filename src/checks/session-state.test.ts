import { expect } from 'chai';
import type { Json, JsonObject } from '../model/json.js';
import { differences, observable, strangerOf } from './session-state.js';
import { changed, FULL_BROWSER } from '../../proof/testing/answers.js';

const PROFILE: JsonObject = { id: 'profile1', name: null, created_at: '2026-01-01T00:00:00Z' };

/** The paths that differ between the full session and the same with other members. */
function differing(
  members: Record<string, Json | undefined>,
  { partial = false, from = {} }: { partial?: boolean; from?: Record<string, Json | undefined> } = {},
): string[] {
  const before = observable(changed(FULL_BROWSER, from), []);
  const after = observable(changed(FULL_BROWSER, members), []);
  return differences(before, after, partial).map(({ path }) => path);
}

describe('two states of a session: what does not count as a difference', () => {
  const rows: readonly (readonly [
    string,
    Record<string, Json | undefined>,
    Record<string, Json | undefined>,
  ])[] = [
    ['nothing', {}, {}],
    ['cdp_ws_url', { cdp_ws_url: 'wss://browser.invalid/cdp?jwt=other' }, {}],
    ['webdriver_ws_url', { webdriver_ws_url: 'wss://browser.invalid/other' }, {}],
    ['browser_live_view_url, even when it goes', { browser_live_view_url: undefined }, {}],
    ['base_url', { base_url: 'https://other.invalid' }, {}],
    ['usage', { usage: { uptime_ms: 13, more: 1 } }, {}],
    [
      'when the profile was last updated and used',
      { profile: { ...PROFILE, updated_at: '2026-02-02T00:00:00Z' } },
      {},
    ],
    [
      'the name of a profile that is null or absent',
      { profile: PROFILE },
      { profile: changed(PROFILE, { name: undefined }) },
    ],
    ['the name of a profile that was null', { profile: { ...PROFILE, name: 'mine' } }, { profile: PROFILE }],
    [
      'the name of a profile that becomes null',
      { profile: PROFILE },
      { profile: { ...PROFILE, name: 'mine' } },
    ],
    ['an empty proxy_id for none', { proxy_id: '' }, { proxy_id: undefined }],
    ['no proxy_id for an empty one', { proxy_id: undefined }, { proxy_id: '' }],
    ['a proxy_id of null for none', { proxy_id: null }, { proxy_id: undefined }],
    ['another offset', { created_at: '2026-05-04T05:02:01.5+02:00' }, {}],
    ['more fraction digits', { created_at: '2026-05-04T03:02:01.500Z' }, {}],
    ['fewer fraction digits', { created_at: '2026-05-04t03:02:01z' }, {}],
    ['the order of members', { viewport: { refresh_rate: 60, height: 800, width: 1280 } }, {}],
  ];
  for (const [what, after, from] of rows) {
    it(`is ${what}`, () => expect(differing(after, { from })).to.deep.equal([]));
  }

  it('is an undeclared member, alone or inside another', () => {
    const before = observable(FULL_BROWSER, []);
    const viewport = { width: 1280, height: 800, refresh_rate: 60, dpi: 2 };
    const after = observable({ ...FULL_BROWSER, region: { name: 'a' }, viewport }, [
      'region',
      'viewport.dpi',
    ]);
    expect(differences(before, after, false)).to.deep.equal([]);
  });

  it('is an optional member that the answer to an update leaves out', () => {
    for (const name of ['gpu', 'persistence', 'viewport', 'kiosk_mode', 'start_url']) {
      expect(differing({ [name]: undefined }, { partial: true }), name).to.deep.equal([]);
    }
    expect(differing({ viewport: { width: 1280, height: 800 } }, { partial: true })).to.deep.equal([]);
  });
});

describe('two states of a session: the start URL', () => {
  it('may be written as it was sent, and as browsers write it', () => {
    const [sent, written] = ['about:blank#a?b=1&c=ü', 'about:blank#a?b=1&c=%C3%BC'].map((start_url) =>
      observable({ start_url }, []),
    );
    if (sent === undefined || written === undefined) return expect.fail('There are no states.');
    expect(differences(sent, written, false)).to.deep.equal([]);
    const escaped = observable({ start_url: 'about:blank#a?b=1&amp;c=ü' }, []);
    expect(differences(sent, escaped, false).map(({ path }) => path)).to.deep.equal(['start_url']);
  });
});

describe('two states of a session: what differs', () => {
  const rows: readonly (readonly [string, Record<string, Json | undefined>, readonly string[]])[] = [
    ['session_id', { session_id: 'other' }, ['session_id']],
    [
      'a flag',
      { headless: true, stealth: true, gpu: true, kiosk_mode: true },
      ['stealth', 'headless', 'gpu', 'kiosk_mode'],
    ],
    ['a number', { timeout_seconds: 61 }, ['timeout_seconds']],
    ['the type of a value', { timeout_seconds: '60' }, ['timeout_seconds']],
    ['an instant', { created_at: '2026-05-04T03:02:02.5Z' }, ['created_at']],
    ['a fraction that both show', { created_at: '2026-05-04T03:02:01.6Z' }, ['created_at']],
    ['a date-time that is none any more', { created_at: 'then' }, ['created_at']],
    ['another proxy', { proxy_id: 'proxy2' }, ['proxy_id']],
    ['no proxy', { proxy_id: '' }, ['proxy_id']],
    ['another profile', { profile: { ...PROFILE, id: 'profile2' } }, ['profile.id']],
    ['no profile', { profile: undefined }, ['profile.id', 'profile.created_at']],
    [
      'one member of the viewport',
      { viewport: { width: 1280, height: 800, refresh_rate: 30 } },
      ['viewport.refresh_rate'],
    ],
    [
      'a viewport that is null',
      { viewport: null },
      ['viewport.width', 'viewport.height', 'viewport.refresh_rate'],
    ],
    ['a member that went', { start_url: undefined }, ['start_url']],
    ['a member that is null now', { start_url: null }, ['start_url']],
    ['a member that came', { region: 'a' }, ['region']],
    ['an empty object that came', { region: {} }, ['region']],
  ];
  for (const [what, after, paths] of rows) {
    it(`is ${what}`, () => expect(differing(after)).to.deep.equal(paths));
  }

  it('is a name of a profile for another name', () => {
    const profile = { ...PROFILE, name: 'mine' };
    expect(differing({ profile: { ...PROFILE, name: 'yours' } }, { from: { profile } })).to.deep.equal([
      'profile.name',
    ]);
  });

  it('is, in the answer to an update, the absence of what says something by its absence', () => {
    for (const name of ['proxy_id', 'profile', 'pool', 'deleted_at']) {
      const paths = differing({ [name]: undefined }, { partial: true });
      expect(new Set(paths.map((path) => path.split('.')[0])), name).to.deep.equal(new Set([name]));
    }
  });

  it('is, in the answer to an update, every member that has another value, and none that reads merely leave out', () => {
    const answer = { timeout_seconds: 61, start_url: 'https://a.invalid', gpu: false };
    const from = { start_url: undefined, gpu: undefined };
    expect(differing(answer, { partial: true, from })).to.deep.equal(['timeout_seconds']);
  });

  it('is, in the answer to an update, the presence of what says something by its absence', () => {
    for (const name of ['proxy_id', 'profile', 'pool', 'deleted_at']) {
      const paths = differing({ [name]: 'new' }, { partial: true, from: { [name]: undefined } });
      expect(paths, name).to.include(name);
    }
  });

  it('is, in the answer to an update, a member that it invents', () => {
    const from = { timeout_seconds: undefined, gpu: undefined };
    const paths = differing({ timeout_seconds: 60, gpu: true }, { partial: true, from });
    expect(paths).to.have.members(['timeout_seconds', 'gpu']);
  });

  it('is none where only the answer to an update shows what no update changes', () => {
    const from = { persistence: undefined, start_url: undefined };
    const answer = { persistence: { id: 'x' }, start_url: 'https://a.invalid' };
    expect(differing(answer, { partial: true, from })).to.deep.equal([]);
  });

  it('is, in the answer to an update, a switch that it shows as off and that is on', () => {
    expect(differing({ gpu: false }, { partial: true, from: { gpu: true } })).to.deep.equal(['gpu']);
    expect(differing({ gpu: undefined }, { partial: true, from: { gpu: true } })).to.deep.equal([]);
  });

  it('is a switch that comes on, and not one that is off and shown or left out', () => {
    const from = { gpu: undefined, kiosk_mode: undefined };
    expect(differing({ gpu: false, kiosk_mode: true }, { from })).to.deep.equal(['kiosk_mode']);
    expect(differing({ gpu: undefined, kiosk_mode: undefined })).to.deep.equal([]);
  });

  it('holds both values', () => {
    const found = differences(observable({ a: 1, c: null }, []), observable({ b: 2 }, []), false);
    expect(found).to.deep.equal([
      { path: 'a', before: 1, after: undefined },
      { path: 'b', before: undefined, after: 2 },
    ]);
  });
});

describe('a session that a read shows', () => {
  it('is a stranger when its id is another one, unless that is reported already or it has none', () => {
    const stranger = [{ path: 'session_id', before: 'a', after: 'b' }];
    expect(strangerOf('a', { session_id: 'b' }, [])).to.deep.equal(stranger);
    expect(strangerOf('a', { session_id: 'b' }, stranger)).to.deep.equal([]);
    expect(strangerOf('a', { session_id: 'a' }, [])).to.deep.equal([]);
    expect(strangerOf('a', {}, [])).to.deep.equal([]);
  });
});
