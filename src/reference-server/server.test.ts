import { expect } from 'chai';
import { isObject } from '../model/json.js';
import { startReferenceServer } from './server.js';
import { DOCUMENT } from '../../proof/testing/test-client.js';

describe('the reference server: its life', () => {
  it('makes the same ids in the same order from the same seed, and others without', async () => {
    const idsOf = async (seed?: string): Promise<unknown[]> => {
      const referenceServer = await startReferenceServer({
        document: DOCUMENT,
        ...(seed === undefined ? {} : { seed }),
      });
      const headers = { Authorization: `Bearer ${referenceServer.apiKey}` };
      const ids: unknown[] = [];
      for (const path of ['browsers', 'browsers', 'profiles', 'proxies']) {
        const body = new TextEncoder().encode('{"type":"isp"}');
        const response = await fetch(`${referenceServer.url}/${path}`, { method: 'POST', headers, body });
        const created: unknown = await response.json();
        ids.push(isObject(created) ? (created.session_id ?? created.id) : undefined);
      }
      await referenceServer.close();
      return ids;
    };
    const first = await idsOf('seed');
    expect(first).to.deep.equal(await idsOf('seed'));
    expect(new Set([...first, ...(await idsOf()), ...(await idsOf('other'))]).size).to.equal(12);
    for (const id of first) expect(id).to.match(/^[a-z][a-z0-9]{23}$/);
  });

  it('counts browsers, and takes its keys and its failing session from its starter', async () => {
    const own = { apiKey: 'full', restrictedApiKey: 'part', failingBrowserId: 'failing' };
    const referenceServer = await startReferenceServer({ document: DOCUMENT, ...own });
    expect(referenceServer).to.include(own);
    const headers = { Authorization: 'Bearer full' };
    const created: unknown = await (
      await fetch(`${referenceServer.url}/browsers`, { method: 'POST', headers })
    ).json();
    await fetch(`${referenceServer.url}/browsers`, { method: 'POST', headers });
    expect([referenceServer.activeBrowsers(), referenceServer.createdBrowsers()]).to.deep.equal([2, 2]);
    const id = isObject(created) && typeof created.session_id === 'string' ? created.session_id : '';
    await fetch(`${referenceServer.url}/browsers/${id}`, { method: 'DELETE', headers });
    expect([referenceServer.activeBrowsers(), referenceServer.createdBrowsers()]).to.deep.equal([1, 2]);
    expect((await fetch(`${referenceServer.url}/browsers/failing`, { headers })).status).to.equal(500);
    await referenceServer.close();
  });

  it('takes its time, another one to create a browser, and ends at once while somebody waits', async () => {
    const referenceServer = await startReferenceServer({
      document: DOCUMENT,
      latencyMs: 40,
      creationLatencyMs: 3_600_000,
    });
    const headers = { Authorization: `Bearer ${referenceServer.apiKey}` };
    const started = performance.now();
    expect((await fetch(`${referenceServer.url}/browsers`, { headers })).status).to.equal(200);
    expect(performance.now() - started).to.be.at.least(39);
    const waiting = fetch(`${referenceServer.url}/browsers`, { method: 'POST', headers }).then(
      () => 'answered',
      () => 'cut off',
    );
    // The browser exists as soon as the request has arrived; only the answer takes its time.
    while (referenceServer.createdBrowsers() === 0) await new Promise(setImmediate);
    await referenceServer.close();
    await referenceServer.close();
    expect(await waiting).to.equal('cut off');
  });

  it('says in a sentence what is wrong with its document or its port', async () => {
    const failure = async (document: string, port = 0): Promise<string> => {
      try {
        await (await startReferenceServer({ document, port })).close();
        return '';
      } catch (error) {
        return String(error);
      }
    };
    expect(await failure('openapi/nowhere.yaml')).to.match(
      /cannot play the document openapi\/nowhere\.yaml: ENOENT/,
    );
    expect(await failure('package.json')).to.match(
      /cannot play the document package\.json: it does not describe PATCH of \/browsers/,
    );
    const first = await startReferenceServer({ document: DOCUMENT });
    const port = Number(new URL(first.url).port);
    expect(await failure(DOCUMENT, port)).to.match(/cannot listen on port \d+: .+\.$/);
    await first.close();
  });
});
