/** Headers that present a key in a way that no API may accept. */
export const WRONG_HEADERS = [
  'empty header',
  'Bearer alone',
  'bare key',
  'Basic with the key',
  'Basic with the key as user',
  'Token with the key',
  'first character changed',
  'first character cut',
  'key in quotes',
  'letters in the other case',
  'last character changed',
  'last character cut',
  'one character more',
  'Bearer and key twice',
  'scheme without blank',
  'key in X-Auth-Token',
  'key in X-API-Key',
  'key in a cookie',
] as const;
export type WrongHeader = (typeof WRONG_HEADERS)[number];

/** Who a request says it comes from. */
export type Credential =
  | 'full key'
  | 'key under bearer in lower case'
  | 'restricted key'
  | 'no header'
  | 'key in the query'
  | WrongHeader;
