import { expect } from 'chai';
import { isObject } from '../contract/json.js';
import { startStandIn } from './server.js';
import { DOCUMENT } from './test-client.js';

describe('the stand-in: its life', () => {
  it('makes the same ids in the same order from the same seed, and others without', async () => {
    const idsOf = async (seed?: string): Promise<unknown[]> => {
      const standIn = await startStandIn({ document: DOCUMENT, ...(seed === undefined ? {} : { seed }) });
      const headers = { Authorization: `Bearer ${standIn.apiKey}` };
      const ids: unknown[] = [];
      for (const path of ['browsers', 'browsers', 'profiles', 'proxies']) {
        const body = new TextEncoder().encode('{"type":"isp"}');
        const response = await fetch(`${standIn.url}/${path}`, { method: 'POST', headers, body });
        const created: unknown = await response.json();
        ids.push(isObject(created) ? (created.session_id ?? created.id) : undefined);
      }
      await standIn.close();
      return ids;
    };
    const first = await idsOf('seed');
    expect(first).to.deep.equal(await idsOf('seed'));
    expect(new Set([...first, ...(await idsOf()), ...(await idsOf('other'))]).size).to.equal(12);
    for (const id of first) expect(id).to.match(/^[a-z][a-z0-9]{23}$/);
  });

  it('counts browsers, and takes its keys and its failing session from whoever starts it', async () => {
    const own = { apiKey: 'full', restrictedApiKey: 'part', failingBrowserId: 'failing' };
    const standIn = await startStandIn({ document: DOCUMENT, ...own });
    expect(standIn).to.include(own);
    const headers = { Authorization: 'Bearer full' };
    const created: unknown = await (
      await fetch(`${standIn.url}/browsers`, { method: 'POST', headers })
    ).json();
    await fetch(`${standIn.url}/browsers`, { method: 'POST', headers });
    expect([standIn.activeBrowsers(), standIn.createdBrowsers()]).to.deep.equal([2, 2]);
    const id = isObject(created) && typeof created.session_id === 'string' ? created.session_id : '';
    await fetch(`${standIn.url}/browsers/${id}`, { method: 'DELETE', headers });
    expect([standIn.activeBrowsers(), standIn.createdBrowsers()]).to.deep.equal([1, 2]);
    expect((await fetch(`${standIn.url}/browsers/failing`, { headers })).status).to.equal(500);
    await standIn.close();
  });

  it('takes its time, another one to create a browser, and ends at once while somebody waits', async () => {
    const standIn = await startStandIn({ document: DOCUMENT, latencyMs: 40, creationLatencyMs: 3_600_000 });
    const headers = { Authorization: `Bearer ${standIn.apiKey}` };
    const started = performance.now();
    expect((await fetch(`${standIn.url}/browsers`, { headers })).status).to.equal(200);
    expect(performance.now() - started).to.be.at.least(39);
    const waiting = fetch(`${standIn.url}/browsers`, { method: 'POST', headers }).then(
      () => 'answered',
      () => 'cut off',
    );
    // The browser exists as soon as the request has arrived; only the answer takes its time.
    while (standIn.createdBrowsers() === 0) await new Promise(setImmediate);
    await standIn.close();
    await standIn.close();
    expect(await waiting).to.equal('cut off');
  });

  it('says in a sentence what is wrong with its document or its port', async () => {
    const failure = async (document: string, port = 0): Promise<string> => {
      try {
        await (await startStandIn({ document, port })).close();
        return '';
      } catch (error) {
        return String(error);
      }
    };
    expect(await failure('openapi/nowhere.yaml')).to.match(/cannot read the document openapi\/nowhere\.yaml/);
    expect(await failure('package.json')).to.match(/package\.json does not define the schema/);
    const first = await startStandIn({ document: DOCUMENT });
    const port = Number(new URL(first.url).port);
    expect(await failure(DOCUMENT, port)).to.match(/cannot listen on port \d+: .+\.$/);
    await first.close();
  });
});
