import { expect } from 'chai';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json } from '../model/json.js';
import { readDocument } from './document.js';
import { DOCUMENT, useReferenceServer } from '../../proof/testing/test-client.js';

describe('the answers of the reference server, held against the document', () => {
  const client = useReferenceServer();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(readDocument(DOCUMENT), 'document');

  function expectFits(schema: string, body: Json): void {
    const fits = ajv.compile({
      $ref: `document#/components/schemas/${schema}`,
      unevaluatedProperties: false, // nor does the reference server say what the document does not know
    });
    fits(body);
    expect(fits.errors, JSON.stringify(body)).to.equal(null);
  }

  it('fit Browser, for every kind of session and in every state', async () => {
    const profile = await client.create('/profiles', { name: 'mine' });
    const proxy_id = await client.create('/proxies', { type: 'isp' });
    const wishes = [
      {},
      { headless: true },
      { gpu: true, start_url: 'https://example.com', kiosk_mode: true },
    ];
    for (const wish of wishes) {
      const created = await client.call('POST', '/browsers', { body: wish });
      expectFits('Browser', created.body);
      const id = typeof created.body.session_id === 'string' ? created.body.session_id : '';
      const viewport = { width: 1283, height: 807, force: true };
      const updated = await client.patch(id, { proxy_id, profile: { id: profile }, viewport });
      expect(updated.status).to.equal(200);
      expectFits('Browser', updated.body);
      await client.call('DELETE', `/browsers/${id}`);
      expectFits('Browser', (await client.call('GET', `/browsers/${id}?include_deleted=true`)).body);
    }
  });

  it('fit Profile, with and without a name', async () => {
    for (const body of [{}, { name: 'mine' }]) {
      expectFits('Profile', (await client.call('POST', '/profiles', { body })).body);
    }
  });

  it('fit Error, for each declared status', async () => {
    const id = await client.create('/browsers');
    const restricted = { headers: { Authorization: `Bearer ${client.referenceServer.restrictedApiKey}` } };
    const replies = {
      400: await client.patch(id, { proxy_id: 1, viewport: {} }),
      401: await client.call('PATCH', `/browsers/${id}`, { headers: { Authorization: '' } }),
      403: await client.call('PATCH', `/browsers/${id}`, restricted),
      404: await client.patch('unknown', {}),
      500: await client.patch(client.referenceServer.failingBrowserId, {}),
    };
    for (const [status, reply] of Object.entries(replies)) {
      expect(reply.status).to.equal(Number(status));
      expectFits('Error', reply.body);
    }
  });
});
