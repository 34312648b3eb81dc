import type { Json } from '../../src/model/json.js';
import { changed, onBody } from '../../src/reference-server/rewriting.js';
import { inArea, kebab, schema, type Mutant, type Row } from './mutant.js';

/** Mistakes in the single members of a 200: missing, null, or of another type than the document gives them. */

const REQUIRED: readonly (readonly [member: string, kind: string, value: Json])[] = [
  ['created_at', 'a number', 1_764_000_000_000],
  ['cdp_ws_url', 'an object', { url: 'wss://proxy.reference-server.invalid:8443/browser/cdp' }],
  ['webdriver_ws_url', 'an array', ['wss://proxy.reference-server.invalid:8443/browser/webdriver/session']],
  ['session_id', 'a number', 42],
  ['stealth', 'a string', 'false'],
  ['headless', 'a number', 0],
  ['timeout_seconds', 'a string', '60'],
];

/** Each property once as null, which none of them may be, and once of another type; members of members by their paths. */
const OPTIONAL: readonly (readonly [path: string, kind: string, value: Json])[] = [
  ['browser_live_view_url', 'null', null],
  ['browser_live_view_url', 'an object', { url: 'https://proxy.reference-server.invalid:8443/browser/live' }],
  ['base_url', 'null', null],
  ['base_url', 'a number', 8443],
  ['gpu', 'null', null],
  ['gpu', 'a number', 1],
  ['kiosk_mode', 'null', null],
  ['kiosk_mode', 'a string', 'no'],
  ['persistence', 'null', null],
  ['persistence', 'a boolean', false],
  ['persistence', 'an object without id', {}],
  ['pool', 'null', null],
  ['pool', 'a string', 'blue'],
  ['pool', 'an object without id', { name: 'blue' }],
  ['pool', 'an object whose name is null', { id: 'pool', name: null }],
  ['profile', 'null', null],
  ['profile', 'a string', 'work'],
  ['profile.id', 'null', null],
  ['profile.id', 'a number', 7],
  ['profile.name', 'an array', ['work']],
  ['profile.created_at', 'null', null],
  ['profile.created_at', 'a number', 1_764_000_000],
  ['profile.updated_at', 'null', null],
  ['profile.updated_at', 'a number', 1_764_000_000],
  ['profile.last_used_at', 'null', null],
  ['proxy_id', 'null', null],
  ['proxy_id', 'an object', { id: 'proxy' }],
  ['start_url', 'null', null],
  ['start_url', 'an array', ['https://example.com']],
  ['deleted_at', 'null', null],
  ['deleted_at', 'a boolean', false],
  ['usage', 'null', null],
  ['usage', 'a number', 1234],
  ['usage.uptime_ms', 'null', null],
  ['usage.uptime_ms', 'a string', '1234'],
  ['usage.uptime_ms', 'a fraction', 1234.5],
  ['viewport', 'null', null],
  ['viewport', 'a string', '1280x800'],
  ['viewport.width', 'null', null],
  ['viewport.width', 'a fraction', 1280.5],
  ['viewport.height', 'null', null],
  ['viewport.refresh_rate', 'null', null],
  ['viewport.refresh_rate', 'a string', '60'],
];

const INCOMPLETE: readonly (readonly [path: string, clause: string])[] = [
  ['profile.id', 'Profile/required'],
  ['profile.created_at', 'Profile/required'],
  ['usage.uptime_ms', 'BrowserUsage/required'],
  ['viewport.width', 'BrowserViewport/required'],
  ['viewport.height', 'BrowserViewport/required'],
];

export const responseMembers: readonly Mutant[] = inArea('response body', [
  ...REQUIRED.map(([member]) => lacks(member, 'Browser/required')),
  ...REQUIRED.map(([member]) => shows(member, 'null', null)),
  ...REQUIRED.map(([member, kind, value]) => shows(member, kind, value)),
  ...OPTIONAL.map(([path, kind, value]) => shows(path, kind, value)),
  ...INCOMPLETE.map(([path, clause]) => lacks(path, clause)),
  {
    name: 'response-viewport-width-a-string',
    sentence: 'The 200 shows viewport.width and viewport.height as strings.',
    clause: schema('BrowserViewport/properties/width/type'),
    how: onBody(200, (body) =>
      ['viewport.width', 'viewport.height'].reduce<typeof body>(
        (given, path) =>
          changed(given, path, (value) => (value === undefined ? value : JSON.stringify(value))),
        body,
      ),
    ),
  },
  {
    name: 'response-viewport-out-of-bounds',
    sentence: 'The 200 shows a viewport of 0 by 0 pixels.',
    clause: schema('BrowserViewport/properties/width/minimum'),
    how: onBody(200, (body) => ({ ...body, viewport: { width: 0, height: 0, refresh_rate: 60 } })),
  },
]);

function lacks(path: string, clause: string): Row {
  return {
    name: `response-lacks-${kebab(path)}`,
    sentence: `The 200 leaves out ${path}.`,
    clause: schema(clause),
    how: onBody(200, (body) => changed(body, path, () => undefined)),
  };
}

function shows(path: string, kind: string, value: Json): Row {
  const [parent = '', child] = path.split('.');
  const owner: Record<string, string> = {
    profile: 'Profile',
    usage: 'BrowserUsage',
    viewport: 'BrowserViewport',
  };
  return {
    name: `response-${kebab(path)}-${kind.replaceAll(' ', '-')}`,
    sentence: `The 200 shows ${path} as ${kind}.`,
    clause: schema(
      child === undefined ? `Browser/properties/${parent}` : `${owner[parent] ?? ''}/properties/${child}`,
    ),
    how: onBody(200, (body) => changed(body, path, () => value)),
  };
}
