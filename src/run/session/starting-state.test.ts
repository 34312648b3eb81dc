import { expect } from 'chai';
import { valueAt, type Json, type JsonObject } from '../../model/json.js';
import { effectsOf } from '../../checks/effects.js';
import { OFF_DEFAULT } from '../../api/leases/browsers.js';
import { hasProfile, moveAway, updatesTowards } from './starting-state.js';

const HOME: JsonObject = { viewport: { ...OFF_DEFAULT.viewport }, proxy_id: 'proxy1' };

function away(body: Json, state: JsonObject = HOME, recording = false): Json | undefined {
  const effects = effectsOf(body, {
    before: state,
    profileId: () => undefined,
    profileName: () => undefined,
    isDefaultProxy: () => false,
    shown: () => 'as a whole',
    isReadOnly: () => false,
  });
  const kind = { headless: true, stealth: false, recording };
  return moveAway(effects, state, { id: 'a', kind, leasedAt: 0, entry: 0 });
}

describe('a session is moved away before an update', () => {
  const { width, height, refresh_rate } = OFF_DEFAULT.viewport;
  const moved: readonly (readonly [string, Json, JsonObject])[] = [
    ['that sets the size it has', { viewport: { width, height } }, HOME],
    ['that sets the size and the rate it has', { viewport: { width, height, refresh_rate } }, HOME],
    ['of which only the width is the present one', { viewport: { width, height: 240 } }, HOME],
    ['that takes the second place', { viewport: { width, height: height - 2 } }, HOME],
    [
      'that repeats a size elsewhere',
      { viewport: { width: 640, height: 480 } },
      { viewport: { width: 640, height: 480, refresh_rate: 60 } },
    ],
    [
      'that repeats the place it would be moved to first',
      { viewport: { width: width - 2, height: height - 2 } },
      { viewport: { width: width - 2, height: height - 2, refresh_rate: refresh_rate - 2 } },
    ],
  ];
  for (const [what, body, state] of moved) {
    it(`${what}, to where every member differs from both states and fits its bounds`, () => {
      const update = away(body, state);
      for (const member of ['width', 'height', 'refresh_rate']) {
        const value = valueAt(update, ['viewport', member]);
        expect(value, member).to.be.a('number').above(0);
        expect(value).to.not.equal(valueAt(state, ['viewport', member]));
        expect(value).to.not.equal(valueAt(body, ['viewport', member]));
      }
      expect(valueAt(update, ['viewport', 'width'])).to.be.within(320, 7680);
      expect(valueAt(update, ['viewport', 'height'])).to.be.within(240, 4320);
    });
  }

  it('by force where a replay is recorded, and only there', () => {
    const body = { viewport: { width, height } };
    expect(valueAt(away(body, HOME, true), ['viewport', 'force'])).to.equal(true);
    expect(valueAt(away(body), ['viewport', 'force'])).to.equal(undefined);
  });
});

describe('a session stays where it is before an update', () => {
  const rows: readonly (readonly [string, Json])[] = [
    ['that sets another size', { viewport: { width: 640, height: 480 } }],
    ['that sets nothing', {}],
    ['that sets no viewport', { proxy_id: 'proxy1', profile: { id: 'a' }, disable_default_proxy: true }],
    ['whose viewport is none', { viewport: null }],
  ];
  for (const [what, body] of rows) it(what, () => expect(away(body)).to.equal(undefined));
});

describe('the updates towards the state that a case starts from', () => {
  const rows: readonly (readonly [
    string,
    Parameters<typeof updatesTowards>[0],
    JsonObject,
    readonly Json[],
  ])[] = [
    ['none where the case asks for nothing', {}, HOME, []],
    ['none where a proxy is set already', { proxy: 'set' }, HOME, []],
    ['none where no proxy is set, shown as an empty id', { proxy: 'none' }, { proxy_id: '' }, []],
    ['the proxy taken away', { proxy: 'none' }, HOME, [{ proxy_id: '' }]],
    [
      'a proxy set where the id is empty',
      { proxy: 'set' },
      { proxy_id: '' },
      [{ proxy_id: '<other proxy>' }],
    ],
    ['a profile loaded', { profile: 'loaded' }, HOME, [{ profile: { id: '<profile>' } }]],
    ['none where a profile is loaded', { profile: 'loaded' }, { profile: { id: 'a' } }, []],
    [
      'the named update after all others',
      { proxy: 'none', after: { a: 1 } },
      HOME,
      [{ proxy_id: '' }, { a: 1 }],
    ],
  ];
  for (const [what, start, state, updates] of rows) {
    it(`are ${what}`, () => expect(updatesTowards(start, state, false)).to.deep.equal(updates));
  }

  it('load no profile where there may be one that no read shows', () => {
    expect(updatesTowards({ profile: 'loaded' }, HOME, true)).to.deep.equal([]);
  });

  it('see a profile only where one is shown', () => {
    expect([{}, { profile: null }, { profile: { id: 'a' } }].map(hasProfile)).to.deep.equal([
      false,
      false,
      true,
    ]);
  });
});
