import { expect } from 'chai';
import { at } from '../contract/document.js';
import type { Json, JsonObject } from '../model/json.js';
import { declaredBy } from './declared.js';
import { effectsOf } from './effects.js';
import type { Exchange } from '../model/exchange.js';
import type { Finding } from '../model/finding.js';
import { sentenceOf } from '../report/sentence-of.js';
import { judgeAftermath } from './judge.js';
import { observable } from './session-state.js';
import type { Aftermath, Shown } from './subject.js';
import { answered, BROWSER, changed, CONTRACT, DOCUMENT } from '../../proof/testing/answers.js';

const ID = 'htzv5orfit78e1m2biiifpbv';
const BEFORE = changed(BROWSER, {
  proxy_id: 'proxy1',
  viewport: { width: 1283, height: 807, refresh_rate: 31 },
  start_url: 'https://example.com',
  usage: { uptime_ms: 1 },
});

const STEALTHY = changed(BEFORE, { stealth: true });

/** Where the findings are seen. */
const ANSWER = answered(200, {});
const READ = answered(200, {});

type Members = Record<string, Json | undefined>;

interface Story {
  readonly body: Json;
  /** How the answer and the read afterwards differ from the state before; undefined: there was none. */
  readonly answer?: Members | undefined;
  readonly after?: Members | undefined;
  readonly accepted?: boolean;
  readonly before?: JsonObject;
}

function judged({ body, answer, after, accepted = true, before = BEFORE }: Story): Finding[] {
  const seen = (members: Members | undefined, exchange: Exchange): Shown | undefined => {
    if (members === undefined) return undefined;
    const state = changed(before, members);
    return { state, members: observable(state, CONTRACT.undeclared(200, state)), exchange };
  };
  const aftermath: Aftermath = {
    sessionId: ID,
    before: observable(before, CONTRACT.undeclared(200, before)),
    answer: seen(answer, ANSWER),
    after: seen(after, READ),
    effects: effectsOf(body, {
      before,
      profileId: () => undefined,
      profileName: () => undefined,
      isDefaultProxy: (id) => id === 'default1',
      ...declaredBy({ document: DOCUMENT, answers: CONTRACT, reads: CONTRACT }),
    }),
    schema: CONTRACT.schemaOf(200) ?? '',
    accepted,
  };
  return judgeAftermath(aftermath);
}

function said(story: Story): string[] {
  return judged(story).map((finding) => {
    const seenIn = finding.exchange === ANSWER ? 'answer' : 'read';
    return `${finding.check} in the ${seenIn}: ${sentenceOf(finding)}`;
  });
}

const NEW_SIZE = { width: 640, height: 480 };
const PROFILE = { id: 'p', name: 'mine', created_at: '2026-01-01T00:00:00Z' };

describe('what an accepted update did: nothing wrong', () => {
  const viewport = { ...NEW_SIZE, refresh_rate: 60 };
  const rows: readonly (readonly [string, Story])[] = [
    ['an empty update that changed nothing', { body: {}, answer: {}, after: {} }],
    [
      'a new size, with the rate that follows',
      { body: { viewport: NEW_SIZE }, answer: { viewport }, after: { viewport } },
    ],
    [
      'another proxy',
      { body: { proxy_id: 'proxy2' }, answer: { proxy_id: 'proxy2' }, after: { proxy_id: 'proxy2' } },
    ],
    [
      'a proxy taken away, shown as none and as an empty id',
      { body: { proxy_id: '' }, answer: { proxy_id: undefined }, after: { proxy_id: '' } },
    ],
    [
      'a proxy taken away on a stealth session, which then shows the one it has by default',
      {
        body: { proxy_id: '' },
        before: STEALTHY,
        answer: { proxy_id: 'default1' },
        after: { proxy_id: 'default1' },
      },
    ],
    ['null for the proxy, which stays', { body: { proxy_id: null }, answer: {}, after: {} }],
    [
      'null for the proxy, which goes',
      { body: { proxy_id: null }, answer: { proxy_id: undefined }, after: { proxy_id: undefined } },
    ],
    [
      'a profile by id, its name not looked up',
      {
        body: { profile: { id: 'p' } },
        answer: { profile: { ...PROFILE, name: null } },
        after: { profile: PROFILE },
      },
    ],
    [
      'a profile by name',
      { body: { profile: { name: 'mine' } }, answer: { profile: PROFILE }, after: { profile: PROFILE } },
    ],
    [
      'several fields at once',
      {
        body: { proxy_id: '', viewport: NEW_SIZE, profile: { id: 'p' }, disable_default_proxy: true },
        answer: { proxy_id: undefined, viewport, profile: PROFILE },
        after: { proxy_id: undefined, viewport, profile: PROFILE },
      },
    ],
    [
      'an answer without optional members',
      { body: {}, answer: { start_url: undefined, viewport: undefined }, after: {} },
    ],
    [
      'addresses and counters that move',
      { body: {}, answer: { cdp_ws_url: 'wss://other' }, after: { usage: { uptime_ms: 2 } } },
    ],
    ['undeclared members that come and go', { body: {}, answer: { region: 1 }, after: { region: 2 } }],
    ['no answer and no read to look at', { body: { proxy_id: 'proxy2' } }],
  ];
  for (const [what, story] of rows) it(`is ${what}`, () => expect(said(story)).to.deep.equal([]));
});

