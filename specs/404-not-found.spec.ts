import { accepts, refuses, tooSmall } from '../fixtures/contract.js';
import { OTHER_UPDATES } from '../fixtures/other-updates.js';
import { requirement } from '../fixtures/requirements.js';

type MalformedId = readonly [slug: string, sentence: string, id: string, isForEdge?: true];

/** Ids that no session has, as they are sent in the path. */
const MALFORMED_IDS: readonly MalformedId[] = [
  ['one-letter', 'an id of one letter', 'x'],
  ['asterisk', 'an asterisk as the id', '*'],
  ['latest', 'the word latest as the id', 'latest'],
  ['upper-case', 'an id in upper case', 'HTZV5ORFIT78E1M2BIIIFPBV'],
  ['blank', 'an id that contains a space', 'a%20b'],
  ['encoded-slash', 'an id that contains an encoded slash', 'a%2Fb', true],
  ['encoded-percent', 'an id that contains a percent sign encoded twice', 'a%2525b', true],
  ['percent-alone', 'a percent sign as the id', '%25', true],
  ['no-utf-8', 'an id of invalid UTF-8', '%FF', true],
  ['emoji', 'an emoji as the id', '%F0%9F%98%80'],
  ['quotes', 'a double and a single quote, and an umlaut, as the id', '%22%27%C3%BC'],
  ['two-thousand-letters', 'an id of 2,000 letters', 'a'.repeat(2000), true],
];

/** What looks like a mistake. A firewall may report every other odd path as an attack. */
const HARMLESS = [
  'one-letter',
  'upper-case',
  'half',
  'with a head',
  'with another last letter',
  'with a tail',
  'in upper case',
  'with a file suffix',
];

/** Altered ids of an existing session. */
const ALTERED_IDS = [
  ['half', 'the first half of an existing id'],
  ['with a head', 'an existing id behind an extra character'],
  ['with another last letter', 'an existing id with another last letter'],
  ['with a tail', 'an existing id with an extra character'],
  ['in upper case', 'an existing id in upper case'],
  ['among blanks', 'an existing id surrounded by spaces'],
  ['encoded twice', 'an existing id with its first character percent-encoded twice'],
  ['with a file suffix', 'an existing id followed by .json'],
  ['with a matrix parameter', 'an existing id followed by a semicolon and a parameter'],
  ['with a NUL', 'an existing id followed by a NUL character'],
] as const;

/** What a router or a firewall may refuse. */
const FOR_EDGE = ['encoded twice', 'with a matrix parameter', 'with a NUL'];

const because =
  'the document defines no format for ids: a malformed id may be invalid, forbidden or not found';

/** What a router or a proxy refuses never reaches the API. */
const edge = 'a router may refuse such a path with any 4xx in a form of its own';

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
    body: { viewport: { width: tooSmall('width'), height: 815 } },
    claim: 'breaks the schema',
    target: 'unknown session',
    statuses: [400, 404],
    because: 'the document does not say whether the session or the body is checked first',
  });
  refuses('404/unknown-session/other-updates', 'every other shape of update of an unknown session', {
    clause: requirement('not-found'),
    body: {},
    also: [...OTHER_UPDATES, {}],
    target: 'unknown session',
    statuses: [404],
  });
  refuses('404/deleted-session', 'updates of a deleted session', {
    clause: requirement('not-found'),
    body,
    // Each a shape of its own, and the first once more.
    also: [{}, ...OTHER_UPDATES, body],
    target: 'deleted session',
    statuses: [400, 404],
    because:
      'the document names no status for it, and the API was observed to answer 400 for a deleted session',
  });

  // Beside the case above, whose session it takes. Access is decided first: specs/401-unauthorized.spec.ts.
  refuses('401/no-header/deleted-session', 'no header, deleted session', {
    clause: requirement('unauthorized'),
    body,
    target: 'deleted session',
    credential: 'no header',
    statuses: [401],
    needs: ['no gentleness'],
  });

  describe('malformed ids', () => {
    for (const [slug, sentence, id, isForEdge] of MALFORMED_IDS) {
      refuses(`404/odd-id/${slug}`, sentence, {
        clause: requirement('not-found'),
        body,
        target: { id },
        statuses: [400, 403, 404],
        because: isForEdge === undefined ? because : `${because}; ${edge}`,
        ...(isForEdge === undefined ? {} : { isForEdge }),
        needs: HARMLESS.includes(slug) ? [] : ['no gentleness'],
      });
    }
  });

  describe('ids of something else', () => {
    const others = { 'of its proxy': { proxy: 'set' }, 'of its profile': { profile: 'loaded' } } as const;
    for (const nearly of ['of its proxy', 'of its profile'] as const) {
      const owner = nearly.slice('of its '.length);
      refuses(`404/other-id/${owner}`, `the id of the session's ${owner} in place of its own`, {
        clause: requirement('not-found'),
        body,
        target: { nearly },
        start: others[nearly],
        statuses: [400, 403, 404],
        because: 'the document does not say whether such an id is invalid, forbidden or not found',
      });
    }
  });

  describe('paths close to that of a session', () => {
    const others = { 'segment-behind-it': 'with a segment behind it', 'no-id': 'without an id' } as const;
    for (const [slug, path] of Object.entries(others)) {
      refuses(`404/path/${slug}`, `the path of a session ${path}`, {
        clause: requirement('not-found'),
        body,
        target: { path },
        statuses: [404],
        isForEdge: true, // a router answers for paths that the API does not have
        // Whatever it were to change is not ours.
        needs: path === 'without an id' ? ['no gentleness'] : [],
      });
    }
  });

  describe('ids close to an existing one', () => {
    for (const [nearly, sentence] of ALTERED_IDS) {
      refuses(`404/nearly/${nearly.replaceAll(' ', '-')}`, sentence, {
        clause: requirement('not-found'),
        body,
        target: { nearly },
        statuses: [400, 403, 404],
        because: FOR_EDGE.includes(nearly) ? `${because}; ${edge}` : because,
        ...(FOR_EDGE.includes(nearly) ? { isForEdge: true } : {}),
        needs: HARMLESS.includes(nearly) ? [] : ['no gentleness'],
      });
    }
  });
});

describe('the path of a session', () => {
  accepts('path/percent-encoded', 'an existing id with its first letter percent-encoded', {
    clause: requirement('named-settings-of-one-session'),
    body: { viewport: { width: 1317, height: 831 } },
    target: { path: 'with a letter percent-encoded' },
    needs: ['no gentleness'],
    isNote: true, // RFC 3986, section 6.2.2.2, calls the paths equal, and some routers compare them as they are written
  });
  accepts('path/id-in-the-query', 'an existing id, and another one in the query', {
    clause: requirement('named-settings-of-one-session'),
    body: { viewport: { width: 1319, height: 833 } },
    target: { query: '?id=no-such-session' },
    statuses: [200, 400, 403],
    because: 'the document declares no query: it may be refused, or it has no effect',
  });
});
