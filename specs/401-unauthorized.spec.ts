import { CLAUSES } from '../fixtures/clauses.js';
import { accepts, refuses, type Row } from '../fixtures/contract.js';
import { WRONG_HEADERS, type Credential } from '../src/model/credential.js';

const CREDENTIALS: readonly Credential[] = ['no header', ...WRONG_HEADERS, 'key in the query'];
/** Variations of others: that these are refused before anything else is told needs no proof of its own. */
const VARIATIONS: readonly Credential[] = [
  'Bearer and key twice',
  'scheme without blank',
  'key in X-Auth-Token',
];

/** Access is decided before anything else is told: whether a session exists, whether a body is right. */
const REQUESTS: Readonly<Record<string, Pick<Row, 'body' | 'claim' | 'target'>>> = {
  'valid body': { body: { viewport: { width: 1299, height: 811 } } },
  'invalid body': { body: { viewport: { width: 319, height: 811 } }, claim: 'breaks the schema' },
  'unknown session': { body: { viewport: { width: 1299, height: 811 } }, target: 'unknown session' },
};

describe('401 Unauthorized', () => {
  for (const [request, row] of Object.entries(REQUESTS)) {
    describe(request, () => {
      for (const credential of CREDENTIALS) {
        if (request !== 'valid body' && VARIATIONS.includes(credential)) continue;
        refuses(`401/${word(credential)}/${word(request)}`, `${credential}, ${request}`, {
          clause: CLAUSES.unauthorized,
          ...row,
          credential: credential,
          statuses: [401],
          needs: credential === 'key in the query' ? ['embedded target'] : [],
        });
      }
    });
  }
});

describe('authorization', () => {
  accepts(
    'authorization/scheme-in-lower-case',
    'the key under bearer in lower case, which is the same scheme',
    {
      clause: CLAUSES.scheme,
      body: { viewport: { width: 1297, height: 809 } },
      credential: 'key under bearer in lower case',
    },
  );
});

function word(words: string): string {
  return words.toLowerCase().replaceAll(' ', '-');
}