describe('what an accepted update did: what is wrong', () => {
  const stale = { viewport: { width: 1283, height: 807, refresh_rate: 31 } };
  const rows: readonly (readonly [string, Story, readonly string[]])[] = [
    [
      'a size that is not applied',
      { body: { viewport: NEW_SIZE }, answer: stale, after: stale },
      [
        'echo in the answer: the answer shows viewport.width 1283, but 640 was sent; all of viewport is as it was before',
        'echo in the answer: the answer shows viewport.height 807, but 480 was sent; all of viewport is as it was before',
        'read-back in the read: it shows viewport.width 1283, but 640 was sent; all of viewport is as it was before',
        'read-back in the read: it shows viewport.height 807, but 480 was sent; all of viewport is as it was before',
      ],
    ],
    [
      'a rate that is not applied although it was named',
      {
        body: { viewport: { ...NEW_SIZE, refresh_rate: 25 } },
        answer: { viewport: { ...NEW_SIZE, refresh_rate: 25 } },
        after: { viewport: { ...NEW_SIZE, refresh_rate: 60 } },
      },
      ['read-back in the read: it shows viewport.refresh_rate 60, but 25 was sent'],
    ],
    [
      'a profile that the answer and a read show differently',
      {
        body: { profile: { id: 'p' } },
        answer: { profile: { ...PROFILE, name: 'default', created_at: '0001-01-01T00:00:00Z' } },
        after: { profile: PROFILE },
      },
      [
        'agreement in the read: the answer showed profile.name "default", and a read after it shows "mine"',
        'agreement in the read: the answer showed profile.created_at "0001-01-01T00:00:00Z", and a read after it shows "2026-01-01T00:00:00Z"',
      ],
    ],
    [
      'a proxy that is not echoed',
      { body: { proxy_id: 'proxy2' }, answer: { proxy_id: undefined }, after: { proxy_id: 'proxy2' } },
      ['echo in the answer: the answer shows proxy_id absent, but "proxy2" was sent'],
    ],
    [
      'a proxy that was to go and stays',
      { body: { proxy_id: '' }, answer: { proxy_id: undefined }, after: {} },
      ['read-back in the read: it shows proxy_id "proxy1" (allowed: absent or "" or null)'],
    ],
    [
      'a proxy that was to go and stays, on a stealth session',
      { body: { proxy_id: '' }, before: STEALTHY, answer: { proxy_id: undefined }, after: {} },
      ['read-back in the read: it shows proxy_id "proxy1" (allowed: absent or "" or null)'],
    ],
    [
      'null for the proxy, and a third one',
      { body: { proxy_id: null }, answer: { proxy_id: 'proxy3' } },
      ['echo in the answer: the answer shows proxy_id "proxy3" (allowed: "proxy1" or absent or "" or null)'],
    ],
    [
      'another profile than the one named',
      {
        body: { profile: { id: 'p' } },
        answer: { profile: { ...PROFILE, id: 'q' } },
        after: { profile: PROFILE },
      },
      ['echo in the answer: the answer shows profile.id "q", but "p" was sent'],
    ],
    [
      'no profile at all',
      { body: { profile: { name: 'mine' } }, answer: { profile: PROFILE }, after: {} },
      ['read-back in the read: it shows profile.name absent, but "mine" was sent'],
    ],
    [
      'a member that the update does not name',
      {
        body: { viewport: NEW_SIZE },
        answer: { viewport: NEW_SIZE, timeout_seconds: 61 },
        after: { viewport: { ...NEW_SIZE, refresh_rate: 60 }, stealth: true, proxy_id: undefined },
      },
      [
        'frame in the answer: the answer shows timeout_seconds 61, it was 60 and the update does not name it',
        'frame in the read: it shows stealth true, it was false and the update does not name it',
        'frame in the read: it shows proxy_id absent, it was "proxy1" and the update does not name it',
      ],
    ],
    [
      'an optional member that a read lacks',
      { body: {}, answer: {}, after: { start_url: undefined } },
      [
        'frame in the read: it shows start_url absent, it was "https://example.com" and the update does not name it',
      ],
    ],
    [
      'an answer that shows another session',
      { body: {}, answer: { session_id: 'other' }, after: {} },
      [
        'frame in the answer: the answer shows session_id "other", it was "htzv5orfit78e1m2biiifpbv" and the update does not name it',
      ],
    ],
    [
      'a session that has shown the same wrong id before',
      { body: {}, before: changed(BEFORE, { session_id: 'other' }), answer: {}, after: {} },
      [
        'frame in the answer: the answer shows session_id "other", it was "htzv5orfit78e1m2biiifpbv" and the update does not name it',
        'frame in the read: it shows session_id "other", it was "htzv5orfit78e1m2biiifpbv" and the update does not name it',
      ],
    ],
  ];
  for (const [what, story, sentences] of rows) {
    it(`is ${what}`, () => expect(said(story)).to.deep.equal(sentences));
  }

  it('points to a clause that the document has', () => {
    for (const [, story] of rows) {
      for (const { clause, severity } of judged(story)) {
        expect(at(DOCUMENT, clause), clause).to.not.equal(undefined);
        expect(severity).to.equal('breach');
      }
    }
  });
});

