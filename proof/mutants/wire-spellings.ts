import { badRequest, json } from '../../src/reference-server/answer.js';
import type { How } from '../../src/reference-server/deviation.js';
import type { Call } from '../../src/reference-server/http.js';
import { sessionOf } from '../../src/reference-server/session-of-call.js';
import { crashingOn, readingText, textOf } from './body-text.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';

const BODY = `${PATCH}/requestBody`;
const CONTENT = `${BODY}/content/application~1json`;
const RATE = schema('BrowserViewport/properties/refresh_rate/type');

/** Bodies that say the usual in unusual letters, sizes or pieces. */
export const wireSpellings: readonly Mutant[] = inArea('whole update', [
  {
    name: 'chunked-body-ignored',
    sentence: 'A body that comes in chunks is taken for an update of nothing.',
    clause: BODY,
    how: () => ({
      around: (call, answer) => answer(isChunked(call) ? { ...call, body: Buffer.from('{}') } : call),
    }),
  },
  {
    name: 'chunked-body-refused',
    sentence: 'A body that comes in chunks is refused as missing.',
    clause: BODY,
    how: () => ({
      around: (call, answer) =>
        isChunked(call) ? badRequest(['The request body is missing.']) : answer(call),
    }),
  },
  {
    name: 'chunked-body-unchecked',
    sentence: 'An invalid update that comes in chunks is accepted as one of nothing.',
    clause: schema('BrowserUpdateRequest'),
    how: voiding((call, status) => status === 400 && isChunked(call)),
  },
  crashes('chunked-body-as-500', 'A body that comes in chunks is answered with 500.', isChunked),
  {
    name: 'blank-body-accepted',
    sentence: 'A body of nothing but blanks is accepted as an update of nothing.',
    clause: `${BODY}/required`,
    how: readingText((text) => (text !== '' && text.trim() === '' ? '{}' : text)),
  },
  crashes('blank-body-as-500', 'A body of nothing but blanks is answered with 500.', (call) =>
    /^\s+$/.test(textOf(call)),
  ),
  crashes('no-utf-8-as-500', 'A body that is not UTF-8 is answered with 500.', (call) => !isUtf8(call)),
  {
    name: 'no-utf-8-dropped',
    sentence: 'Bytes that are not UTF-8 are dropped from a body.',
    clause: CONTENT,
    how: readingText((text) => text.replaceAll('\uFFFD', '')),
  },
  {
    name: 'no-utf-8-void',
    sentence: 'A body that is not UTF-8 is accepted and changes nothing.',
    clause: CONTENT,
    how: voiding((call) => !isUtf8(call)),
  },
  crashes(
    'merge-patch-as-500',
    'A body that comes as application/merge-patch+json is answered with 500.',
    ({ headers }) => headers['content-type'] === 'application/merge-patch+json',
  ),
  crashes('half-surrogate-as-500', 'Half of a surrogate pair in a body is answered with 500.', hasHalf),
  {
    name: 'half-surrogate-dropped',
    sentence: 'Half of a surrogate pair is dropped from a text.',
    clause: schema('BrowserUpdateRequest/properties/proxy_id'),
    how: readingText((text) => text.replaceAll(HALF, '')),
  },
  {
    name: 'half-surrogate-void',
    sentence: 'A body with half of a surrogate pair is accepted and changes nothing.',
    clause: schema('BrowserUpdateRequest'),
    how: voiding((call, status) => status === 200 && hasHalf(call)),
  },
  crashes('nested-body-as-500', 'A body of some dozen levels is answered with 500.', isNested),
  {
    name: 'nested-body-void',
    sentence: 'A body of some dozen levels is accepted and changes nothing.',
    clause: schema('BrowserUpdateRequest'),
    how: voiding((call) => isNested(call)),
  },
  crashes(
    'byte-order-mark-as-500',
    'A body that begins with a byte order mark is answered with 500.',
    hasMark,
  ),
  {
    name: 'byte-order-mark-void',
    sentence: 'A body that begins with a byte order mark is accepted and changes nothing.',
    clause: CONTENT,
    how: voiding(hasMark),
  },
  ...(
    [
      ['text', 'sent as text/plain', ({ headers }) => headers['content-type'] === 'text/plain'],
      ['untyped', 'without a content type', ({ headers }) => headers['content-type'] === undefined],
      ['deep', 'of a thousand levels', (call) => textOf(call).includes('['.repeat(1000))],
      ['large', 'of more than 100 kB', (call) => (call.body?.length ?? 0) > 100_000],
    ] as const satisfies readonly (readonly [string, string, (call: Call) => boolean])[]
  ).map(([slug, words, isMeant]): Row => ({
    name: `${slug}-body-void`,
    sentence: `A body ${words} is accepted and changes nothing.`,
    clause: `${response(200)}/description`,
    how: voiding(isMeant),
  })),
  {
    name: 'duplicate-members-remove-the-proxy',
    sentence: 'A body with a duplicate member is accepted, and takes the proxy away.',
    clause: `${PATCH}/description`,
    how: (scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        const session = sessionOf(scene, call);
        if (session === undefined || given.status !== 200 || !/"viewport".*"viewport"/.test(textOf(call)))
          return given;
        session.proxyId = undefined;
        return json(200, scene.steps.represent(session, new Date()));
      },
    }),
  },
  ...[32, 64].map((bits): Row => {
    const limit = 2n ** BigInt(bits);
    return {
      name: `refresh-rate-wraps-at-${bits}-bits`,
      sentence: `Of a refresh rate only the lowest ${bits} bits are kept.`,
      clause: RATE,
      how: readingText((text) =>
        text.replace(/("refresh_rate":)(\d{5,})/, (_, name: string, rate: string) =>
          [name, String(BigInt(rate) % limit)].join(''),
        ),
      ),
    };
  }),
  crashes('rate-beyond-64-bits-as-500', 'A refresh rate beyond 64 bits is answered with 500.', (call) =>
    /"refresh_rate":\d{20}/.test(textOf(call)),
  ),
  crashes('number-beyond-doubles-as-500', 'A number beyond all doubles is answered with 500.', (call) =>
    /:\s*\d+e[4-9]\d\d/i.test(textOf(call)),
  ),
  crashes(
    'unknown-number-beyond-64-bits-as-500',
    'A long number nobody asked for is answered with 500.',
    (call) => /"(?!refresh_rate|width|height)\w+":\d{20}/.test(textOf(call)),
  ),
]);

