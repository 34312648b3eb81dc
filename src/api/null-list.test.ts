import type Kernel from '@onkernel/sdk';
import { expect } from 'chai';
import { rig } from '../../proof/testing/rig.js';
import { closeServers, json, serve, type Answer } from '../../proof/testing/servers.js';

/** What a list holds for the vendor's client, at a server that gives every request the same `answer`. */
async function listed(read: (vendor: Kernel) => AsyncIterable<unknown>, answer: Answer) {
  const server = await serve(answer);
  const { vendor, exchanges, drift } = rig(server.url);
  const items = [];
  for await (const item of read(vendor)) items.push(item);
  return { items, exchanges, drift };
}

const asNull: Answer = (response) => json(response, 200, null);

describe('a list that comes as null', () => {
  afterEach(closeServers);

  const lists: [path: string, read: (vendor: Kernel) => AsyncIterable<unknown>][] = [
    ['/browsers', (vendor) => vendor.browsers.list({ query: 'a/b', limit: 5 })],
    ['/proxies', (vendor) => vendor.proxies.list()],
    ['/profiles', (vendor) => vendor.profiles.list()],
  ];
  for (const [path, read] of lists) {
    it(`is empty at ${path}, and drift`, async () => {
      const { items, exchanges, drift } = await listed(read, asNull);
      expect(items).to.deep.equal([]);
      expect(drift).to.deep.equal([`set-up: GET ${path}: null instead of an empty list`]);
      expect(exchanges[0]?.response).to.include({ text: 'null', json: null });
    });
  }

  it('is empty where it lists replays, whatever the id of the session', async () => {
    const server = await serve(asNull);
    const { vendor, drift } = rig(`${server.url}/v1`);
    const options = { headers: { 'X-Test-Case': encodeURI('a/case ä') } };
    for (const id of ['abc', 'x/y?z']) {
      expect(await vendor.browsers.replays.list(id, options)).to.deep.equal([]);
    }
    const one = 'a/case ä: GET /browsers/{id}/replays: null instead of an empty list';
    expect(drift).to.deep.equal([one, one]);
  });

  it('ends the pages before it', async () => {
    const { items, drift } = await listed(
      (vendor) => vendor.proxies.list(),
      (response, _, index) => {
        const more = { 'x-has-more': 'true', 'x-next-offset': String(index + 1) };
        json(response, 200, index < 2 ? [{ id: `p${index}` }] : null, more);
      },
    );
    expect(items).to.deep.equal([{ id: 'p0' }, { id: 'p1' }]);
    expect(drift).to.have.lengthOf(1);
  });

  it('is no list where the path is not one, and no drift', async () => {
    const server = await serve(asNull);
    const { vendor, drift } = rig(server.url);
    for (const path of [
      '/browsers/abc',
      '/proxies/replays',
      '/browsers/a/b/replays',
      '/browsers-of-others',
    ]) {
      expect(await vendor.get(path), path).to.equal(null);
    }
    expect(await vendor.post('/browsers')).to.equal(null);
    expect(drift).to.deep.equal([]);
  });

  for (const body of [{}, 0, false, '']) {
    it(`is not what ${JSON.stringify(body)} is`, async () => {
      const server = await serve((response) => json(response, 200, body));
      const { vendor, drift } = rig(server.url);
      expect(await vendor.get('/browsers')).to.deep.equal(body);
      expect(drift).to.deep.equal([]);
    });
  }
});
