import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import type { How } from '../../src/reference-server/deviation.js';
import { changed, objectIn } from '../../src/reference-server/rewriting.js';
import { answers, eachStringIn, errors, sessions, type Variation } from './variation.js';

const REACH = 'PATCH and GET of a session';
const OPTIONAL = ['gpu', 'kiosk_mode', 'base_url', 'usage', 'start_url', 'browser_live_view_url'];

/** Differences in what bodies hold. */
export const bodies: readonly Variation[] = [
  shown('extra-members', 'Sessions have members that the document does not know.', (session) => ({
    ...session,
    region: 'aws.us-east-1a',
    memory: 'medium',
    tags: {},
    telemetry: null,
  })),
  shown(
    'extra-members-inside',
    'Profile, viewport and usage have members that the document does not know.',
    (session) =>
      ['profile', 'viewport', 'usage'].reduce(
        (given, parent) => changed(given, `${parent}.revision`, () => 7),
        session,
      ),
  ),
  shown('force-shown', 'The viewport of a session shows force as well.', (session) =>
    changed(session, 'viewport.force', () => false),
  ),
  shown(
    'optional-members-absent',
    'Optional members that say nothing about an update are left out.',
    (session) => Object.fromEntries(Object.entries(session).filter(([name]) => !OPTIONAL.includes(name))),
  ),
  shown('profile-times-absent', 'A profile shows neither updated_at nor last_used_at.', (session) =>
    ['profile.updated_at', 'profile.last_used_at'].reduce(
      (given, path) => changed(given, path, () => undefined),
      session,
    ),
  ),
  shown('profile-name-absent', 'A profile does not show its name.', (session) =>
    changed(session, 'profile.name', () => undefined),
  ),
  shown('nameless-profile-name-null', 'A profile without a name shows null as its name.', (session) =>
    changed(session, 'profile.name', (name) => name ?? null),
  ),
  shown('no-proxy-is-empty-text', 'A session without a proxy shows "" as its proxy_id.', (session) =>
    changed(session, 'proxy_id', (id) => id ?? ''),
  ),
  shown('no-refresh-rate-when-headless', 'A headless session shows no refresh rate.', (session) =>
    session.headless === true ? changed(session, 'viewport.refresh_rate', () => undefined) : session,
  ),
  shown(
    'no-live-view-is-empty-text',
    'A headless session shows "" as its browser_live_view_url.',
    (session) => changed(session, 'browser_live_view_url', (url) => url ?? ''),
  ),
  neverShown('profile-never-shown', 'No answer shows the profile of a session.', ['profile']),
  neverShown('viewport-and-proxy-never-shown', 'No answer shows the viewport or the proxy of a session.', [
    'viewport',
    'proxy_id',
  ]),
  shown('members-reordered', 'The members of a session come in another order.', (session) =>
    Object.fromEntries(Object.entries(session).reverse()),
  ),
  shown(
    'one-address-for-both-protocols',
    'WebDriver has the address of the Chrome DevTools Protocol.',
    (session) => changed(session, 'webdriver_ws_url', () => session.cdp_ws_url),
  ),
  {
    name: 'start-url-as-browsers-write-it',
    sentence: 'PATCH shows start_url as browsers write it, and GET as it was sent.',
    reach: REACH,
    how: sessions((session, { method }) =>
      changed(session, 'start_url', (url) =>
        method === 'PATCH' && typeof url === 'string' ? new URL(url).href : url,
      ),
    ),
  },
  shown(
    'uptime-by-another-clock',
    'The uptime is counted by a clock that is half a minute late, and may be less than nothing.',
    (session) => changed(session, 'usage.uptime_ms', (ms) => Number(ms) - 30_000),
  ),
  {
    name: 'urls-minted-anew',
    sentence: 'Every answer shows URLs with another token.',
    reach: REACH,
    how: mintingAnew,
  },
  timed('times-with-offset', 'Times have an offset of two hours.', (time) => shifted(time, '.000', '+02:00')),
  timed('times-without-fraction', 'Times have no fraction of a second.', (time) => withFraction(time, '')),
  timed('times-with-microseconds', 'Times have six digits after the second.', (time) =>
    withFraction(time, `${time.slice(19, 23)}000`),
  ),
  timed('times-with-nanoseconds', 'Times have nine digits after the second.', (time) =>
    withFraction(time, `${time.slice(19, 23)}000000`),
  ),
  {
    name: 'times-differ-between-patch-and-get',
    sentence: 'PATCH writes times in another offset and precision than GET.',
    reach: REACH,
    how: sessions((session, { method }) =>
      inTime(session, (time) =>
        method === 'PATCH' ? shifted(time, `${time.slice(19, 23)}000`, '+02:00') : time,
      ),
    ),
  },
  failed('other-error-codes', 'Errors have other codes.', (error, status) => ({
    ...error,
    code: `E-${status}`,
  })),
  failed('other-error-texts', 'Errors have other messages.', (error) => ({
    ...error,
    message: 'Das ging nicht – é.',
  })),
  {
    name: 'errors-quote-the-request',
    sentence: 'Errors quote the path, without its query, and the beginning of the body that were sent.',
    reach: REACH,
    how: answers((answer, { path, body = Buffer.from('') }) => {
      const error = answer.status >= 400 ? objectIn(answer) : undefined;
      const sent = Buffer.from(body).toString().slice(0, 200);
      return error
        ? { ...answer, body: { ...error, message: `Refused: ${path.replace(/\?.*/, '')} ${sent}` } }
        : answer;
    }),
  },
  failed('error-details-never', 'Errors have no details.', (error) =>
    changed(error, 'details', () => undefined),
  ),
  failed('error-details-empty', 'Errors have details without items.', (error) => ({ ...error, details: [] })),
  failed('error-details-always', 'Errors have several details, each with some of its members.', (error) => ({
    ...error,
    details: [{ code: 'invalid_input' }, { message: 'This is wrong.' }, {}],
  })),
  failed('inner-error', 'Errors have an inner_error.', (error) => ({
    ...error,
    inner_error: { code: 'upstream', message: 'The machine refused.' },
  })),
  failed(
    'extra-members-in-errors',
    'Errors have members that the document does not know.',
    (error, status) => ({
      ...error,
      status,
      request_id: '7f3c',
      details: [{ code: 'invalid_input', message: 'This is wrong.', field: 'viewport' }],
    }),
  ),
];

