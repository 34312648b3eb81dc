import type { JsonObject } from '../../src/model/json.js';
import { json } from '../../src/reference-server/answer.js';
import type { How } from '../../src/reference-server/deviation.js';
import { changed, objectIn, onBody } from '../../src/reference-server/rewriting.js';
import { otherSessions, sessionOf, updateIn } from '../../src/reference-server/session-of-call.js';
import { inArea, response, schema, type Mutant } from './mutant.js';

/** What some languages make of a time that was never set. */
const ZERO_TIME = '0001-01-01T00:00:00Z';

/** What a mistaken time zone adds. */
const HOUR_MS = 3_600_000;

/** A 200 that fits its schema and is untrue. */
export const responseLies: readonly Mutant[] = inArea('response body', [
  {
    name: 'response-of-another-session',
    sentence: 'The 200 shows another session than the one that was updated.',
    clause: schema('Browser/properties/session_id'),
    how: (scene) => ({
      around: (call, answer) => {
        const session = sessionOf(scene, call);
        const other = session && otherSessions(scene, session)[0];
        const given = answer(call);
        return given.status === 200 && other ? json(200, scene.steps.represent(other, new Date())) : given;
      },
    }),
  },
  {
    name: 'response-session-id-minted-anew',
    sentence: 'The 200 gives the session another session_id than it is addressed by.',
    clause: schema('Browser/properties/session_id'),
    how: onBody(200, (body) => ({ ...body, session_id: 'k2v9d0c4m7q1x8z3n5b6h0pt' })),
  },
  ...(['headless', 'stealth'] as const).map((member) => ({
    name: `response-lacks-${member}-where-false`,
    sentence: `The 200 leaves out ${member} where it is false.`,
    clause: schema('Browser/required'),
    how: onBody(200, (body) => changed(body, member, (value) => (value === false ? undefined : value))),
  })),
  ...(['created_at', 'deleted_at'] as const).map((member) => ({
    name: `response-${member.replace('_', '-')}-zero`,
    sentence: `The 200 shows the year 1 as ${member}.`,
    clause: schema(`Browser/properties/${member}/description`),
    how: onBody(200, (body) => ({ ...body, [member]: ZERO_TIME })),
  })),
  {
    name: 'response-profile-of-zero-values',
    sentence: 'The 200 shows a profile without an id or a name where there is none.',
    clause: schema('Browser/properties/profile'),
    how: onBody(200, (body) => ({ profile: { id: '', name: '', created_at: ZERO_TIME }, ...body })),
  },
  {
    name: 'response-pool-of-zero-values',
    sentence: 'The 200 shows a pool without an id where there is none.',
    clause: schema('BrowserPoolRef/description'),
    how: onBody(200, (body) => ({ pool: { id: '' }, ...body })),
  },
  {
    name: 'response-session-id-empty',
    sentence: 'The 200 shows an empty session_id.',
    clause: schema('Browser/properties/session_id'),
    how: onBody(200, (body) => ({ ...body, session_id: '' })),
  },
  {
    name: 'response-session-id-in-upper-case',
    sentence: 'The 200 shows the session_id in upper case.',
    clause: schema('Browser/properties/session_id'),
    how: onBody(200, (body) =>
      changed(body, 'session_id', (id) => (typeof id === 'string' ? id.toUpperCase() : id)),
    ),
  },
  {
    name: 'response-shows-the-state-before',
    sentence: 'The 200 shows the session as it was before the update.',
    clause: `${response(200)}/description`,
    how: stateBefore(() => true),
  },
  {
    name: 'response-stale-after-several-fields',
    sentence: 'The 200 shows the session as it was before the update whenever that named several fields.',
    clause: `${response(200)}/description`,
    how: stateBefore((members) => members > 1),
  },
  {
    name: 'response-shows-the-rate-before',
    sentence: 'The 200 shows the refresh rate of before, where the update left it out.',
    clause: schema('BrowserViewport/properties/refresh_rate/description'),
    how: (scene) => ({
      around: (call, answer) => {
        const rate = sessionOf(scene, call)?.viewport.refresh_rate;
        const isLeftOut = updateIn(scene, call)?.viewport?.refresh_rate === undefined;
        const given = answer(call);
        const body = given.status === 200 && isLeftOut ? objectIn(given) : undefined;
        return body ? { ...given, body: changed(body, 'viewport.refresh_rate', () => rate) } : given;
      },
    }),
  },
  {
    name: 'response-created-at-assigned',
    sentence: 'The 200 shows as created_at whatever the update gives under that name.',
    clause: schema('Browser/properties/created_at/description'),
    how: (scene) => ({
      around: (call, answer) => {
        const sent = scene.steps.parseBody(call.body, call.headers['content-type']);
        const time = 'value' in sent ? sent.value.created_at : undefined;
        const given = answer(call);
        const body = given.status === 200 && time !== undefined ? objectIn(given) : undefined;
        return body ? { ...given, body: changed(body, 'created_at', () => time) } : given;
      },
    }),
  },
  ...(
    [
      ['an-hour-more', 'an hour more than the session exists', (ms) => ms + HOUR_MS],
      ['an-hour-less', 'an hour less than the session exists', (ms) => ms - HOUR_MS],
      ['in-microseconds', 'in microseconds', (ms) => (ms + 1000) * 1000],
      ['since-1970', 'as the milliseconds since 1970', () => Date.now()],
    ] as const satisfies readonly (readonly [string, string, (ms: number) => number])[]
  ).map(([slug, words, counted]) => ({
    name: `response-usage-uptime-ms-${slug}`,
    sentence: `The 200 shows usage.uptime_ms ${words}.`,
    clause: schema('BrowserUsage/properties/uptime_ms/description'),
    how: onBody(200, (body) => changed(body, 'usage.uptime_ms', (ms) => counted(Number(ms)))),
  })),
  ...(
    [
      ['escaped-as-html', 'escaped as HTML', (url) => url.replaceAll('&', '&amp;')],
      ['without-its-query', 'without what follows a question mark', (url) => url.replace(/\?.*/, '')],
      ['cut-at-an-ampersand', 'only up to an ampersand', (url) => url.replace(/&.*/, '')],
      [
        'decoded-twice',
        'with letters that were read as Latin-1',
        (url) => Buffer.from(url).toString('latin1'),
      ],
    ] as const satisfies readonly (readonly [string, string, (url: string) => string])[]
  ).map(([slug, words, damaged]) => ({
    name: `response-start-url-${slug}`,
    sentence: `The 200 shows start_url ${words}.`,
    clause: schema('Browser/properties/start_url/description'),
    how: onBody(200, (body) =>
      changed(body, 'start_url', (url) => (typeof url === 'string' ? damaged(url) : url)),
    ),
  })),
  {
    name: 'response-deleted-at-of-a-live-session',
    sentence: 'The 200 shows a deleted_at although the session is not deleted.',
    clause: schema('Browser/properties/deleted_at/description'),
    how: onBody(200, (body) => ({ ...body, deleted_at: body.created_at ?? null })),
  },
  {
    name: 'response-live-view-of-a-headless-session',
    sentence: 'The 200 shows a browser_live_view_url for a headless session.',
    clause: schema('Browser/properties/browser_live_view_url/description'),
    how: onBody(200, (body) =>
      body.headless === true ? { ...body, browser_live_view_url: body.base_url ?? '' } : body,
    ),
  },
  ...hidden('proxy_id', 'The 200 leaves out the proxy_id of a session that has a proxy.'),
  ...hidden('profile', 'The 200 leaves out the profile that the session has loaded.'),
]);

function hidden(member: string, sentence: string): Omit<Mutant, 'area'>[] {
  const how: How = onBody(200, (body: JsonObject) => changed(body, member, () => undefined));
  const name = `response-hides-${member.replace('_id', '')}`;
  return [{ name, sentence, clause: schema(`Browser/properties/${member}`), how }];
}

function stateBefore(when: (members: number) => boolean): How {
  return (scene) => ({
    around: (call, answer) => {
      const session = sessionOf(scene, call);
      const before = session && scene.steps.represent(session, new Date());
      const body = scene.steps.parseBody(call.body, call.headers['content-type']);
      const members = 'value' in body ? Object.keys(body.value).length : 0;
      const given = answer(call);
      return given.status === 200 && before && when(members) ? json(200, before) : given;
    },
  });
}
