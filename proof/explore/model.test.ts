import { expect } from 'chai';
import type { Json } from '../../src/model/json.js';
import type { SessionKind } from '../../src/model/session-kind.js';
import { amongOthers, ruleOn, ruleOnNowhere, type ModelSession, type Resources } from './model.js';

const KNOWN: Resources = {
  proxies: ['proxy1', 'proxy2'],
  profiles: [
    { id: 'profile1', name: 'work' },
    { id: 'profile2', name: null },
  ],
};
const SIZE = { width: 1283, height: 807 };

function session(kind: Partial<SessionKind> = {}, members: Record<string, Json> = {}): ModelSession {
  return {
    kind: { headless: true, stealth: false, recording: false, ...kind },
    members: new Map(Object.entries({ 'viewport.width': 1000, 'viewport.height': 700, ...members })),
  };
}

const statuses = (body: Json, ...given: Parameters<typeof session>): readonly number[] =>
  [...ruleOn(session(...given), body, KNOWN).statuses].sort();

describe('the model of an update', () => {
  const accepted: readonly (readonly [string, Json])[] = [
    ['nothing', {}],
    ['a proxy that exists', { proxy_id: 'proxy1' }],
    ['no proxy', { proxy_id: '' }],
    ['null as the proxy', { proxy_id: null }],
    ['a profile by id', { profile: { id: 'profile2' } }],
    ['a profile by name', { profile: { name: 'work', save_changes: true } }],
    ['the smallest viewport', { viewport: { width: 320, height: 240 } }],
    ['the largest viewport', { viewport: { width: 7680, height: 4320, refresh_rate: 1, force: false } }],
  ];
  for (const [what, body] of accepted)
    it(`accepts ${what}`, () => expect(statuses(body)).to.deep.equal([200]));

  const wrong: readonly (readonly [string, Json])[] = [
    ['null', null],
    ['a list', []],
    ['a number as the proxy', { proxy_id: 7 }],
    ['a text as the switch', { disable_default_proxy: 'true' }],
    ['a profile with both', { profile: { id: 'profile1', name: 'work' } }],
    ['a profile with neither', { profile: { save_changes: false } }],
    ['a profile that is a text', { profile: 'work' }],
    ['a name with a blank', { profile: { name: 'a b' } }],
    ['a name of 256', { profile: { name: 'a'.repeat(256) } }],
    ['a size below', { viewport: { width: 319, height: 240 } }],
    ['a size above', { viewport: { width: 320, height: 4321 } }],
    ['half a size', { viewport: { width: 320 } }],
    ['a fraction', { viewport: { width: 320.5, height: 240 } }],
    ['a rate in text', { viewport: { ...SIZE, refresh_rate: '60' } }],
    ['force in text', { viewport: { ...SIZE, force: 'true' } }],
  ];
  for (const [what, body] of wrong) {
    it(`refuses ${what}, which the schema does not allow`, () => {
      expect(statuses(body)).to.deep.equal([400]);
      expect(ruleOn(session(), body, KNOWN).breaksSchema).to.equal(true);
    });
  }

  it('refuses what names nothing, as invalid or as not found', () => {
    expect(statuses({ proxy_id: 'nobody' })).to.deep.equal([400, 404]);
    expect(statuses({ profile: { name: 'nobody' } })).to.deep.equal([400, 404]);
  });

  it('refuses what is not allowed now: a second profile, a resize during a recording', () => {
    expect(statuses({ profile: { id: 'profile1' } }, {}, { 'profile.id': 'profile1' })).to.deep.equal([
      400, 403,
    ]);
    expect(statuses({ viewport: SIZE }, { recording: true })).to.deep.equal([400, 403]);
    expect(statuses({ viewport: { ...SIZE, force: true } }, { recording: true })).to.deep.equal([200]);
  });

  it('leaves open what no sentence decides', () => {
    expect(statuses({ viewport: { ...SIZE, refresh_rate: 0 } })).to.deep.equal([200, 400, 403]);
    expect(statuses({ disable_default_proxy: true })).to.deep.equal([200, 400, 403]);
    expect(statuses({ disable_default_proxy: true }, { stealth: true })).to.deep.equal([200]);
    expect(statuses({ proxy_id: '', disable_default_proxy: true }, { stealth: true })).to.include(200);
    const there = { 'viewport.width': 1283, 'viewport.height': 807 };
    expect(statuses({ viewport: SIZE }, { recording: true }, there)).to.deep.equal([200, 400, 403]);
  });

  it('knows what an accepted update sets, and what may follow from it', () => {
    const body = { proxy_id: '', profile: { name: 'work' }, viewport: { ...SIZE, refresh_rate: 25 } };
    const { set, free } = ruleOn(session({ headless: false }), body, KNOWN);
    expect(Object.fromEntries(set)).to.deep.equal({
      proxy_id: [undefined],
      'profile.id': ['profile1'],
      'profile.name': ['work', undefined],
      'viewport.width': [1283],
      'viewport.height': [807],
      'viewport.refresh_rate': [25],
    });
    expect(free).to.deep.equal(['profile']);
  });

  it('lets a stealth session show its default proxy while it has none of its own, and no other one', () => {
    const ruled = (body: Json, had: string) => {
      const { free, never } = ruleOn(session({ stealth: true }, { proxy_id: had }), body, KNOWN);
      return free.includes('proxy_id') ? (never?.get('proxy_id') ?? []) : undefined;
    };
    expect(ruled({ proxy_id: '' }, 'proxy1')).to.deep.equal(KNOWN.proxies);
    expect(ruled({ proxy_id: null }, 'proxy1')).to.deep.equal(
      KNOWN.proxies.filter((one) => one !== 'proxy1'),
    );
    expect(ruled({ disable_default_proxy: true }, 'by-default')).to.deep.equal(KNOWN.proxies);
    expect(ruled({ disable_default_proxy: true }, 'proxy1')).to.equal(undefined);
  });

  it('lets null leave a proxy or remove it, and a rate that is left out be any', () => {
    const { set } = ruleOn(session({}, { proxy_id: 'proxy1' }), { proxy_id: null }, KNOWN);
    expect(set.get('proxy_id')).to.deep.equal(['proxy1', undefined]);
    expect(ruleOn(session({ headless: false }), { viewport: SIZE }, KNOWN).free).to.include(
      'viewport.refresh_rate',
    );
    const given = { viewport: { ...SIZE, refresh_rate: 25 } };
    expect(ruleOn(session(), given, KNOWN).free, 'no screen').to.include('viewport.refresh_rate');
  });

  it('sets nothing by an update that is to be refused', () => {
    const { set, free } = ruleOn(session(), { proxy_id: 'proxy1', viewport: { width: 1 } }, KNOWN);
    expect([[...set], free]).to.deep.equal([[], []]);
  });

  it('expects no session nowhere, unless the body is looked at first', () => {
    expect(ruleOnNowhere({}, KNOWN).statuses).to.deep.equal([404]);
    expect(ruleOnNowhere({ viewport: { width: 1 } }, KNOWN).statuses).to.deep.equal([404, 400]);
  });

  it('lets one of several updates at once be refused, and no wrong one be accepted', () => {
    expect([...amongOthers(ruleOn(session(), {}, KNOWN)).statuses].sort()).to.deep.equal([200, 400, 403]);
    expect(amongOthers(ruleOn(session(), null, KNOWN)).statuses).to.deep.equal([400, 403]);
  });
});
