import type { Json } from '../../src/model/json.js';
import { changed, onBody } from '../../src/reference-server/rewriting.js';
import { inArea, kebab, schema, type Mutant, type Row } from './mutant.js';

/** Mistakes in the single members of a 200: missing, null, or of another type than the document gives them. */

const REQUIRED = [
  'created_at',
  'cdp_ws_url',
  'webdriver_ws_url',
  'session_id',
  'stealth',
  'headless',
  'timeout_seconds',
] as const;

/** Each property as null, which none of them may be, and some of another type; members of members by their paths. */
const OPTIONAL: readonly (readonly [path: string, kind: string, value: Json])[] = [
  ['session_id', 'a number', 42],
  ['stealth', 'a string', 'false'],
  ['timeout_seconds', 'a string', '60'],
  ['browser_live_view_url', 'null', null],
  ['base_url', 'null', null],
  ['gpu', 'null', null],
  ['kiosk_mode', 'null', null],
  ['persistence', 'null', null],
  ['persistence', 'an object without id', {}],
  ['pool', 'null', null],
  ['pool', 'an object without id', { name: 'blue' }],
  ['pool', 'an object whose name is null', { id: 'pool', name: null }],
  ['profile', 'null', null],
  ['profile.id', 'null', null],
  ['profile.id', 'a number', 7],
  ['profile.name', 'an array', ['work']],
  ['profile.created_at', 'null', null],
  ['profile.created_at', 'a number', 1_764_000_000],
  ['profile.updated_at', 'null', null],
  ['profile.last_used_at', 'null', null],
  ['proxy_id', 'null', null],
  ['proxy_id', 'an object', { id: 'proxy' }],
  ['start_url', 'null', null],
  ['deleted_at', 'null', null],
  ['usage', 'null', null],
  ['usage.uptime_ms', 'null', null],
  ['usage.uptime_ms', 'a fraction', 1234.5],
  ['viewport', 'null', null],
  ['viewport.width', 'null', null],
  ['viewport.width', 'a fraction', 1280.5],
  ['viewport.height', 'null', null],
  ['viewport.refresh_rate', 'null', null],
];

const INCOMPLETE: readonly (readonly [path: string, clause: string])[] = [
  ['profile.id', 'Profile/required'],
  ['profile.created_at', 'Profile/required'],
  ['usage.uptime_ms', 'BrowserUsage/required'],
  ['viewport.width', 'BrowserViewport/required'],
  ['viewport.height', 'BrowserViewport/required'],
];

export const responseMembers: readonly Mutant[] = inArea('response body', [
  ...REQUIRED.map((member) => lacks(member, 'Browser/required')),
  ...REQUIRED.map((member) => shows(member, 'null', null)),
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
