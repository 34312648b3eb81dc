import { clause, refuses } from '../fixtures/contract.js';

const UNAUTHORIZED = clause('#/components/responses/Unauthorized', 'authorization token missing or invalid');

describe('401 Unauthorized', () => {
  refuses('401/header/absent', 'no Authorization header', {
    clause: UNAUTHORIZED,
    body: { viewport: { width: 1299, height: 811 } },
    as: 'no header',
    statuses: [401],
  });
});
