/** Headers that present a key in a way that no API may accept. */
export const WRONG_HEADERS = [
  'empty header',
  'Bearer alone',
  'Bearer undefined',
  'bare key',
  'Basic with the key',
  'Basic with the key as user',
  'Basic with the key as password',
  'Token with the key',
  'first character changed',
  'first character cut',
  'key in quotes',
  'letters in the other case',
  'last character changed',
  'last character cut',
  'one character more',
  'one character in front',
  'Bearer and key twice',
  'Bearer twice before the key',
  'key before a comma',
  'scheme without blank',
  'key in X-Auth-Token',
  'key in X-API-Key',
  'key in a cookie',
] as const;

/** Further ways that some server may know and none may accept, too close to those above to send each in every company. */
export const RARE_WAYS = [
  'Bearer with a colon',
  'ApiKey with the key',
  'null as the key',
  'an asterisk as the key',
  'an unsigned JWT as the key',
  'key in Api-Key',
  'key in X-Access-Token',
  'key in X-Authorization',
  'key in Proxy-Authorization',
] as const;

/** Tokens that are nobody's key, and that what stands in front of an API may refuse in a way of its own. */
export const ODD_TOKENS = [
  'quotes as the key',
  'letters beyond ASCII as the key',
  '8 KB as the key',
] as const;

export type WrongHeader = (typeof WRONG_HEADERS | typeof RARE_WAYS | typeof ODD_TOKENS)[number];

/** Who a request says it comes from. */
export type Credential =
  | 'full key'
  | 'key under bearer in lower case'
  | 'key under bearer in upper case'
  | 'restricted key'
  | 'no header'
  | 'key in the query'
  | WrongHeader;
