import { isObject, type Json } from '../../src/model/json.js';
import { changed } from '../../src/reference-server/rewriting.js';
import { inArea, schema, type Mutant, type Row } from './mutant.js';
import { reading } from './reading.js';

const PROXY = 'BrowserUpdateRequest/properties/proxy_id/description';

/** Members that are read under names that are not theirs, or from places that are not theirs. */
export const memberNames: readonly Mutant[] = inArea('whole update', [
  reads('in-any-case: The names of fields are read without regard to case.', PROXY, '', lowered),
  reads('in-camel-case: The names of fields are read in camel case, too.', PROXY, '', (name) =>
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ),
  reads(
    'of-profile-in-any-case: The names of members of profile are read without regard to case.',
    'BrowserProfile/oneOf',
    'profile',
    lowered,
  ),
  reads(
    'of-viewport-in-any-case: The names of members of viewport are read without regard to case.',
    'BrowserViewport/required',
    'viewport',
    lowered,
  ),
  {
    name: 'names-from-proto',
    sentence: 'The members of __proto__ count as fields of the update.',
    clause: schema(PROXY),
    how: reading((body) => {
      const own = Object.entries(body).find(([name]) => name === '__proto__')?.[1];
      return isObject(own) ? { ...own, ...body } : body;
    }),
  },
]);

function lowered(name: string): string {
  return name.toLowerCase();
}

/**
 * @param what the end of the name, and the sentence.
 * @param path of the object whose members are named otherwise; empty for the update itself.
 */
function reads(what: string, clause: string, path: string, rename: (name: string) => string): Row {
  const [slug, sentence = ''] = what.split(': ');
  const renamed = (value: Json | undefined): Json | undefined =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [rename(name), member]))
      : value;
  const how = reading((body) => (path === '' ? (renamed(body) ?? null) : changed(body, path, renamed)));
  return { name: `names-${slug ?? ''}`, sentence, clause: schema(clause), how };
}
