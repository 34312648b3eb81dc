import { isObject, type Json, type JsonObject } from '../../src/model/json.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';
import { applying, crashing, reading } from './reading.js';

/** Members that count as left out, or are dropped, because of what they hold or stand beside. */
export const emptyMembers: readonly Mutant[] = inArea('whole update', [
  ...(['viewport', 'profile', 'proxy_id'] as const).map((member) =>
    leftOut(member, 'false', 'being false', (value) => value === false),
  ),
  ...(['viewport', 'profile'] as const).map((member) =>
    leftOut(member, 'empty-text', 'being an empty text', (value) => value === ''),
  ),
  ...(['viewport', 'profile', 'disable_default_proxy'] as const).map((member) =>
    leftOut(
      member,
      'null-in-company',
      'being null beside another member',
      (value, body) => value === null && Object.keys(body).length > 1,
    ),
  ),
  leftOut('viewport', 'empty-in-company', 'being an empty object beside another member', (value, body) => {
    return isObject(value) && Object.keys(value).length === 0 && Object.keys(body).length > 1;
  }),
  {
    name: 'proxy-removal-dropped-beside-the-switch',
    sentence: 'An empty proxy_id is dropped beside a disable_default_proxy of true.',
    clause: `${PATCH}/description`,
    how: applying((changes) =>
      changes.disableDefaultProxy === true && changes.proxy !== undefined && changes.proxy.id === undefined
        ? { ...changes, proxy: undefined }
        : changes,
    ),
  },
  {
    name: 'proxy-removal-breaks-down-beside-the-switch',
    sentence: 'An empty proxy_id beside a disable_default_proxy of true is answered with 500.',
    clause: response(200),
    how: crashing(({ proxy_id: id, disable_default_proxy: isOff }) => id === '' && isOff === true),
  },
]);

function leftOut(
  member: string,
  slug: string,
  words: string,
  isMeant: (value: Json | undefined, body: JsonObject) => boolean,
): Row {
  return {
    name: `${member.replaceAll('_', '-')}-left-out-for-${slug}`,
    sentence: `A ${member} counts as left out for ${words}.`,
    clause: schema(`BrowserUpdateRequest/properties/${member}`),
    how: reading((body) =>
      member in body && isMeant(body[member], body)
        ? Object.fromEntries(Object.entries(body).filter(([name]) => name !== member))
        : body,
    ),
  };
}