function shown(name: string, sentence: string, rewrite: (session: JsonObject) => JsonObject): Variation {
  return { name, sentence, reach: REACH, how: sessions(rewrite) };
}

/** Also where a session is created, or listed. */
function neverShown(name: string, sentence: string, members: readonly string[]): Variation {
  const without = (session: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(session).filter(([member]) => !members.includes(member)));
  const rewrite = answers((answer, { path }) => {
    const { body, status } = answer;
    if (status >= 300 || !/^\/browsers(?:\/[^/?]+)?(?:\?|$)/.test(path)) return answer;
    if (Array.isArray(body)) {
      return { ...answer, body: body.map((one: Json) => (isObject(one) ? without(one) : one)) };
    }
    const session = objectIn(answer);
    return session ? { ...answer, body: without(session) } : answer;
  });
  return { name, sentence, reach: 'every call', how: rewrite };
}

function failed(
  name: string,
  sentence: string,
  rewrite: (error: JsonObject, status: number) => JsonObject,
): Variation {
  return { name, sentence, reach: REACH, how: errors(rewrite) };
}

function timed(name: string, sentence: string, rewrite: (time: string) => string): Variation {
  return shown(name, sentence, (session) => inTime(session, rewrite));
}

function inTime(session: JsonObject, rewrite: (time: string) => string): JsonObject {
  return eachStringIn(session, (text, member) => (member.endsWith('_at') ? rewrite(text) : text));
}

function withFraction(time: string, fraction: string): string {
  return `${time.slice(0, 19)}${fraction}Z`;
}

/** The same moment, two hours further east. */
function shifted(time: string, fraction: string, offset: string): string {
  const local = new Date(new Date(time).getTime() + 2 * 60 * 60 * 1000).toISOString();
  return `${local.slice(0, 19)}${fraction === '.000' ? time.slice(19, 23) : fraction}${offset}`;
}

function mintingAnew(...[scene]: Parameters<How>): ReturnType<How> {
  let count = 0;
  const again = (session: JsonObject): JsonObject => {
    count += 1;
    const minted = (value: Json | undefined): Json | undefined =>
      typeof value === 'string' ? `${value}&minted=${count}` : value;
    return ['cdp_ws_url', 'webdriver_ws_url', 'browser_live_view_url'].reduce(
      (given, member) => changed(given, member, minted),
      session,
    );
  };
  return sessions(again)(scene);
}