describe('what a refused update did', () => {
  const refused = { body: { viewport: NEW_SIZE, proxy_id: '' }, accepted: false } as const;

  it('is nothing, where addresses and counters alone move', () => {
    expect(said({ ...refused, after: { usage: { uptime_ms: 5 }, cdp_ws_url: 'wss://other' } })).to.deep.equal(
      [],
    );
  });

  it('is wrong wherever a member differs, named by the update or not', () => {
    const after = { viewport: { ...NEW_SIZE, refresh_rate: 31 }, persistence: { id: 'a' } };
    expect(said({ ...refused, answer: after, after })).to.deep.equal([
      'untouched in the read: viewport.width was 1283 before and is 640 now, though the update had to be refused',
      'untouched in the read: viewport.height was 807 before and is 480 now, though the update had to be refused',
      'untouched in the read: persistence.id was absent before and is "a" now, though the update had to be refused',
    ]);
  });

  it('is wrong where a read shows another session, the one before too', () => {
    const [sentence, ...others] = said({
      ...refused,
      before: changed(BEFORE, { session_id: 'other' }),
      after: {},
    });
    expect(sentence).to.equal(
      'untouched in the read: session_id was "htzv5orfit78e1m2biiifpbv" before and is "other" now, though the update had to be refused',
    );
    expect(others).to.deep.equal([]);
  });

  it('is not known without a read', () => expect(said(refused)).to.deep.equal([]));

  it('points to a clause that the document has', () => {
    for (const { clause } of judged({ ...refused, after: { gpu: true, proxy_id: '' } })) {
      expect(at(DOCUMENT, clause), clause).to.not.equal(undefined);
    }
  });
});
