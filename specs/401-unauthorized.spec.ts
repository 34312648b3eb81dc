import { CLAUSES } from '../fixtures/clauses.js';
import { refuses, type Row } from '../fixtures/contract.js';
import { WRONG_HEADERS, type Credential } from '../src/target/credentials.js';

const CREDENTIALS: readonly Credential[] = ['no header', ...WRONG_HEADERS, 'key in the query'];

/** Access is decided before anything else is told: whether a session exists, whether a body is right. */
const REQUESTS: Readonly<Record<string, Pick<Row, 'body' | 'claim' | 'to'>>> = {
  'valid body': { body: { viewport: { width: 1299, height: 811 } } },
  'invalid body': { body: { viewport: { width: 319, height: 811 } }, claim: 'breaks the schema' },
  'unknown session': { body: { viewport: { width: 1299, height: 811 } }, to: 'unknown session' },
};

describe('401 Unauthorized', () => {
  for (const [request, row] of Object.entries(REQUESTS)) {
    describe(request, () => {
      for (const credential of CREDENTIALS) {
        refuses(`401/${word(credential)}/${word(request)}`, `${credential}, ${request}`, {
          clause: CLAUSES.unauthorized,
          ...row,
          as: credential,
          statuses: [401],
          needs: credential === 'key in the query' ? ['embedded target'] : [],
        });
      }
    });
  }
});

function word(words: string): string {
  return words.toLowerCase().replaceAll(' ', '-');
}
