import { changed, onBody } from '../../src/reference-server/rewriting.js';
import { inArea, kebab, schema, type Mutant, type Row } from './mutant.js';

const WEB_SOCKETS = ['cdp_ws_url', 'webdriver_ws_url'] as const;
const PAGES = ['base_url', 'browser_live_view_url'] as const;

/** Addresses that are texts, as their types want them, and lead nowhere. */
export const responseAddresses: readonly Mutant[] = inArea('response body', [
  ...[...WEB_SOCKETS, ...PAGES].flatMap((member) => [
    shows(member, 'relative', 'without scheme and host', (url) => url.replace(/^\w+:\/\/[^/]+/, '')),
    shows(member, 'without-scheme', 'without a scheme', (url) => url.replace(/^\w+:\/\//, '')),
    shows(member, 'empty', 'as an empty text', () => ''),
  ]),
  ...WEB_SOCKETS.map((member) =>
    shows(member, 'https', 'under the scheme https', (url) => url.replace(/^wss:/, 'https:')),
  ),
  ...PAGES.map((member) =>
    shows(member, 'wss', 'under the scheme wss', (url) => url.replace(/^https:/, 'wss:')),
  ),
]);

function shows(member: string, slug: string, words: string, change: (url: string) => string): Row {
  return {
    name: `response-${kebab(member)}-${slug}`,
    sentence: `The 200 shows ${member} ${words}.`,
    clause: schema(`Browser/properties/${member}/description`),
    how: onBody(200, (body) => changed(body, member, (url) => (typeof url === 'string' ? change(url) : url))),
  };
}
