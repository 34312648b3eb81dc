import { refuses } from '../fixtures/contract.js';
import { OTHER_UPDATES } from '../fixtures/other-updates.js';
import { requirement } from '../fixtures/requirements.js';

describe('500 Internal Server Error', () => {
  refuses('500/failing-session', 'a valid update of a session prepared to fail', {
    clause: requirement('internal-error'),
    body: { viewport: { width: 1305, height: 817 } },
    target: 'failing session',
    statuses: [500],
    needs: ['failing session'],
  });
  refuses('500/failing-session/other-updates', 'every other shape of update of that session', {
    clause: requirement('internal-error'),
    body: {},
    also: OTHER_UPDATES,
    target: 'failing session',
    statuses: [500],
    needs: ['failing session'],
  });
});
