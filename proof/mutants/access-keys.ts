import type { Access } from '../../src/reference-server/access.js';
import { problem, type Answer } from '../../src/reference-server/answer.js';
import type { How } from '../../src/reference-server/deviation.js';
import type { Call } from '../../src/reference-server/http.js';
import { onStatus, withText, withType } from '../../src/reference-server/rewriting.js';
import { updateIn } from '../../src/reference-server/session-of-call.js';
import { inArea, kebab, PATCH, response, type Mutant, type Row } from './mutant.js';

const SECURITY = `${PATCH}/security`;
const SCHEME = '#/components/securitySchemes/bearerAuth/scheme';

/** Mistakes in who is let in: credentials that are no bearer key, and keys that are almost right. */
export const accessKeys: readonly Mutant[] = inArea('access', [
  letsIn(
    'no-header',
    'A request without Authorization header is let in.',
    SECURITY,
    ({ length }) => length === 0,
  ),
  letsIn('empty-header', 'An empty Authorization header is let in.', SECURITY, ([header]) => header === ''),
  letsIn('bearer-alone', 'The word Bearer without a key is let in.', SCHEME, ([header]) =>
    /^bearer *$/i.test(header ?? ''),
  ),
  letsIn('any-key', 'Any bearer key is let in.', SECURITY, ([header]) => keyIn(header) !== undefined),
  letsIn('bare-key', 'The key is let in without a scheme.', SCHEME, ([header], key) => header === key),
  letsIn('basic', 'The key is let in as the user name of Basic.', SCHEME, ([header], key) => {
    const pair = /^basic +(\S+)$/i.exec(header ?? '')?.[1] ?? '';
    return Buffer.from(pair, 'base64').toString('utf8').split(':').includes(key);
  }),
  letsIn('basic-password', 'The key is let in as the password of Basic.', SCHEME, ([header], key) => {
    const pair = /^basic +(\S+)$/i.exec(header ?? '')?.[1] ?? '';
    return Buffer.from(pair, 'base64').toString('utf8').split(':')[1] === key;
  }),
  letsIn(
    'undefined',
    'The word undefined is let in as a key.',
    SECURITY,
    ([header]) => keyIn(header) === 'undefined',
  ),
  letsIn('token', 'The key is let in under the scheme Token.', SCHEME, ([header], key) =>
    new RegExp(`^token +${key}$`, 'i').test(header ?? ''),
  ),
  letsIn('any-scheme', 'The key is let in under any scheme.', SCHEME, ([header], key) =>
    (header ?? '').endsWith(` ${key}`),
  ),
  letsIn('key-prefix', 'The first half of the key is let in.', SECURITY, ([header], key) => {
    const given = keyIn(header) ?? '';
    return given.length * 2 >= key.length && key.startsWith(given);
  }),
  letsIn(
    'key-suffix',
    'The key without its first character is let in.',
    SECURITY,
    ([header], key) => key.slice(1) === keyIn(header),
  ),
  letsIn('key-with-tail', 'A key that merely begins with a valid one is let in.', SECURITY, ([header], key) =>
    (keyIn(header) ?? '').startsWith(key),
  ),
  letsIn('key-with-head', 'A key that merely ends in a valid one is let in.', SECURITY, ([header], key) =>
    (keyIn(header) ?? '').endsWith(key),
  ),
  letsIn(
    'key-last-character',
    'The last character of the key is not compared.',
    SECURITY,
    ([header], key) => {
      const given = keyIn(header) ?? '';
      return given.length === key.length && given.slice(0, -1) === key.slice(0, -1);
    },
  ),
  letsIn(
    'key-in-any-case',
    'The key is compared without regard to case.',
    SECURITY,
    ([header], key) => (keyIn(header) ?? '').toLowerCase() === key.toLowerCase(),
  ),
  letsIn(
    'quoted-key',
    'The key is let in inside quotes.',
    SCHEME,
    ([header], key) => keyIn(header) === `"${key}"`,
  ),
  letsIn(
    'key-before-words',
    'Words after the key are ignored.',
    SCHEME,
    ([header], key) => /^bearer +(\S+) /i.exec(header ?? '')?.[1] === key,
  ),
  letsIn('bearer-anywhere', 'Bearer and the key are let in behind other words.', SCHEME, ([header], key) =>
    (header ?? '').endsWith(` Bearer ${key}`),
  ),
  letsIn('bearer-twice', 'The word Bearer may stand twice before the key.', SCHEME, ([header], key) =>
    new RegExp(`^bearer +bearer +${key}$`, 'i').test(header ?? ''),
  ),
  letsIn(
    'key-before-comma',
    'What follows a comma in the header is ignored.',
    SCHEME,
    ([header], key) => keyIn(header?.split(',')[0]) === key,
  ),
  letsIn(
    'scheme-without-blank',
    'The blank between Bearer and the key may be missing.',
    SCHEME,
    ([header], key) => header === `Bearer${key}`,
  ),
  letsInBy(
    'access-token-in-query',
    'The key is let in as access_token in the query.',
    (call, key) => call.query.get('access_token') === key,
  ),
  ...['token', 'key', 'apikey', 'api-key', 'auth'].map((name) =>
    letsInBy(
      `${name}-parameter`,
      `The key is let in as ${name} in the query.`,
      (call, key) => call.query.get(name) === key,
    ),
  ),
  ...['session', 'token', 'auth'].map((name) =>
    letsInBy(`${name}-cookie`, `The key is let in from the cookie ${name}.`, (call, key) =>
      (call.headers.cookie ?? '').split('; ').includes(`${name}=${key}`),
    ),
  ),
  letsInBy(
    'key-in-x-auth-token',
    'The key is let in from the header X-Auth-Token.',
    (call, key) => call.headers['x-auth-token'] === key,
  ),
  letsIn('bearer-with-colon', 'A colon may follow Bearer.', SCHEME, ([header], key) => {
    return header === `Bearer: ${key}`;
  }),
  letsIn('scheme-apikey', 'The key is let in under the scheme ApiKey.', SCHEME, ([header], key) => {
    return header === `ApiKey ${key}`;
  }),
  letsIn('null', 'The word null is let in as a key.', SECURITY, ([header]) => keyIn(header) === 'null'),
  letsIn('asterisk', 'An asterisk is let in as a key.', SECURITY, ([header]) => keyIn(header) === '*'),
  letsIn('unsigned-jwt', 'A JWT without a signature is let in.', SECURITY, ([header]) =>
    /^ey\w+\.ey\w+\.$/.test(keyIn(header) ?? ''),
  ),
  ...['Api-Key', 'X-Access-Token', 'X-Authorization', 'Proxy-Authorization'].map((name) =>
    letsInBy(
      `key-in-${name.toLowerCase()}`,
      `The key is let in from the header ${name}.`,
      ({ headers }, key) => [key, `Bearer ${key}`].includes(String(headers[name.toLowerCase()])),
    ),
  ),
  refusesScheme('lower-case', 'bearer'),
  refusesScheme('upper-case', 'BEARER'),
  breaksOn('quote', 'A quote', (key) => key.includes("'")),
  breaksOn('non-ascii', 'A letter beyond ASCII', (key) => /[^\0-\x7f]/.test(key)),
  breaksOn('long', 'A length of more than 4 KB', (key) => key.length > 4096),
  ...(['proxy_id', 'profile', 'disable_default_proxy'] as const).map(restrictedMay),
  letsInBy('key-in-query', 'The key is let in as a parameter of the query.', (call, key) =>
    [...call.query.values()].includes(key),
  ),
  letsInBy(
    'key-in-x-api-key',
    'The key is let in from the header X-API-Key.',
    (call, key) => call.headers['x-api-key'] === key,
  ),
  letsInBy('key-in-cookie', 'The key is let in from a cookie.', (call, key) =>
    (call.headers.cookie ?? '').includes(`=${key}`),
  ),
  {
    name: 'access-lets-in-restricted-key',
    sentence: 'A key that may only read is let in to update.',
    clause: response(403),
    how: () => ({ steps: { permit: (access: Access) => ({ value: access }) } }),
  },
  ...([400, 403, 404] as const).map((status) => insteadOf(401, status, 'a request without valid key')),
  ...([400, 401, 404] as const).map((status) => insteadOf(403, status, 'a key without permission')),
  {
    name: 'access-401-redirects-to-login',
    sentence: 'A request without valid key is sent to a login page.',
    clause: response(401),
    how: onStatus(401, (answer) => ({
      ...answer,
      status: 302,
      headers: { Location: '/login' },
      body: undefined,
    })),
  },
  {
    name: 'access-401-shows-login',
    sentence: 'A request without valid key is answered with 200 and a login page.',
    clause: response(401),
    how: onStatus(401, (answer) => ({
      ...withType(withText(answer, '<html><body><form>Log in</form></body></html>'), 'text/html'),
      status: 200,
    })),
  },
]);

