import { accepts, bodyType, refuses, tooSmall, type Row } from '../fixtures/contract.js';
import { OTHER_UPDATES } from '../fixtures/other-updates.js';
import { requirement } from '../fixtures/requirements.js';
import { ODD_TOKENS, RARE_WAYS, WRONG_HEADERS, type Credential } from '../src/model/credential.js';

const CREDENTIALS: readonly Credential[] = ['no header', ...WRONG_HEADERS, 'key in the query'];
const FEW: readonly Credential[] = ['no header', 'last character changed'];
/** Close to other credentials, which already show that access is decided first: sent with a valid body only. */
const SIMILAR: readonly Credential[] = [
  'Bearer undefined',
  'Basic with the key as password',
  'one character in front',
  'Bearer and key twice',
  'Bearer twice before the key',
  'key before a comma',
  'scheme without blank',
  'key in X-Auth-Token',
];

/** So many wrong keys from one address look like an attack: a gentle run sends no key, and a wrong one once. */
function needsOf(credential: Credential, request: string): NonNullable<Row['needs']> {
  if (credential === 'key in the query') return ['embedded target'];
  const isFew = credential === 'no header' || request === 'valid body';
  return isFew && FEW.includes(credential) ? [] : ['no gentleness'];
}

/** Access is decided first: a refusal must not reveal whether a session exists or a body is valid. */
const REQUESTS: Readonly<Record<string, Pick<Row, 'body' | 'claim' | 'target'>>> = {
  'valid body': { body: { viewport: { width: 1299, height: 811 } } },
  'invalid body': {
    body: { viewport: { width: tooSmall('width'), height: 811 } },
    claim: 'breaks the schema',
  },
  'unknown session': { body: { viewport: { width: 1299, height: 811 } }, target: 'unknown session' },
};

describe('401 Unauthorized', () => {
  for (const [request, row] of Object.entries(REQUESTS)) {
    describe(request, () => {
      for (const credential of CREDENTIALS) {
        if (request !== 'valid body' && SIMILAR.includes(credential)) continue;
        refuses(`401/${slug(credential)}/${slug(request)}`, `${credential}, ${request}`, {
          clause: requirement('unauthorized'),
          ...row,
          credential,
          statuses: [401],
          needs: needsOf(credential, request),
        });
      }
    });
  }
});

/** What a server may look at before it looks at the key. Many frameworks parse bodies first, which tells nobody anything. */
const BEFORE_THE_KEY: Readonly<Record<string, Partial<Row>>> = {
  'truncated body': { raw: '{"viewport":{"width":1299,"height":811}', isNote: true },
  'no body': { contentType: bodyType(), isNote: true },
  'text as the body': {
    ...{ body: { viewport: { width: 1299, height: 811 } }, contentType: 'text/plain' },
    isNote: true,
  },
  'failing session': {
    body: { viewport: { width: 1299, height: 811 } },
    target: 'failing session',
    needs: ['failing session'],
  },
};

describe('401 Unauthorized, before anything else', () => {
  for (const [request, row] of Object.entries(BEFORE_THE_KEY)) {
    refuses(`401/no-header/${slug(request)}`, `no header, ${request}`, {
      clause: requirement('unauthorized'),
      ...row,
      credential: 'no header',
      statuses: [401],
      needs: [...(row.needs ?? []), 'no gentleness'],
    });
  }
});

describe('401 Unauthorized, further ways to present a key', () => {
  for (const credential of RARE_WAYS) {
    refuses(`401/${slug(credential)}/valid-body`, `${credential}, valid body`, {
      clause: requirement('unauthorized'),
      body: { viewport: { width: 1299, height: 811 } },
      credential,
      statuses: [401],
      // A proxy on the way may take that header for its own, and answer 407.
      ...(credential === 'key in Proxy-Authorization' ? { isForEdge: true } : {}),
      needs: ['no gentleness'],
    });
  }
});

describe('401 Unauthorized, odd tokens', () => {
  for (const credential of ODD_TOKENS) {
    refuses(`401/${slug(credential)}/valid-body`, `${credential}, valid body`, {
      clause: requirement('unauthorized'),
      body: { viewport: { width: 1299, height: 811 } },
      credential,
      statuses: [401],
      isForEdge: true,
      needs: ['no gentleness'],
    });
  }
});

describe('401 Unauthorized, once more', () => {
  for (const credential of FEW) {
    refuses(`401/${slug(credential)}/other-updates`, `${credential}, every other shape of update`, {
      clause: requirement('unauthorized'),
      body: {},
      also: [...OTHER_UPDATES, { viewport: { width: 1307, height: 819, force: true } }],
      credential,
      statuses: [401],
      needs: ['no gentleness'],
    });
    const update = { viewport: { width: 1309, height: 821 } };
    refuses(`401/${slug(credential)}/again`, `${credential}, twice, after the same update with the key`, {
      clause: requirement('unauthorized'),
      body: update,
      also: [update],
      start: { after: update, repeated: true },
      credential,
      statuses: [401],
      needs: ['no gentleness'],
    });
  }
});

describe('authorization', () => {
  accepts('authorization/scheme-in-lower-case', 'the key with the scheme in lower case', {
    clause: requirement('bearer-scheme'),
    body: { viewport: { width: 640, height: 480 } },
    credential: 'key under bearer in lower case',
  });
  accepts('authorization/scheme-in-upper-case', 'the key with the scheme in upper case', {
    clause: requirement('bearer-scheme'),
    body: { viewport: { width: 1080, height: 1920 } },
    credential: 'key under bearer in upper case',
  });
});

function slug(words: string): string {
  return words.toLowerCase().replaceAll(' ', '-');
}
