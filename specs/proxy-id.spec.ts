import { CLAUSES } from '../fixtures/clauses.js';
import { accepts, refuses, schemaCases } from '../fixtures/contract.js';

describe('proxy_id', () => {
  describe('what the schema says', () => {
    schemaCases('proxy_id');
  });

  describe('what its sentence says', () => {
    accepts('proxy_id/set', 'a proxy for a session that has none', {
      clause: CLAUSES.proxyId,
      body: { proxy_id: '<other proxy>' },
      start: { proxy: 'none' },
    });
    accepts('proxy_id/swap', 'another proxy for a session that has one', {
      clause: CLAUSES.proxyId,
      body: { proxy_id: '<other proxy>' },
      start: { proxy: 'set' },
    });
    accepts('proxy_id/remove', 'an empty string, which removes the proxy', {
      clause: CLAUSES.proxyId,
      body: { proxy_id: '' },
      start: { proxy: 'set' },
    });
    accepts('proxy_id/remove/none-there', 'an empty string where there is no proxy', {
      clause: CLAUSES.proxyId,
      body: { proxy_id: '' },
      start: { proxy: 'none' },
    });
    accepts('proxy_id/null', 'null, which leaves the proxy or removes it', {
      clause: CLAUSES.proxyId,
      body: { proxy_id: null },
      start: { proxy: 'set' },
    });
    accepts('proxy_id/null/none-there', 'null where there is no proxy', {
      clause: CLAUSES.proxyId,
      body: { proxy_id: null },
      start: { proxy: 'none' },
    });
    accepts('proxy_id/omitted', 'an update that does not name the proxy', {
      clause: CLAUSES.proxyId,
      body: { viewport: { width: 1311, height: 821 } },
      start: { proxy: 'set' },
    });
    accepts('proxy_id/same', 'the proxy that the session has already', {
      clause: CLAUSES.proxyId,
      body: { proxy_id: '<present proxy>' },
      start: { proxy: 'set', repeated: true },
    });
    for (const [words, value] of Object.entries({ false: false, 0: 0, 'empty-list': [] })) {
      refuses(`proxy_id/empty-of-another-type/${words}`, `${words}, which is no empty string`, {
        clause: CLAUSES.proxyId,
        body: { proxy_id: value },
        start: { proxy: 'set' },
        claim: 'breaks the schema',
      });
    }
    refuses('proxy_id/blank', 'a blank, which is no empty string', {
      clause: CLAUSES.proxyId,
      body: { proxy_id: ' ' },
      start: { proxy: 'set' },
      statuses: [400, 404],
      because: 'the document names no status for it: the input is invalid, and the resource is not found',
    });
    refuses('proxy_id/unknown', 'a proxy that nobody has', {
      clause: CLAUSES.proxyId,
      body: { proxy_id: '<unknown id>' },
      statuses: [400, 404],
      because: 'the document names no status for it: the input is invalid, and the resource is not found',
    });
  });

  describe('a text that is the id of no proxy', () => {
    // What a lookup that is too kind takes for a proxy that exists, and what one trips over.
    const texts: readonly (readonly [slug: string, sentence: string, proxy_id: string])[] = [
      ['name', 'the name of a proxy', '<proxy name>'],
      ['half-an-id', 'half the id of a proxy', '<half a proxy id>'],
      ['id-in-capitals', 'the id of a proxy, in capitals', '<proxy in capitals>'],
      ['id-among-blanks', 'the id of a proxy, among blanks', '<proxy among blanks>'],
      ['deleted', 'a proxy that was deleted', '<deleted proxy>'],
      ['wildcard', 'a percent sign, which some take for anything', '%'],
      ['none', 'the word none, which is no empty string', 'none'],
      ['member-of-every-object', 'a name that every object has', 'constructor'],
      ['nul', 'an id with a NUL in it', 'contract\0id'],
      ['symbols', 'an id with an emoji, a quote and a slash in it', "contract😀'/id"],
      ['long', 'an id of 300 letters', 'x'.repeat(300)],
    ];
    for (const [slug, sentence, proxy_id] of texts) {
      refuses(`proxy_id/unknown/${slug}`, sentence, {
        clause: CLAUSES.proxyId,
        body: { proxy_id },
        start: { proxy: 'set' },
        statuses: [400, 404],
        because: 'the document names no status for it: the input is invalid, and the resource is not found',
      });
    }
  });
});