function keyIn(header: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(header ?? '')?.[1];
}

function letsIn(
  slug: string,
  sentence: string,
  clause: string,
  isEnough: (headers: readonly string[], key: string) => boolean,
): Row {
  const how: How = ({ steps }) => ({
    steps: {
      authorise: (headers, keys) =>
        isEnough(headers, keys.full) ? { value: 'full' } : steps.authorise(headers, keys),
    },
  });
  return { name: `access-lets-in-${slug}`, sentence, clause, how };
}

function refusesScheme(slug: string, scheme: string): Row {
  const how: How = ({ steps }) => ({
    steps: {
      authorise: (headers, keys) =>
        steps.authorise(
          headers.filter((header) => !header.startsWith(`${scheme} `)),
          keys,
        ),
    },
  });
  const sentence = `The scheme is compared with regard to case, and ${scheme} is refused.`;
  return { name: `access-${slug}-scheme-refused`, sentence, clause: SCHEME, how };
}

function breaksOn(slug: string, what: string, isOdd: (key: string) => boolean): Row {
  const how: How = ({ steps }) => ({
    steps: {
      authorise: (headers, keys) =>
        isOdd(keyIn(headers[0]) ?? '')
          ? { refusal: problem(500, 'internal_error', 'The key cannot be looked up.') }
          : steps.authorise(headers, keys),
    },
  });
  const sentence = `${what} in a key is answered with 500.`;
  return { name: `access-${slug}-key-as-500`, sentence, clause: response(401), how };
}