const HALF = /\\ud[89a-f][0-9a-f]{2}/gi;

function isChunked({ headers }: Call): boolean {
  return headers['transfer-encoding'] === 'chunked';
}

function isUtf8(call: Call): boolean {
  return !textOf(call).includes('\uFFFD');
}

function hasHalf(call: Call): boolean {
  return textOf(call).search(HALF) >= 0;
}

function hasMark(call: Call): boolean {
  return textOf(call).startsWith('\uFEFF');
}

/** Between what anybody sends and what anybody calls an attack. */
function isNested(call: Call): boolean {
  const opened = /[[{]{24,}/.exec(textOf(call).replaceAll(/"[^"]*":/g, ''))?.[0].length ?? 0;
  return opened > 0 && opened < 100;
}

function crashes(name: string, sentence: string, isMeant: (call: Call) => boolean): Row {
  return { name, sentence, clause: response(400), how: crashingOn(isMeant) };
}

/** Answers as if an update of nothing had been accepted. */
function voiding(isMeant: (call: Call, status: number) => boolean): How {
  return (scene) => ({
    around: (call, answer) => {
      const session = sessionOf(scene, call);
      const before = session && { ...session };
      const given = answer(call);
      if (session === undefined || before === undefined) return given;
      if (![200, 400].includes(given.status) || !isMeant(call, given.status)) return given;
      Object.assign(session, before);
      return json(200, scene.steps.represent(session, new Date()));
    },
  });
}
