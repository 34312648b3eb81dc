import { CLAUSES } from '../fixtures/clauses.js';
import { accepts, boundOf, refuses, schemaCases } from '../fixtures/contract.js';
import { OFF_DEFAULT } from '../src/api/leases/browsers.js';

/** A headless session has no screen to refresh: what is about rates needs a headful one. */
const HEADFUL = { headless: false };
const RECORDING = { headless: false, recording: true };

describe('viewport', () => {
  describe('what the schema says', () => {
    schemaCases('viewport', (testCase) =>
      testCase.path.includes('refresh_rate') && testCase.intent === 'accept' ? HEADFUL : {},
    );
  });

  describe('sizes that are no objects', () => {
    const sizes = { 'width-x-height': '1281x801', 'width-and-height': [1281, 801] };
    for (const [form, viewport] of Object.entries(sizes)) {
      refuses(`viewport/form/${form}`, `a size given as ${JSON.stringify(viewport)}`, {
        clause: { pointer: '#/components/schemas/BrowserViewport/type', text: 'type: object' },
        body: { viewport },
        claim: 'breaks the schema',
      });
    }
  });

  describe('sizes that differ in more than one bound', () => {
    // Each bound by itself is the schema's. Here areas and shapes are the most extreme ones.
    const [narrow, wide] = [boundOf('width', 'minimum', 320), boundOf('width', 'maximum', 7680)];
    const [low, high] = [boundOf('height', 'minimum', 240), boundOf('height', 'maximum', 4320)];
    const extreme = { smallest: [narrow, low], widest: [wide, low], tallest: [narrow, high] } as const;
    for (const [which, [width, height]] of Object.entries(extreme)) {
      accepts(`viewport/extreme/${which}`, `the ${which} size, ${width} by ${height}`, {
        clause: CLAUSES.size,
        body: { viewport: { width, height } },
      });
    }
    accepts('viewport/as-created', 'the size that the session was created with, after another one', {
      clause: CLAUSES.viewport,
      body: { viewport: { width: OFF_DEFAULT.viewport.width, height: OFF_DEFAULT.viewport.height } },
      start: { after: { viewport: { width: 1373, height: 867 } } },
    });
    const beyond = {
      zero: [0, 0],
      negative: [-1379, -871],
      // What is left of these in 16, 32 or 64 bits is a size.
      '32-bits': [2 ** 32 + 1381, 873],
    } as const;
    for (const [what, [width, height]] of Object.entries(beyond)) {
      refuses(`viewport/beyond/${what}`, `a size of ${width} by ${height}`, {
        clause: CLAUSES.widthBounds,
        body: { viewport: { width, height } },
        claim: 'breaks the schema',
      });
    }
    refuses('viewport/beyond/64-bits', 'a width of more than 64 bits', {
      clause: CLAUSES.widthBounds,
      raw: `{"viewport":{"width":${2n ** 64n + 1383n},"height":875}}`,
      body: { viewport: { width: 2 ** 64, height: 875 } },
      claim: 'breaks the schema',
    });
    refuses('viewport/names-in-capitals', 'a size under names in other letters', {
      clause: { pointer: '#/components/schemas/BrowserViewport/required', text: 'width and height' },
      body: { viewport: { Width: 1387, HEIGHT: 877 } },
      claim: 'breaks the schema',
    });
  });

  describe('refresh rate', () => {
    accepts('viewport.refresh_rate/given/low', 'a size at a low rate', {
      clause: CLAUSES.rate,
      body: { viewport: { width: 1151, height: 865, refresh_rate: 7 } },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/given/high', 'the same size at a high rate', {
      clause: CLAUSES.rate,
      body: { viewport: { width: 1151, height: 865, refresh_rate: 59 } },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/given/beyond-60', 'a size at a rate beyond 60', {
      clause: CLAUSES.rate,
      body: { viewport: { width: 1153, height: 867, refresh_rate: 300 } },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/given/alone', 'the size that is there already, at another rate', {
      clause: CLAUSES.rate,
      body: { viewport: { width: 1155, height: 869, refresh_rate: 47 } },
      start: { after: { viewport: { width: 1155, height: 869, refresh_rate: 21 } }, repeated: true },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/omitted', 'a size whose rate is left to the API', {
      clause: CLAUSES.rate,
      body: { viewport: { width: 1024, height: 768 } },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/derived', 'rates left to the API, which follow from the size alone', {
      clause: CLAUSES.rate,
      body: { viewport: { width: 1025, height: 769 } },
      session: HEADFUL,
      procedure: 'derived rates',
    });
  });

  describe('while a replay is recorded', () => {
    const because =
      'the document names no status for it: 400 (invalid input) and 403 (not permitted) both fit';

    refuses('viewport.force/recording/omitted', 'a resize without force', {
      clause: CLAUSES.force,
      body: { viewport: { width: 1441, height: 901 } },
      session: RECORDING,
      procedure: 'segments',
      statuses: [400, 403],
      because,
    });
    refuses('viewport.force/recording/false', 'a resize with force switched off', {
      clause: CLAUSES.force,
      body: { viewport: { width: 1443, height: 903, force: false } },
      session: RECORDING,
      statuses: [400, 403],
      because,
    });
    refuses('viewport.force/recording/with-proxy', 'a resize without force beside another proxy', {
      clause: CLAUSES.force,
      body: { proxy_id: '<other proxy>', viewport: { width: 1453, height: 913 } },
      session: RECORDING,
      statuses: [400, 403],
      because,
    });
    refuses('viewport.force/recording/with-profile', 'a resize without force beside a profile', {
      clause: CLAUSES.force,
      body: { profile: { id: '<profile>' }, viewport: { width: 1461, height: 921 } },
      session: RECORDING,
      statuses: [400, 403],
      because,
    });
    refuses('viewport.force/recording/after-force', 'a resize without force after one by force', {
      clause: CLAUSES.force,
      // Another height alone is another size, too.
      body: { viewport: { width: 1457, height: 915 } },
      session: RECORDING,
      start: { after: { viewport: { width: 1457, height: 917, force: true } }, repeated: true },
      statuses: [400, 403],
      because,
    });
    accepts(
      'viewport.force/recording/true-with-proxy',
      'a resize by force, with a rate, beside another proxy',
      {
        clause: CLAUSES.force,
        body: {
          proxy_id: '<other proxy>',
          viewport: { width: 1463, height: 923, refresh_rate: 19, force: true },
        },
        session: RECORDING,
        // The session was resized by force before: what went on then has to go on again.
        procedure: 'segments',
      },
    );
    accepts('viewport.force/recording/true', 'a resize by force', {
      clause: CLAUSES.force,
      body: { viewport: { width: 1445, height: 905, force: true } },
      session: RECORDING,
    });
    accepts('viewport.force/recording/segments', 'a resize by force, after which the recording goes on', {
      clause: CLAUSES.segments,
      body: { viewport: { width: 1459, height: 919, force: true } },
      session: RECORDING,
      procedure: 'segments',
    });
  });

  describe('while nothing is recorded', () => {
    accepts('viewport.force/idle/true', 'a resize by force on a screen that nobody records', {
      clause: CLAUSES.force,
      body: { viewport: { width: 1447, height: 907, force: true } },
      session: HEADFUL,
    });
    accepts('viewport.force/idle/false', 'a resize without force on a screen that nobody records', {
      clause: CLAUSES.force,
      body: { viewport: { width: 1449, height: 909, force: false } },
      session: HEADFUL,
    });
  });
});
