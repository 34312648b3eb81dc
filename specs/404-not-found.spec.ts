import { clause, refuses } from '../fixtures/contract.js';

const NOT_FOUND = clause('#/components/responses/NotFound', 'no such resource');

describe('404 Not Found', () => {
  refuses('404/unknown-session/valid-body', 'a valid update of a session that nobody has', {
    clause: NOT_FOUND,
    body: { viewport: { width: 1303, height: 815 } },
    to: 'unknown session',
    statuses: [404],
  });
});
