import { accepts, refuses, tooSmall } from '../fixtures/contract.js';
import { INVALID_OR_FORBIDDEN, INVALID_OR_NOT_FOUND } from '../fixtures/open-statuses.js';
import { requirement } from '../fixtures/requirements.js';
import { HEADFUL, RECORDED, RECORDED_BEFORE, RECORDED_TWICE } from '../fixtures/session-kinds.js';

/** A recording needs force to be interrupted, and nothing else interrupts it. */
describe('updates and recordings', () => {
  describe('while a replay is recorded', () => {
    refuses('viewport.force/recording/omitted', 'a resize without force', {
      clause: requirement('resize-refused-while-recorded'),
      body: { viewport: { width: 1441, height: 901 } },
      session: RECORDED,
      procedure: 'segments',
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('viewport.force/recording/false', 'a resize with force false', {
      clause: requirement('resize-refused-while-recorded'),
      body: { viewport: { width: 1443, height: 903, force: false } },
      session: RECORDED,
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('viewport.force/recording/with-proxy', 'a resize without force, and another proxy', {
      clause: requirement('resize-refused-while-recorded'),
      body: { proxy_id: '<other proxy>', viewport: { width: 1453, height: 913 } },
      session: RECORDED,
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('viewport.force/recording/with-profile', 'a resize without force, and a profile', {
      clause: requirement('resize-refused-while-recorded'),
      body: { profile: { id: '<profile>' }, viewport: { width: 1461, height: 921 } },
      session: RECORDED,
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('viewport.force/recording/with-no-proxy', 'a resize without force, and an empty proxy_id', {
      clause: requirement('resize-refused-while-recorded'),
      body: { proxy_id: '', viewport: { width: 1483, height: 941 } },
      session: RECORDED,
      start: { proxy: 'set' },
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('viewport.force/recording/after-force', 'a resize without force after a forced one', {
      clause: requirement('resize-refused-while-recorded'),
      // Changing the height alone is a resize, too.
      body: { viewport: { width: 1457, height: 915 } },
      session: RECORDED,
      start: { after: { viewport: { width: 1457, height: 917, force: true } }, repeated: true },
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('viewport.force/recording/with-rate', 'a resize without force at another rate', {
      clause: requirement('resize-refused-while-recorded'),
      body: { viewport: { width: 1473, height: 933, refresh_rate: 23 } },
      session: RECORDED,
      ...INVALID_OR_FORBIDDEN,
    });
    refuses('viewport.force/recording/width-alone', 'a resize without force that changes only the width', {
      clause: requirement('resize-refused-while-recorded'),
      body: { viewport: { width: 1477, height: 935 } },
      session: RECORDED,
      start: { after: { viewport: { width: 1475, height: 935, force: true } }, repeated: true },
      ...INVALID_OR_FORBIDDEN,
    });
    for (const [slug, words, body, subject] of [
      [
        'true-too-narrow',
        'to a width that is too small',
        { viewport: { width: tooSmall('width'), height: 901, force: true } },
        'viewport.width.minimum',
      ],
      [
        'true-with-invalid-proxy',
        'beside a proxy_id of 7',
        { proxy_id: 7, viewport: { width: 1487, height: 945, force: true } },
        'proxy_id.type',
      ],
      [
        'true-with-invalid-profile',
        'beside an empty profile',
        { profile: {}, viewport: { width: 1487, height: 945, force: true } },
        'profile.oneOf',
      ],
    ] as const) {
      refuses(`viewport.force/recording/${slug}`, `a forced resize ${words}`, {
        clause: requirement('bad-request'),
        body,
        session: RECORDED,
        procedure: 'segments',
        claim: 'breaks the schema',
        subject,
      });
    }
    for (const [field, body] of Object.entries({
      proxy: { proxy_id: '<unknown id>' },
      profile: { profile: { id: '<unknown id>' } },
    })) {
      refuses(
        `viewport.force/recording/unknown-${field}`,
        `an unknown ${field}, alone and beside a forced resize, which stops no recording`,
        {
          clause: requirement('bad-request'),
          body,
          also: [{ ...body, viewport: { width: 1489, height: 947, force: true } }],
          session: RECORDED,
          procedure: 'segments',
          ...INVALID_OR_NOT_FOUND,
        },
      );
    }
    accepts('viewport.force/recording/proxy-alone', 'another proxy, which leaves the recording alone', {
      clause: requirement('named-settings-of-one-session'),
      body: { proxy_id: '<other proxy>' },
      session: RECORDED,
      procedure: 'segments',
    });
    accepts('viewport.force/recording/proxy-removed', 'an empty proxy_id, which leaves the recording alone', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { proxy_id: '' },
      session: RECORDED,
      start: { proxy: 'set' },
      procedure: 'segments',
    });
    accepts('viewport.force/recording/true-with-proxy', 'a forced resize with a rate, and another proxy', {
      clause: requirement('forced-resize'),
      body: {
        proxy_id: '<other proxy>',
        viewport: { width: 1463, height: 923, refresh_rate: 19, force: true },
      },
      session: RECORDED,
      // The segment that begins with this resize must continue in a new one, too.
      start: { after: { viewport: { width: 1471, height: 931, force: true } } },
      procedure: 'segments',
    });
    accepts('viewport.force/recording/true', 'a forced resize', {
      clause: requirement('forced-resize'),
      body: { viewport: { width: 1445, height: 905, force: true } },
      session: RECORDED,
    });
    accepts('viewport.force/recording/segments', 'a forced resize, after which the recording continues', {
      clause: requirement('forced-resize'),
      body: { viewport: { width: 1459, height: 919, force: true } },
      session: RECORDED,
      procedure: 'segments',
    });
  });

  describe('while two replays of a stealth browser are recorded', () => {
    accepts('viewport.force/recording/twice', 'a forced resize, after which both recordings continue', {
      clause: requirement('forced-resize'),
      body: { viewport: { width: 1465, height: 925, force: true } },
      session: RECORDED_TWICE,
      procedure: 'segments',
    });
    refuses('viewport.force/recording/twice/omitted', 'a resize without force, which stops neither', {
      clause: requirement('resize-refused-while-recorded'),
      body: { viewport: { width: 1485, height: 943 } },
      session: RECORDED_TWICE,
      procedure: 'segments',
      ...INVALID_OR_FORBIDDEN,
    });
    accepts(
      'viewport.force/recording/derived-rate',
      'forced resizes without a rate, which depends on the size',
      {
        clause: requirement('rate-derived'),
        body: { viewport: { width: 1481, height: 939, force: true } },
        session: RECORDED_TWICE,
        procedure: 'derived rates',
      },
    );
  });

  describe('after all recordings have stopped', () => {
    const session = RECORDED_BEFORE;
    accepts(
      'viewport.force/recorded-before/omitted',
      'a resize without force after the recording was stopped',
      {
        clause: requirement('resize-refused-while-recorded'),
        body: { viewport: { width: 1467, height: 927 } },
        session,
        procedure: 'segments',
      },
    );
    accepts('viewport.force/recorded-before/true', 'a forced resize, which starts no recording', {
      clause: requirement('forced-resize'),
      body: { viewport: { width: 1469, height: 929, force: true } },
      session,
      procedure: 'segments',
    });
  });

  describe('while nothing is recorded', () => {
    accepts('viewport.force/idle/true', 'a forced resize while nothing is recorded', {
      clause: requirement('forced-resize'),
      body: { viewport: { width: 1447, height: 907, force: true } },
      session: HEADFUL,
    });
    accepts('viewport.force/idle/false', 'a resize without force while nothing is recorded', {
      clause: requirement('resize-refused-while-recorded'),
      body: { viewport: { width: 1449, height: 909, force: false } },
      session: HEADFUL,
    });
  });
});