/** For keys that stand elsewhere than in the header: the call goes on as if they stood there. */
function letsInBy(slug: string, sentence: string, holds: (call: Call, key: string) => boolean): Row {
  const how: How = ({ keys }) => ({
    around: (call, answer) =>
      answer(holds(call, keys.full) ? { ...call, authorization: [`Bearer ${keys.full}`] } : call),
  });
  return { name: `access-lets-in-${slug}`, sentence, clause: '#/components/securitySchemes/bearerAuth', how };
}

function restrictedMay(member: string): Row {
  const how: How = (scene) => ({
    around: (call, answer) => {
      const names = Object.keys(updateIn(scene, call) ?? {}).join();
      const access = scene.steps.authorise(call.authorization, scene.keys);
      const isOpen = names === member && 'value' in access;
      return answer(isOpen ? { ...call, authorization: [`Bearer ${scene.keys.full}`] } : call);
    },
  });
  return {
    name: `access-lets-in-restricted-key-for-${kebab(member)}`,
    sentence: `A key that may only read is let in to update ${member} alone.`,
    clause: response(403),
    how,
  };
}

function insteadOf(right: 401 | 403, wrong: number, who: string): Row {
  const rewrite = (answer: Answer): Answer =>
    problem(wrong, 'refused', 'This is refused.', { ...answer.headers });
  return {
    name: `access-${right}-as-${wrong}`,
    sentence: `The refusal of ${who} has the status ${wrong}.`,
    clause: response(right),
    how: onStatus(right, rewrite),
  };
}
