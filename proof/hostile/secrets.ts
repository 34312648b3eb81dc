import { CHUNKED, chunk, JWT, whole, type Given, type Hostility } from './hostility.js';

/** The ways in which a careless server writes a key down. */
export const WRITTEN: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in base64 at 0': (secret) => Buffer.from(secret).toString('base64'),
  'in base64 at 1': (secret) => Buffer.from(`u${secret}`).toString('base64'),
  'in base64 at 2': (secret) => Buffer.from(`u:${secret}`).toString('base64url'),
  'in hex': (secret) => Buffer.from(secret).toString('hex'),
  'in a URL': (secret) => Array.from(secret, (c) => `%${c.charCodeAt(0).toString(16)}`).join(''),
  'in JSON escapes': (secret) =>
    Array.from(secret, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'in XML': (secret) => Array.from(secret, (c) => `&#${c.charCodeAt(0)};`).join(''),
  'in base64 of UTF-16': (secret) => Buffer.from(secret, 'utf16le').toString('base64'),
};

const everyWay = ({ key }: Given): string =>
  JSON.stringify({
    code: Object.values(WRITTEN).map((write) => `${write(key)} ${write(JWT)}`),
    message: `wss://x.example/?jwt=${JWT}`,
  });

const wide = (given: Given, isBig: boolean): Buffer => {
  const bytes = Buffer.from(`\ufeff{"code":"${given.key} ${JWT}"}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

const redirect =
  (status: string): Hostility['answer'] =>
  (socket, given) =>
    whole('', {
      status,
      headers: `location: ${given.elsewhere}/stolen?key=${encodeURIComponent(given.key)}\r\n`,
    })(socket, given);

type Row = readonly [name: string, sentence: string, answer: Hostility['answer'], to?: Hostility['to']];

const ROWS: readonly Row[] = [
  [
    'key in a body',
    'shows the key in every encoding',
    (socket, given) => whole(everyWay(given))(socket, given),
  ],
  ['key in UTF-16LE', 'shows the key in UTF-16', (socket, given) => whole(wide(given, false))(socket, given)],
  [
    'key in UTF-16BE',
    'shows it in the other order',
    (socket, given) => whole(wide(given, true))(socket, given),
  ],
  [
    'key in a header',
    'shows the key in headers',
    (socket, given) =>
      whole('{}', { headers: `x-debug: ${given.key} ${JWT}\r\nset-cookie: a=${given.key}\r\n` })(
        socket,
        given,
      ),
  ],
  [
    'key in a name',
    'shows the key in the name of a header',
    (socket, given) => whole('{}', { headers: `x-${given.key}: 1\r\n` })(socket, given),
  ],
  [
    'key in two chunks',
    'cuts the key in two',
    (socket, { key }) => {
      socket.write(CHUNKED + chunk(`{"code":"${key.slice(0, 9)}`));
      setImmediate(() => socket.end(`${chunk(`${key.slice(9)}"}`)}0\r\n\r\n`));
    },
  ],
  ['302 to elsewhere', 'redirects updates to another host', redirect('302 Found')],
  ['307 to elsewhere', 'redirects updates, body and all', redirect('307 Temporary Redirect')],
];

/** Answers that show a key, or try to send it elsewhere. */
export const SECRETS: readonly Hostility[] = [
  ...ROWS.map(([name, sentence, answer]): Hostility => ({
    name,
    sentence,
    to: 'updates',
    answer,
    exits: [1],
  })),
  ...ROWS.map(([name, sentence, answer]): Hostility => ({
    name: `${name}, to everything`,
    sentence: `${sentence}, whatever was asked`,
    to: 'everything',
    answer,
    exits: [2],
  })),
];
