import { accepts, refuses, tooSmall, type Row } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';
import { WRONG_HEADERS, type Credential } from '../src/model/credential.js';

const CREDENTIALS: readonly Credential[] = ['no header', ...WRONG_HEADERS, 'key in the query'];
const FEW: readonly Credential[] = ['no header', 'last character changed'];
/** Close to other credentials, which already show that access is decided first: sent with a valid body only. */
const SIMILAR: readonly Credential[] = [
  'Bearer and key twice',
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

describe('authorization', () => {
  accepts('authorization/scheme-in-lower-case', 'the key with the scheme in lower case', {
    clause: requirement('bearer-scheme'),
    body: { viewport: { width: 1297, height: 809 } },
    credential: 'key under bearer in lower case',
  });
});

function slug(words: string): string {
  return words.toLowerCase().replaceAll(' ', '-');
}
