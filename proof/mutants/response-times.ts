import type { Json } from '../../src/model/json.js';
import { changed, onBody } from '../../src/reference-server/rewriting.js';
import { inArea, kebab, schema, type Mutant, type Row } from './mutant.js';

/** Mistakes in the points in time of a 200: strings, but none that RFC 3339 knows as date-time. */
export const responseTimes: readonly Mutant[] = inArea('response body', [
  written('created_at', 'date-only', 'without the time of day', (time) => time.slice(0, 10)),
  written('created_at', 'no-offset', 'without an offset', (time) => time.slice(0, 19)),
  written('created_at', 'blank-for-t', 'with a blank before its offset and in place of the T', spaced),
  written('created_at', 'impossible-day', 'on February 30', (time) => `2026-02-30${time.slice(10)}`),
  written('created_at', 'printed', 'with its zone in letters', (time) => `${spaced(time)} UTC`),
  written('created_at', 'rfc-1123', 'as HTTP headers write dates', (time) => new Date(time).toUTCString()),
  written('profile.created_at', 'date-only', 'without the time of day', (time) => time.slice(0, 10)),
  written('profile.updated_at', 'no-offset', 'without an offset', (time) => time.slice(0, 19)),
  written('profile.last_used_at', 'empty', 'as an empty string', () => ''),
  {
    name: 'response-deleted-at-empty',
    sentence: 'The 200 shows deleted_at of a live session, as an empty string.',
    clause: schema('Browser/properties/deleted_at/format'),
    how: onBody(200, (body) => ({ ...body, deleted_at: '' })),
  },
]);

function written(path: string, slug: string, words: string, rewrite: (time: string) => string): Row {
  const again = (value: Json | undefined): Json | undefined =>
    typeof value === 'string' ? rewrite(value) : value;
  const [parent = '', child] = path.split('.');
  return {
    name: `response-${kebab(path)}-${slug}`,
    sentence: `The 200 writes ${path} ${words}.`,
    clause: schema(`${child === undefined ? 'Browser' : 'Profile'}/properties/${child ?? parent}/format`),
    how: onBody(200, (body) => changed(body, path, again)),
  };
}

function spaced(time: string): string {
  return time.replace('T', ' ').replace('Z', ' +00:00');
}
