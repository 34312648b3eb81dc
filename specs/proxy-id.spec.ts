import { accepts, refuses, schemaCases } from '../fixtures/contract.js';
import { requirement } from '../fixtures/requirements.js';

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
    accepts('proxy_id/null', 'null, which leaves the proxy or removes it', {
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
    for (const [words, value] of Object.entries({ false: false, 0: 0, 'empty-list': [] })) {
      refuses(`proxy_id/empty-of-another-type/${words}`, `${words} instead of an empty string`, {
        clause: requirement('proxy-omitted-or-empty'),
        body: { proxy_id: value },
        start: { proxy: 'set' },
        claim: 'breaks the schema',
      });
    }
    refuses('proxy_id/blank', 'a blank instead of an empty string', {
      clause: requirement('proxy-omitted-or-empty'),
      body: { proxy_id: ' ' },
      start: { proxy: 'set' },
      statuses: [400, 404],
      because: 'the document names no status for it: the input is invalid, and the resource is not found',
    });
    refuses('proxy_id/unknown', 'an unknown proxy id', {
      clause: requirement('proxy-by-id'),
      body: { proxy_id: '<unknown id>' },
      statuses: [400, 404],
      because: 'the document names no status for it: the input is invalid, and the resource is not found',
    });
  });

  describe('unknown proxies', () => {
    // Texts that a lenient lookup takes for an existing proxy, and texts that break a lookup.
    const texts: readonly (readonly [slug: string, sentence: string, proxy_id: string])[] = [
      ['name', 'the name of a proxy', '<proxy name>'],
      ['half-an-id', 'half a proxy id', '<half a proxy id>'],
      ['id-in-capitals', 'a proxy id in upper case', '<proxy in capitals>'],
      ['id-among-blanks', 'a proxy id surrounded by blanks', '<proxy among blanks>'],
      ['deleted', 'the id of a deleted proxy', '<deleted proxy>'],
      ['wildcard', 'a percent sign, a wildcard in SQL', '%'],
      ['none', 'the word none', 'none'],
      ['member-of-every-object', 'constructor, a member of every JavaScript object', 'constructor'],
      ['nul', 'an id that contains NUL', 'contract\0id'],
      ['symbols', 'an id that contains an emoji, a quote and a slash', "contract😀'/id"],
      ['long', 'an id of 300 letters', 'x'.repeat(300)],
    ];
    for (const [slug, sentence, proxy_id] of texts) {
      refuses(`proxy_id/unknown/${slug}`, sentence, {
        clause: requirement('proxy-by-id'),
        body: { proxy_id },
        start: { proxy: 'set' },
        statuses: [400, 404],
        because: 'the document names no status for it: the input is invalid, and the resource is not found',
      });
    }
  });
});
