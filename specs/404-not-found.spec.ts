import { refuses } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';

/** Ids that no session has, as they are sent in the path. */
const ODD_IDS: Readonly<Record<string, string>> = {
  'one-letter': 'x',
  'upper-case': 'HTZV5ORFIT78E1M2BIIIFPBV',
  blank: 'a%20b',
  'encoded-slash': 'a%2Fb',
  'encoded-percent': 'a%2525b',
  'percent-alone': '%25',
  'no-utf-8': '%FF',
  emoji: '%F0%9F%98%80',
  quotes: '%22%27',
  'two-thousand-letters': 'a'.repeat(2000),
};

describe('404 Not Found', () => {
  const body = { viewport: { width: 1303, height: 815 } };

  refuses('404/unknown-session/valid-body', 'a valid update of an unknown session', {
    clause: requirement('not-found'),
    body,
    target: 'unknown session',
    statuses: [404],
  });
  refuses('404/unknown-session/invalid-body', 'an invalid update of an unknown session', {
    clause: requirement('not-found'),
    body: { viewport: { width: 319, height: 815 } },
    claim: 'breaks the schema',
    target: 'unknown session',
    statuses: [400, 404],
    because: 'the document does not say whether the session or the body is checked first',
  });
  refuses('404/deleted-session', 'an update of a deleted session', {
    clause: requirement('not-found'),
    body,
    target: 'deleted session',
    statuses: [400, 404],
    because:
      'the document names no status for it, and the API has been seen to answer 400 for a deleted session',
  });

  describe('malformed ids', () => {
    for (const [name, id] of Object.entries(ODD_IDS)) {
      refuses(`404/odd-id/${name}`, `a malformed id: ${name.replaceAll('-', ' ')}`, {
        clause: requirement('not-found'),
        body,
        target: { id },
        statuses: [400, 403, 404],
        because: 'the document gives ids no shape: a malformed one may be invalid, forbidden or not found',
      });
    }
  });

  describe('ids close to an existing one', () => {
    for (const nearly of ['half', 'with a tail', 'in upper case', 'among blanks', 'encoded twice'] as const) {
      refuses(`404/nearly/${nearly.replaceAll(' ', '-')}`, `an existing id, ${nearly}`, {
        clause: requirement('not-found'),
        body,
        target: { nearly },
        statuses: [400, 403, 404],
        because: 'the document gives ids no shape: a malformed one may be invalid, forbidden or not found',
      });
    }
  });
});
