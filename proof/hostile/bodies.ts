import { gzipSync } from 'node:zlib';
import { CHUNKED, chunk, whole, withoutEnd, type Hostility } from './hostility.js';

const MEGABYTE = 2 ** 20;
const DEEP = 100_000;
const quoted = (text: string): string => `{"code":"${text}","message":"${text}"}`;

type Row = readonly [name: string, sentence: string, answer: Hostility['answer'], exits?: readonly number[]];

let bomb: Buffer | undefined;
const gzipBomb: Hostility['answer'] = (socket, given) => {
  bomb ??= gzipSync(Buffer.alloc(200 * MEGABYTE, 0x20));
  whole(bomb, { headers: 'content-type: application/json\r\ncontent-encoding: gzip\r\n' })(socket, given);
};

const ROWS: readonly Row[] = [
  ['deep arrays', 'nests arrays 100 000 levels deep', whole('['.repeat(DEEP) + ']'.repeat(DEEP))],
  ['deep objects', 'nests objects 100 000 levels deep', whole('{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP))],
  ['deep and open', 'opens 100 000 arrays and closes none', whole('['.repeat(DEEP))],
  ['gzip bomb', 'sends 200 MB packed into 200 kB', gzipBomb],
  ['not gzip', 'says gzip and sends none', whole('{}', { headers: 'content-encoding: gzip\r\n' }), [1]],
  [
    'invalid UTF-8',
    'sends bytes that are not UTF-8',
    whole(Buffer.from(quoted('\u00ff\u00fe\u00c0'), 'latin1')),
  ],
  ['UTF-16', 'sends a body in UTF-16', whole(Buffer.from(`\ufeff${quoted('wide')}`, 'utf16le'))],
  ['NUL', 'sends NUL characters', whole(quoted('a\u0000b'))],
  [
    'ANSI',
    'sends escapes that move the cursor',
    whole(quoted('\u001b[31m\u001b[2J\u001b]0;x\u0007\u009b2J')),
  ],
  ['ANSI in JSON', 'sends them as JSON escapes', whole(quoted('\\u001b[31m\\u001b[2J\\u0007\\u009b2J'))],
  [
    'CI commands',
    'sends commands to CI systems',
    whole(quoted('\n::set-output name=a::b\n##vso[task.complete]\nsection_start:1:a')),
  ],
  [
    'no XML',
    'sends characters that XML forbids',
    whole(quoted('\\ud800 \\ufffe \\uffff \\u000b ]]> <![CDATA[')),
  ],
  ['duplicate members', 'gives a member twice', whole('{"session_id":"a","session_id":"b"}')],
  [
    'huge numbers',
    'sends numbers beyond every range',
    whole(`{"timeout_seconds":1e999999,"headless":${'9'.repeat(MEGABYTE)}}`),
  ],
  ['a member of a megabyte', 'gives a member a name of a megabyte', whole(`{"${'n'.repeat(MEGABYTE)}":1}`)],
  [
    '__proto__',
    'sends members that objects are made of',
    whole('{"__proto__":{"status":200},"constructor":null,"toString":1}'),
  ],
  ['huge body', 'sends a body of 100 MB', whole(`{"code":"${'a'.repeat(100 * MEGABYTE)}"}`)],
  ['endless body', 'sends a body without end', withoutEnd(CHUNKED, chunk('a'.repeat(65_536)))],
];

/** What can be wrong with a body: the answer is there, and it breaks the contract. */
export const BODIES: readonly Hostility[] = [
  ...ROWS.map(([name, sentence, answer, exits = [1]]): Hostility => ({
    name,
    sentence,
    to: 'updates',
    answer,
    exits,
  })),
  ...ROWS.filter(([name]) => /deep|bomb|endless|huge body|ANSI/.test(name)).map(
    ([name, sentence, answer]): Hostility => ({
      name: `${name}, to everything`,
      sentence: `${sentence}, whatever was asked`,
      to: 'everything',
      answer,
      exits: [2],
    }),
  ),
  {
    name: 'an id of escapes',
    sentence: 'gives a created thing an id that moves the cursor',
    to: 'creations',
    answer: whole('{"id":"\\u001b[31mx\\n::error::y","session_id":"\\u001b[31mx\\n::error::y"}'),
    exits: [2],
  },
];
