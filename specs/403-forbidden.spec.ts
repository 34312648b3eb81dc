import { bodyType, refuses, tooSmall, type Row } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';
import { HEADFUL, STEALTH } from '../fixtures/session-kinds.js';

describe('403 Forbidden', () => {
  refuses('403/restricted-key/valid-body', 'a valid update with a key that may not update', {
    clause: requirement('forbidden'),
    body: { viewport: { width: 1301, height: 813 } },
    credential: 'restricted key',
    statuses: [403],
    needs: ['restricted key'],
  });
  refuses('403/restricted-key/empty-update', 'an empty update with a key that may not update', {
    clause: requirement('forbidden'),
    body: {},
    credential: 'restricted key',
    statuses: [403],
    needs: ['restricted key'],
  });
  refuses('403/restricted-key/no-body', 'no body with a key that may not update', {
    clause: requirement('forbidden'),
    contentType: bodyType(),
    credential: 'restricted key',
    statuses: [403, 400],
    because: 'the document does not say whether the key or the body is checked first',
    needs: ['restricted key'],
  });
  const fields: Readonly<Record<string, Pick<Row, 'body' | 'session'>>> = {
    proxy_id: { body: { proxy_id: '<other proxy>' } },
    profile: { body: { profile: { id: '<profile>' } } },
    disable_default_proxy: { body: { disable_default_proxy: true }, session: STEALTH },
  };
  for (const [field, row] of Object.entries(fields)) {
    refuses(`403/restricted-key/${field}`, `an update of ${field} with a key that may not update`, {
      clause: requirement('forbidden'),
      ...row,
      credential: 'restricted key',
      statuses: [403],
      needs: ['restricted key'],
    });
  }
  refuses('403/restricted-key/other-updates', 'other shapes of update with a key that may not update', {
    clause: requirement('forbidden'),
    body: { proxy_id: '' },
    also: [
      { proxy_id: null },
      { disable_default_proxy: false },
      { profile: { name: '<profile name>' } },
      { viewport: { width: 1307, height: 819, force: true } },
      { proxy_id: '<other proxy>', viewport: { width: 1307, height: 819 } },
      { proxy_id: '<other proxy>', disable_default_proxy: false },
      { profile: { name: '<profile name>' }, viewport: { width: 1307, height: 819 } },
      {
        ...{ proxy_id: '', profile: { name: '<profile name>' } },
        viewport: { width: 1307, height: 819, force: true },
      },
    ],
    // An API may look at the session first, which refuses a second profile by itself.
    start: { profile: 'none' },
    credential: 'restricted key',
    statuses: [403],
    needs: ['restricted key'],
  });
  refuses('403/restricted-key/headful', 'an update of a headful session in chunks with such a key', {
    clause: requirement('forbidden'),
    body: { viewport: { width: 1311, height: 825 } },
    session: HEADFUL,
    wire: 'in chunks',
    credential: 'restricted key',
    statuses: [403],
    needs: ['restricted key'],
  });
  refuses('403/restricted-key/unknown-session', 'updates of an unknown session with such a key', {
    clause: requirement('forbidden'),
    body: { viewport: { width: 1313, height: 827 } },
    also: [{}],
    target: 'unknown session',
    credential: 'restricted key',
    statuses: [403, 404],
    because: 'the document does not say whether the key or the session is looked at first',
    needs: ['restricted key'],
  });
  refuses('403/restricted-key/failing-session', 'an update of the failing session with such a key', {
    clause: requirement('forbidden'),
    body: { viewport: { width: 1315, height: 829 } },
    target: 'failing session',
    credential: 'restricted key',
    statuses: [403, 404, 500],
    because:
      'the document says neither whether the key or the session is looked at first, nor which sessions a key sees',
    // In this order, since the ledger of statuses gives the first as the reason why 500 is not verified.
    needs: ['failing session', 'restricted key'],
  });
  const update = { viewport: { width: 1309, height: 823 } };
  refuses('403/restricted-key/again', 'an update twice with such a key, after the same with the other one', {
    clause: requirement('forbidden'),
    body: update,
    also: [update],
    start: { after: update, repeated: true },
    credential: 'restricted key',
    statuses: [403],
    needs: ['restricted key'],
  });
  refuses('403/restricted-key/invalid-body', 'an invalid update with a key that may not update', {
    clause: requirement('forbidden'),
    body: { viewport: { width: tooSmall('width'), height: 813 } },
    claim: 'breaks the schema',
    credential: 'restricted key',
    statuses: [403, 400],
    because: 'the document does not say whether the key or the body is checked first',
    needs: ['restricted key'],
  });
});
