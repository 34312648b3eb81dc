import type { Credential, WrongHeader } from '../model/credential.js';
import type { Target } from '../model/settings.js';

/** How reports show the run's own key, correctly presented. */
const SHOWN_FULL_KEY = 'Bearer $KERNEL_API_KEY';

/** It names somebody, and proves nothing: {"alg":"none"} and {"sub":"admin"}. */
const UNSIGNED_JWT = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.';

/** Names by which frameworks look for a key where no document has them look. */
const IN_QUERY = ['api_key', 'access_token', 'token', 'key', 'apikey', 'apiKey', 'api-key', 'auth'];
const IN_COOKIES = ['api_key', 'session', 'token', 'access_token', 'auth', 'kernel_session'];

/** Ways to present a key that no API may accept, and how a report shows each: as shell words. */
const WRONG = {
  'empty header': { value: () => '', shownAs: '' },
  'Bearer alone': { value: () => 'Bearer', shownAs: 'Bearer' },
  // What a client in JavaScript sends that has no key; a server that has none may compare with the same word.
  'Bearer undefined': { value: () => 'Bearer undefined', shownAs: 'Bearer undefined' },
  'bare key': { value: (key) => key, shownAs: '$KERNEL_API_KEY' },
  'Basic with the key': { value: (key) => `Basic ${key}`, shownAs: 'Basic $KERNEL_API_KEY' },
  'Basic with the key as user': {
    value: (key) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    shownAs: 'Basic $(printf %s "$KERNEL_API_KEY:" | base64 | tr -d "\\n")',
  },
  'Basic with the key as password': {
    value: (key) => `Basic ${Buffer.from(`:${key}`).toString('base64')}`,
    shownAs: 'Basic $(printf %s ":$KERNEL_API_KEY" | base64 | tr -d "\\n")',
  },
  'Token with the key': { value: (key) => `Token ${key}`, shownAs: 'Token $KERNEL_API_KEY' },
  'first character changed': {
    value: (key) => `Bearer ${firstChanged(key)}`,
    shownAs: (key) => `Bearer ${firstChanged(key).slice(0, 1)}\${KERNEL_API_KEY#?}`,
  },
  'first character cut': { value: (key) => `Bearer ${key.slice(1)}`, shownAs: 'Bearer ${KERNEL_API_KEY#?}' },
  'key in quotes': { value: (key) => `Bearer "${key}"`, shownAs: 'Bearer "$KERNEL_API_KEY"' },
  'letters in the other case': {
    value: (key) => `Bearer ${otherCase(key)}`,
    shownAs: 'Bearer $(printf %s "$KERNEL_API_KEY" | tr "a-zA-Z" "A-Za-z")',
  },
  'last character changed': {
    value: (key) => `Bearer ${key.slice(0, -1)}${other(key)}`,
    shownAs: (key) => `Bearer \${KERNEL_API_KEY%?}${other(key)}`,
  },
  'last character cut': {
    value: (key) => `Bearer ${key.slice(0, -1)}`,
    shownAs: 'Bearer ${KERNEL_API_KEY%?}',
  },
  'one character more': { value: (key) => `Bearer ${key}x`, shownAs: 'Bearer ${KERNEL_API_KEY}x' },
  'one character in front': { value: (key) => `Bearer x${key}`, shownAs: 'Bearer x$KERNEL_API_KEY' },
  'Bearer and key twice': {
    value: (key) => `Bearer ${key} Bearer ${key}`,
    shownAs: 'Bearer $KERNEL_API_KEY Bearer $KERNEL_API_KEY',
  },
  'Bearer twice before the key': {
    value: (key) => `Bearer Bearer ${key}`,
    shownAs: 'Bearer Bearer $KERNEL_API_KEY',
  },
  'key before a comma': {
    value: (key) => `Bearer ${key}, Bearer x`,
    shownAs: 'Bearer $KERNEL_API_KEY, Bearer x',
  },
  'scheme without blank': { value: (key) => `Bearer${key}`, shownAs: 'Bearer$KERNEL_API_KEY' },
  'key in X-Auth-Token': { header: 'x-auth-token', value: (key) => key, shownAs: '$KERNEL_API_KEY' },
  'key in X-API-Key': { header: 'x-api-key', value: (key) => key, shownAs: '$KERNEL_API_KEY' },
  'key in a cookie': {
    header: 'cookie',
    // Of a long key once: servers refuse headers of 8 KB for their size.
    value: (key) =>
      IN_COOKIES.slice(0, key.length > 500 ? 1 : undefined)
        .map((name) => `${name}=${key}`)
        .join('; '),
    shownAs: IN_COOKIES.map((name) => `${name}=$KERNEL_API_KEY`).join('; '),
  },
  'Bearer with a colon': { value: (key) => `Bearer: ${key}`, shownAs: 'Bearer: $KERNEL_API_KEY' },
  'ApiKey with the key': { value: (key) => `ApiKey ${key}`, shownAs: 'ApiKey $KERNEL_API_KEY' },
  'null as the key': { value: () => 'Bearer null', shownAs: 'Bearer null' },
  'an asterisk as the key': { value: () => 'Bearer *', shownAs: 'Bearer *' },
  'an unsigned JWT as the key': { value: () => `Bearer ${UNSIGNED_JWT}`, shownAs: `Bearer ${UNSIGNED_JWT}` },
  'key in Api-Key': { header: 'api-key', value: (key) => key, shownAs: '$KERNEL_API_KEY' },
  'key in X-Access-Token': { header: 'x-access-token', value: (key) => key, shownAs: '$KERNEL_API_KEY' },
  'key in X-Authorization': {
    header: 'x-authorization',
    value: (key) => `Bearer ${key}`,
    shownAs: SHOWN_FULL_KEY,
  },
  'key in Proxy-Authorization': {
    header: 'proxy-authorization',
    value: (key) => `Bearer ${key}`,
    shownAs: SHOWN_FULL_KEY,
  },
  'quotes as the key': { value: () => `Bearer it's"`, shownAs: `Bearer it's"` },
  // Headers are sent as Latin-1: these are the bytes of UTF-8.
  'letters beyond ASCII as the key': {
    value: () => Buffer.from('Bearer ключ').toString('latin1'),
    shownAs: 'Bearer ключ',
  },
  '8 KB as the key': { value: () => `Bearer ${'0'.repeat(8192)}`, shownAs: 'Bearer $(printf %08192d 0)' },
} as const satisfies Record<WrongHeader, Way>;

