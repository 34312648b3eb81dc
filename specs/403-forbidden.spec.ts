import { clause, refuses } from '../fixtures/contract.js';

const FORBIDDEN = clause('#/components/responses/Forbidden', 'permissions or plan do not allow it');

describe('403 Forbidden', () => {
  refuses('403/restricted-key/valid-body', 'a valid update with a key that may not update', {
    clause: FORBIDDEN,
    body: { viewport: { width: 1301, height: 813 } },
    as: 'restricted key',
    statuses: [403],
    needs: ['restricted key'],
  });
});
