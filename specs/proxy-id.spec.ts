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
    for (const value of [false, 0]) {
      refuses(`proxy_id/empty-of-another-type/${value}`, `${value}, which is no empty string`, {
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
});
