import { accepts, boundOf, observes, refuses, schemaCases } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';
import { HEADFUL, RECORDED } from '../fixtures/session-kinds.js';
import { OFF_DEFAULT } from '../src/api/leases/browsers.js';
import type { JsonObject } from '../src/model/json.js';

describe('viewport', () => {
  describe('the schema', () => {
    schemaCases('viewport', (testCase) =>
      (testCase.path.includes('refresh_rate') && testCase.intent !== 'refuse') ||
      /^viewport\/required\/.*refresh_rate/.test(testCase.id)
        ? HEADFUL
        : {},
    );
  });

  describe('non-object viewport', () => {
    const forms = { 'width-x-height': '1281x801', 'width-and-height': [1281, 801], 'empty-list': [] };
    for (const [form, viewport] of Object.entries(forms)) {
      refuses(`viewport/form/${form}`, `a viewport given as ${JSON.stringify(viewport)}`, {
        clause: requirement('viewport-object'),
        body: { viewport },
        claim: 'breaks the schema',
      });
    }
  });

  describe('a viewport without a size', () => {
    // The derived cases name every set of declared members that lacks a required one.
    refuses('viewport/without-size/undeclared', 'a viewport with only an undeclared member', {
      clause: requirement('viewport-required'),
      body: { viewport: { no_such_member: 1 } },
      claim: 'breaks the schema',
      subject: 'viewport.required',
    });
    refuses('viewport/without-size/beside-a-proxy', 'a viewport with only force, and another proxy', {
      clause: requirement('viewport-required'),
      body: { proxy_id: '<other proxy>', viewport: { force: true } },
      claim: 'breaks the schema',
      subject: 'viewport.required',
    });
    refuses('viewport/without-size/recording', 'a viewport with only force, while a replay is recorded', {
      clause: requirement('viewport-required'),
      body: { viewport: { force: true } },
      session: RECORDED,
      claim: 'breaks the schema',
      subject: 'viewport.required',
    });
  });

  describe('extreme sizes', () => {
    // The derived cases try each bound alone. These combine bounds to extreme areas and aspect ratios.
    const [narrow, wide] = [boundOf('width', 'minimum', 320), boundOf('width', 'maximum', 7680)];
    const [low, high] = [boundOf('height', 'minimum', 240), boundOf('height', 'maximum', 4320)];
    const extreme = { smallest: [narrow, low], widest: [wide, low], tallest: [narrow, high] } as const;
    for (const [which, [width, height]] of Object.entries(extreme)) {
      accepts(`viewport/extreme/${which}`, `the ${which} size, ${width} by ${height}`, {
        clause: requirement('arbitrary-sizes-and-rates'),
        body: { viewport: { width, height } },
      });
    }
    accepts('viewport/extreme/square', 'a size that is as wide as it is high', {
      clause: requirement('arbitrary-sizes-and-rates'),
      body: { viewport: { width: 1201, height: 1201 } },
    });
    accepts('viewport/as-created', 'the initial size, after another size', {
      clause: requirement('viewport-to-take-on'),
      body: { viewport: { width: OFF_DEFAULT.viewport.width, height: OFF_DEFAULT.viewport.height } },
      start: { after: { viewport: { width: 1373, height: 867 } } },
    });
    const beyond: readonly (readonly [slug: string, width: number, height: number, bound: string])[] = [
      ['zero', 0, 0, 'width.minimum'],
      ['negative', -1379, -871, 'width.minimum'],
      ['both-above', wide + 1, high + 1, 'width.maximum'],
      ['by-hundreds', wide + 320, 873, 'width.maximum'],
      ['height-by-hundreds', 1381, high + 80, 'height.maximum'],
      // Truncated to 16 or 32 bits, these become valid; so does the one below, truncated to 64.
      ['16-bits', 2 ** 16 + 1381, 873, 'width.maximum'],
      ['height-16-bits', 1381, 2 ** 16 + 873, 'height.maximum'],
      ['32-bits', 2 ** 32 + 1381, 873, 'width.maximum'],
      ['height-32-bits', 1381, 2 ** 32 + 873, 'height.maximum'],
    ];
    for (const [slug, width, height, bound] of beyond) {
      refuses(`viewport/beyond/${slug}`, `a size of ${width} by ${height}`, {
        clause: requirement('size-bounds'),
        body: { viewport: { width, height } },
        claim: 'breaks the schema',
        subject: `viewport.${bound}`,
      });
    }
    for (const side of ['width', 'height'] as const) {
      refuses(`viewport/beyond/zero-${side}`, `a ${side} of 0, the other one being right`, {
        clause: requirement('size-bounds'),
        body: { viewport: { width: 1381, height: 873, [side]: 0 } },
        claim: 'breaks the schema',
        subject: `viewport.${side}.minimum`,
      });
    }
    refuses('viewport/beyond/64-bits', 'a width that exceeds 64 bits', {
      clause: requirement('size-bounds'),
      raw: `{"viewport":{"width":${2n ** 64n + 1383n},"height":875}}`,
      body: { viewport: { width: 2 ** 64, height: 875 } },
      claim: 'breaks the schema',
      subject: 'viewport.width.maximum',
    });
    const size = { width: 1280, height: 862 };
    for (const member of ['width', 'height', 'refresh_rate'] as const) {
      const nearly = { width: 1280.0000001, height: 862.0000001, refresh_rate: 59.9999999 }[member];
      refuses(`viewport/nearly-whole/${member}`, `a ${member} of ${nearly}, not an integer`, {
        clause: requirement('whole-numbers'),
        body: { viewport: { ...size, [member]: nearly } },
        ...(member === 'refresh_rate' ? { also: [{ viewport: { ...size, refresh_rate: 143.5 } }] } : {}),
        claim: 'breaks the schema',
        subject: `viewport.${member}.type`,
      });
    }
    refuses('viewport/names-in-capitals', 'Width and HEIGHT instead of width and height', {
      clause: requirement('viewport-required'),
      body: { viewport: { Width: 1387, HEIGHT: 877 } },
      claim: 'breaks the schema',
      subject: 'names-in-other-letters',
      isNote: true,
    });
  });

  describe('sizes that look like no change or like a default', () => {
    const before = { width: 1283, height: 601 };
    const sizes: readonly (readonly [slug: string, sentence: string, viewport: JsonObject])[] = [
      ['width-alone', 'another width, at the present height', { ...before, width: 1007 }],
      ['height-alone', 'another height, at the present width', { ...before, height: 907 }],
      ['by-a-pixel', 'a size that is larger by a pixel', { width: 1284, height: 602 }],
      ['of-the-image', 'the size that sessions have by default', { width: 1920, height: 1080 }],
      ['beyond-4k', 'an odd size beyond 4K', { width: 5001, height: 2003 }],
    ];
    for (const [slug, sentence, viewport] of sizes) {
      accepts(`viewport/change/${slug}`, sentence, {
        clause: requirement('arbitrary-sizes-and-rates'),
        body: { viewport },
        start: { after: { viewport: before }, repeated: true },
      });
    }
  });

  describe('refresh rate', () => {
    const given: readonly (readonly [slug: string, sentence: string, viewport: JsonObject])[] = [
      ['full-hd', 'a preset at another rate', { width: 1920, height: 1080, refresh_rate: 31 }],
      ['preset', 'another preset at another rate', { width: 1280, height: 800, refresh_rate: 29 }],
      ['large', 'a size beyond 4K at 60 Hz', { width: 5120, height: 2880, refresh_rate: 60 }],
      ['small', 'a small size at 1 Hz', { width: 400, height: 300, refresh_rate: 1 }],
      ['slow', 'a small size at 25 Hz', { width: 402, height: 302, refresh_rate: 25 }],
    ];
    for (const [slug, sentence, viewport] of given) {
      accepts(`viewport.refresh_rate/given/${slug}`, sentence, {
        clause: requirement('arbitrary-sizes-and-rates'),
        body: { viewport },
        session: HEADFUL,
      });
    }
    accepts('viewport.refresh_rate/given/low', 'a size at a low rate', {
      clause: requirement('rate-in-hertz'),
      body: { viewport: { width: 1151, height: 865, refresh_rate: 7 } },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/given/high', 'the same size at a high rate', {
      clause: requirement('rate-in-hertz'),
      body: { viewport: { width: 1151, height: 865, refresh_rate: 59 } },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/given/beyond-60', 'a size at a rate above 60 Hz', {
      clause: requirement('arbitrary-sizes-and-rates'),
      body: { viewport: { width: 1153, height: 867, refresh_rate: 300 } },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/given/alone', 'the current size at another rate', {
      clause: requirement('rate-in-hertz'),
      body: { viewport: { width: 1155, height: 869, refresh_rate: 47 } },
      start: { after: { viewport: { width: 1155, height: 869, refresh_rate: 21 } }, repeated: true },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/given/alone-with-force', 'the current size at another rate, forced', {
      clause: requirement('rate-in-hertz'),
      body: { viewport: { width: 1161, height: 875, refresh_rate: 48, force: true } },
      start: { after: { viewport: { width: 1161, height: 875, refresh_rate: 22 } }, repeated: true },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/omitted', 'a size without a refresh rate', {
      clause: requirement('rate-derived'),
      body: { viewport: { width: 1024, height: 768 } },
      session: HEADFUL,
    });
    accepts('viewport.refresh_rate/derived', 'sizes without a rate, which depends on the size alone', {
      clause: requirement('rate-derived'),
      body: { viewport: { width: 1025, height: 769 } },
      session: HEADFUL,
      procedure: 'derived rates',
    });
    accepts('viewport.refresh_rate/derived/with-proxy', 'sizes without a rate, each with another proxy', {
      clause: requirement('rate-derived'),
      body: { proxy_id: '<other proxy>', viewport: { width: 1027, height: 771 } },
      session: HEADFUL,
      procedure: 'derived rates',
    });
  });

  describe('the rates of the smallest and the largest size', () => {
    accepts('viewport.refresh_rate/derived/extremes', 'the smallest size without a rate, then the largest', {
      clause: requirement('higher-resolution-lower-rate'),
      body: {
        viewport: { width: boundOf('width', 'minimum', 320), height: boundOf('height', 'minimum', 240) },
      },
      session: HEADFUL,
      procedure: 'extreme rates',
    });
  });

  describe('rates beyond the bits of a machine', () => {
    // The schema gives no bound: such a rate is refused, or it is the one that the session has.
    const because =
      'no schema forbids such a rate, and no display has it: it may be refused as invalid input';
    const rates = { '32-bits': 2n ** 32n + 53n, '64-bits': 2n ** 64n + 53n };
    for (const [slug, rate] of Object.entries(rates)) {
      accepts(`viewport.refresh_rate/beyond/${slug}`, `a rate of ${rate}, beyond ${slug.replace('-', ' ')}`, {
        clause: requirement('arbitrary-sizes-and-rates'),
        raw: `{"viewport":{"width":1157,"height":871,"refresh_rate":${rate}}}`,
        body: { viewport: { width: 1157, height: 871, refresh_rate: Number(rate) } },
        session: HEADFUL,
        statuses: [200, 400],
        because,
      });
    }
    observes('viewport.refresh_rate/beyond/doubles', 'a rate of 1e400, beyond every double', {
      clause: requirement('arbitrary-sizes-and-rates'),
      raw: '{"viewport":{"width":1159,"height":873,"refresh_rate":1e400}}',
      body: { viewport: { width: 1159, height: 873 } },
      session: HEADFUL,
    });
  });
});
