import { deciding, crashing, without } from './reading.js';
import type { World } from '../../src/reference-server/world.js';
import { inArea, response, schema, type Mutant, type Row } from './mutant.js';

const PROXY = schema('BrowserUpdateRequest/properties/proxy_id/description');

/** Mistakes about which proxy a text means that is the id of none. */
export const proxyLookups: readonly Mutant[] = inArea('field', [
  takes(
    'by-name-accepted',
    'The name of a proxy is accepted in place of its id.',
    ({ proxies }, text) => [...proxies.values()].find(({ name }) => name === text)?.id,
  ),
  takes('prefix-accepted', 'The beginning of an id is enough for a proxy.', ({ proxies }, text) =>
    text.length < SHORTEST_PREFIX ? undefined : [...proxies.keys()].find((id) => id.startsWith(text)),
  ),
  takes('in-any-case', 'The id of a proxy is compared without regard to case.', ({ proxies }, text) =>
    [...proxies.keys()].find((id) => id.toLowerCase() === text.toLowerCase()),
  ),
  takes('id-trimmed', 'Blanks around the id of a proxy are cut away.', ({ proxies }, text) =>
    proxies.has(text.trim()) ? text.trim() : undefined,
  ),
  takes('wildcard', 'A percent sign stands for any proxy.', ({ proxies }, text) =>
    text === '%' ? [...proxies.keys()][0] : undefined,
  ),
  takes('none-removes', 'The words none, null and direct take the proxy away.', (_, text) =>
    ['none', 'null', 'direct'].includes(text) ? '' : undefined,
  ),
  {
    name: 'proxy-of-every-object-accepted',
    sentence: 'A name that every object has is taken for the id of a proxy, and ignored.',
    clause: PROXY,
    how: deciding((update) =>
      typeof update.proxy_id === 'string' && update.proxy_id in {} ? without(update, 'proxy_id') : update,
    ),
  },
  {
    name: 'proxy-deleted-accepted',
    sentence: 'A proxy that was deleted can still be set.',
    clause: PROXY,
    how: ({ steps }) => ({
      steps: {
        decide: (world, browser, update, now) => {
          const gone = world.deleted.proxies.map((proxy) => [proxy.id, proxy] as const);
          const proxies = new Map([...gone, ...world.proxies]);
          return steps.decide({ ...world, proxies }, browser, update, now);
        },
      },
    }),
  },
  breaksOn('nul', 'A NUL in proxy_id is answered with 500.', /\0/),
  breaksOn('emoji', 'An emoji in proxy_id is answered with 500.', /\p{Extended_Pictographic}/u),
  breaksOn('quote', 'A quote in proxy_id is answered with 500.', /'/),
  breaksOn('slash', 'A slash in proxy_id is answered with 500.', /\//),
  breaksOn('long', 'A proxy_id of more than 255 characters is answered with 500.', /^.{256}/su),
]);

/** Shorter beginnings are no mistake that anybody would ship. */
const SHORTEST_PREFIX = 6;

/** Takes a text that is no proxy's id for the proxy that `find` finds; an empty text is none. */
function takes(
  slug: string,
  sentence: string,
  find: (world: World, text: string) => string | undefined,
): Row {
  const how = deciding((update, _, { world }) => {
    const text = update.proxy_id ?? '';
    const found = text === '' || world.proxies.has(text) ? undefined : find(world, text);
    return found === undefined ? update : { ...update, proxy_id: found };
  });
  return { name: `proxy-${slug}`, sentence, clause: PROXY, how };
}

function breaksOn(slug: string, sentence: string, odd: RegExp): Row {
  return {
    name: `proxy-${slug}-as-500`,
    sentence,
    clause: response(400),
    how: crashing(({ proxy_id }) => typeof proxy_id === 'string' && odd.test(proxy_id)),
  };
}
