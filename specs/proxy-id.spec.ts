import { accepts, refuses, schemaCases } from '../fixtures/contract.js';
import { INVALID_OR_NOT_FOUND } from '../fixtures/open-statuses.js';
import { requirement } from '../fixtures/requirements.js';
import { STEALTH } from '../fixtures/session-kinds.js';
import type { Json } from '../src/model/json.js';

describe('proxy_id', () => {
  describe('the schema', () => {
    schemaCases('proxy_id');
  });

  describe('set, replace, remove', () => {
    accepts('proxy_id/set', 'a proxy for a session that has none', {
      clause: requirement('proxy-by-id'),
      body: { proxy_id: '<other proxy>' },
      start: { proxy: 'none' },
    });
    accepts('proxy_id/swap', 'another proxy for a session that has one', {
      clause: requirement('proxy-by-id'),
      body: { proxy_id: '<other proxy>' },
      start: { proxy: 'set' },
    });
    accepts('proxy_id/remove', 'an empty string, which removes the proxy', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { proxy_id: '' },
      start: { proxy: 'set' },
    });
    accepts('proxy_id/remove/none-there', 'an empty string for a session without a proxy', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { proxy_id: '' },
      start: { proxy: 'none' },
    });
    accepts('proxy_id/remove/stealth', 'an empty string, on a stealth browser', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { proxy_id: '' },
      session: STEALTH,
      start: { proxy: 'set' },
    });
    accepts('proxy_id/null', 'null, which keeps or removes the proxy', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { proxy_id: null },
      start: { proxy: 'set' },
    });
    accepts('proxy_id/null/none-there', 'null for a session without a proxy', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { proxy_id: null },
      start: { proxy: 'none' },
    });
    accepts('proxy_id/omitted', 'an update without proxy_id', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { viewport: { width: 1311, height: 821 } },
      start: { proxy: 'set' },
    });
    accepts('proxy_id/same', 'the current proxy', {
      clause: requirement('proxy-by-id'),
      body: { proxy_id: '<present proxy>' },
      start: { proxy: 'set', repeated: true },
    });
    const empty: readonly (readonly [slug: string, words: string, value: Json])[] = [
      ['0', 'the number 0', 0],
      ['false', 'false', false],
      ['empty-list', 'an empty array', []],
    ];
    for (const [slug, words, value] of empty) {
      refuses(`proxy_id/empty-of-another-type/${slug}`, `${words} instead of an empty string`, {
        clause: requirement('proxy-omitted-or-empty'),
        body: { proxy_id: value },
        start: { proxy: 'set' },
        claim: 'breaks the schema',
      });
    }
    refuses('proxy_id/blank', 'a space instead of an empty string', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { proxy_id: ' ' },
      start: { proxy: 'set' },
      ...INVALID_OR_NOT_FOUND,
    });
    refuses('proxy_id/unknown', 'an unknown proxy id', {
      clause: requirement('proxy-by-id'),
      body: { proxy_id: '<unknown id>' },
      ...INVALID_OR_NOT_FOUND,
    });
  });

  describe('unknown proxies in letters that are none', () => {
    refuses('proxy_id/unknown/no-utf-8', 'a byte that is not UTF-8', {
      clause: requirement('proxy-by-id'),
      raw: '{"proxy_id":"\xff"}',
      wire: 'in Latin-1',
      isForEdge: true,
      needs: ['no gentleness'],
      start: { proxy: 'set' },
      ...INVALID_OR_NOT_FOUND,
      because: `${INVALID_OR_NOT_FOUND.because}; and many parsers replace such a byte`,
    });
  });

  describe('unknown proxies', () => {
    // Values that a lenient lookup resolves to an existing proxy, and values that break a lookup.
    const values: readonly (readonly [slug: string, sentence: string, proxy_id: string])[] = [
      ['name', 'the name of a proxy', '<proxy name>'],
      ['half-an-id', 'the first half of a proxy id', '<half a proxy id>'],
      ['id-in-capitals', 'a proxy id in upper case', '<proxy in capitals>'],
      ['id-among-blanks', 'a proxy id surrounded by spaces', '<proxy among blanks>'],
      ['deleted', 'the id of a deleted proxy', '<deleted proxy>'],
      ['profile-id', 'the id of a profile', '<profile>'],
      ['wildcard', 'a percent sign, an SQL wildcard', '%'],
      ['none', 'the word "none"', 'none'],
      ['null', 'the word "null"', 'null'],
      [
        'member-of-every-object',
        'the word "constructor", a member of every JavaScript object',
        'constructor',
      ],
      ['nul', 'an id that contains a NUL character', 'contract\0id'],
      [
        'symbols',
        'an id that contains an emoji, an umlaut, both quotes and both slashes',
        'contract😀\'"\\ü/id',
      ],
      ['long', 'an id of 300 letters', 'x'.repeat(300)],
      // Dropped, it leaves an empty text, which takes the proxy away.
      ['half-surrogate', 'the first half of a surrogate pair', '\ud83d'],
    ];
    for (const [slug, sentence, proxy_id] of values) {
      refuses(`proxy_id/unknown/${slug}`, sentence, {
        clause: requirement('proxy-by-id'),
        body: { proxy_id },
        start: { proxy: 'set' },
        ...INVALID_OR_NOT_FOUND,
      });
    }
  });
});
