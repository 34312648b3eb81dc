import type { JsonObject } from '../../src/model/json.js';
import type { How } from '../../src/reference-server/deviation.js';
import { changed, objectIn, onBody } from '../../src/reference-server/rewriting.js';
import { otherSessions, sessionOf } from '../../src/reference-server/session-of-call.js';
import { inArea, schema, type Mutant } from './mutant.js';

/** A 200 that is right by itself, and shows another thing than reads of the session do. */
export const responseAgainstReads: readonly Mutant[] = inArea('response body', [
  {
    name: 'response-addresses-exchanged',
    sentence: 'The 200 shows cdp_ws_url and webdriver_ws_url under each other’s name.',
    clause: schema('Browser/properties/cdp_ws_url/description'),
    how: onBody(200, (body) => ({
      ...body,
      cdp_ws_url: body.webdriver_ws_url ?? '',
      webdriver_ws_url: body.cdp_ws_url ?? '',
    })),
  },
  ...(['cdp_ws_url', 'webdriver_ws_url', 'browser_live_view_url'] as const).map((member) => ({
    name: `response-${member.replaceAll('_', '-')}-of-another-session`,
    sentence: `The 200 shows the ${member} of another session.`,
    clause: schema(`Browser/properties/${member}/description`),
    how: ofAnother(member),
  })),
  {
    name: 'response-base-url-of-another-host',
    sentence: 'The 200 shows a base_url on another host than reads do.',
    clause: schema('Browser/properties/base_url/description'),
    how: onBody(200, (body) =>
      changed(body, 'base_url', (url) =>
        typeof url === 'string' ? url.replace('proxy.', 'internal.') : url,
      ),
    ),
  },
  {
    name: 'response-profile-name-is-its-id',
    sentence: 'The 200 shows the id of the profile as its name.',
    clause: schema('Browser/properties/profile'),
    how: onBody(200, (body) => changed(body, 'profile.name', () => profileIdIn(body))),
  },
  {
    name: 'response-profile-created-now',
    sentence: 'The 200 shows the present time as the creation of the profile.',
    clause: schema('Browser/properties/profile'),
    how: onBody(200, (body) =>
      changed(body, 'profile.created_at', (time) => (time === undefined ? time : new Date().toISOString())),
    ),
  },
]);

function profileIdIn({ profile }: JsonObject): string | undefined {
  const id = typeof profile === 'object' && profile !== null && 'id' in profile ? profile.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

function ofAnother(member: string): How {
  return (scene) => ({
    around: (call, answer) => {
      const session = sessionOf(scene, call);
      const other = session && otherSessions(scene, session).at(-1);
      const given = answer(call);
      const body = given.status === 200 ? objectIn(given) : undefined;
      if (other === undefined || body === undefined) return given;
      const shown = scene.steps.represent(other, new Date());
      return { ...given, body: changed(body, member, (own) => (own === undefined ? own : shown[member])) };
    },
  });
}
