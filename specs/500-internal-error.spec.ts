import { CLAUSES } from '../fixtures/clauses.js';
import { refuses } from '../fixtures/contract.js';

describe('500 Internal Server Error', () => {
  refuses('500/failing-session', 'a valid update of a session that is bound to fail', {
    clause: CLAUSES.internalError,
    body: { viewport: { width: 1305, height: 817 } },
    target: 'failing session',
    statuses: [500],
    needs: ['failing session'],
  });
});
