import { expect } from 'chai';
import { rig } from '../testing/rig.js';
import { closeServers, json, serve } from '../testing/servers.js';
import { runHostility } from './run-hostility.js';
import { WRITTEN } from './secrets.js';
import { serveHostile } from './serve-hostile.js';
import { JWT, type Hostility } from './hostility.js';
import { HOSTILITIES } from './table.js';

/** Every character that a header's name may have stands in it, so that any place can show it. */
const KEY = 'sk_live_7fQ2+Zp9~x';
const TIMEOUT_MS = 400;

/** What `npm run hostile` alone tries: a quick test has no time for hundreds of megabytes, nor for the waits after a 429. */
const SLOW = 'status 429';

describe('a hostile server, quickly', () => {
  afterEach(closeServers);

  for (const hostility of HOSTILITIES.filter(({ name }) => !name.includes(SLOW))) {
    it(`that ${hostility.sentence} gets an end, and no secret out: ${hostility.name}`, async () => {
      const api = await serve((response) => json(response, 404, { code: 'not_found', message: 'No.' }));
      const { url, elsewhere } = await serveHostile(hostility, api.url, KEY);
      const { client, vendor, exchanges } = rig(url, { apiKey: KEY, timeoutMs: TIMEOUT_MS });
      const update = await client.send({
        ...{ method: 'PATCH', path: '/browsers/abc', purpose: 'asserted', credential: 'full key' },
        body: '{}',
      });
      const failures = [
        await vendor.browsers.create({ headless: true }).then(() => 'an answer', String),
        await vendor.browsers.retrieve('abc').then(() => 'an answer', String),
      ];
      const kept = JSON.stringify([update, exchanges, failures]);
      for (const [way, write] of Object.entries(WRITTEN)) {
        expect(kept.includes(write(KEY)), `the key ${way}`).to.equal(false);
        expect(kept.includes(write(JWT)), `a token ${way}`).to.equal(false);
      }
      expect(elsewhere.received, 'requests elsewhere').to.deep.equal([]);
      if (hostility.name.startsWith('key '))
        expect(update.response?.leaked).to.deep.equal(['KERNEL_API_KEY']);
    });
  }

  it('has a name of its own', () => {
    const names = HOSTILITIES.map(({ name }) => name);
    expect([...new Set(names)]).to.deep.equal(names);
  });
});

describe('a run against a hostile server', () => {
  const named = (name: string): Hostility => {
    const found = HOSTILITIES.find((hostility) => hostility.name === name);
    if (found === undefined) throw new Error(`There is no hostility "${name}".`);
    return found;
  };

  it('ends as it has to, with whole reports, and leaves nothing behind', async () => {
    expect((await runHostility(named('key in a body'))).problems).to.deep.equal([]);
  });

  it('is found out where it does not', async () => {
    const { problems } = await runHostility({ ...named('closed in the body'), exits: [0] });
    expect(problems).to.deep.equal(['It ended with 1, not with 0.']);
  });
});
