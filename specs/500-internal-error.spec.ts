import { clause, refuses } from '../fixtures/contract.js';

const INTERNAL_ERROR = clause('#/components/responses/InternalError', 'the server failed');

describe('500 Internal Server Error', () => {
  refuses('500/failing-session/valid-body', 'a valid update of a session that is bound to fail', {
    clause: INTERNAL_ERROR,
    body: { viewport: { width: 1305, height: 817 } },
    to: 'failing session',
    statuses: [500],
    needs: ['failing session'],
  });
});