interface Way {
  /** Name of the header that holds it; `authorization` if omitted. */
  readonly header?: string;
  readonly value: (key: string) => string;
  readonly shownAs: string | ((key: string) => string);
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * A character other than the key's last. In the last character of a base64 signature, only the first two bits may be
 * significant, so those differ, too.
 */
function other(key: string): string {
  return BASE64URL.indexOf(key.slice(-1)) >= 48 ? 'A' : 'x';
}

function firstChanged(key: string): string {
  return `${key.startsWith('x') ? 'y' : 'x'}${key.slice(1)}`;
}

/** The key with the case of its letters swapped; without letters, with its first character changed. */
function otherCase(key: string): string {
  const other = key.replace(/[a-zA-Z]/g, (letter) =>
    letter < 'a' ? letter.toLowerCase() : letter.toUpperCase(),
  );
  return other === key ? firstChanged(key) : other;
}

/**
 * The name by which values of added headers are masked. An edge may send them back, so that an answer that shows one is
 * no finding.
 */
export const EXTRA_HEADERS = 'KERNEL_CUSTOM_HEADERS';

/** How a credential is sent, and how reports show it. */
export interface Presented {
  /** The headers that hold it, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The same headers with the key as a variable, for a shell to expand. */
  readonly shownAs: Readonly<Record<string, string>>;
  /** Query string, appended to the path. */
  readonly query: string;
}

/** Presents a credential to a target. @throws Error where it is the restricted key and the target has none. */
export function present(credential: Credential, target: Target): Presented {
  const { keyHeader } = target;
  const asBearer = inHeader('authorization', `Bearer ${target.apiKey}`, SHOWN_FULL_KEY);
  const asAsked = keyHeader === undefined ? asBearer : inHeader(keyHeader, target.apiKey, '$KERNEL_API_KEY');
  switch (credential) {
    case 'no header':
      return { headers: {}, shownAs: {}, query: '' };
    case 'full key':
      return asAsked;
    case 'key under bearer in lower case': // schemes are case-insensitive: RFC 9110, section 11.1
      if (keyHeader !== undefined) return asAsked;
      return inHeader('authorization', `bearer ${target.apiKey}`, 'bearer $KERNEL_API_KEY');
    case 'key under bearer in upper case':
      if (keyHeader !== undefined) return asAsked;
      return inHeader('authorization', `BEARER ${target.apiKey}`, 'BEARER $KERNEL_API_KEY');
    case 'restricted key':
      if (target.restrictedApiKey === undefined) {
        throw new Error('KERNEL_RESTRICTED_API_KEY is not set, so nothing can be sent with it.');
      }
      if (keyHeader !== undefined)
        return inHeader(keyHeader, target.restrictedApiKey, '$KERNEL_RESTRICTED_API_KEY');
      return inHeader(
        'authorization',
        `Bearer ${target.restrictedApiKey}`,
        'Bearer $KERNEL_RESTRICTED_API_KEY',
      );
    case 'key in the query': {
      const key = encodeURIComponent(target.apiKey);
      return { headers: {}, shownAs: {}, query: `?${IN_QUERY.map((name) => `${name}=${key}`).join('&')}` };
    }
    default: {
      const { header = 'authorization', value, shownAs }: Way = WRONG[credential];
      const shown = typeof shownAs === 'string' ? shownAs : shownAs(target.apiKey);
      const presented = inHeader(header, value(target.apiKey), shown);
      // The right way, by this document: then the usual one is wrong.
      return keyHeader !== undefined && presented.headers[keyHeader] === target.apiKey ? asBearer : presented;
    }
  }
}

function inHeader(name: string, value: string, shown: string): Presented {
  return { headers: { [name]: value }, shownAs: { [name]: shown }, query: '' };
}

/** The headers in which `present` shows a key as a variable. */
export const KEY_HEADERS: readonly string[] = [
  'authorization',
  ...new Set(Object.values(WRONG).flatMap((way: Way) => way.header ?? [])),
];

/** Every altered key that a negative test sends: reports must not show these either. */
export function derivedSecrets(key: string): string[] {
  const cut = key.slice(0, -1);
  return [cut, key.slice(1), `${cut}${other(key)}`, `${key}x`, `x${key}`, firstChanged(key), otherCase(key)];
}
