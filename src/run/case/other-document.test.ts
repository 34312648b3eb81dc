import { expect } from 'chai';
import { writeDocument } from '../../../proof/testing/document-with.js';
import { evolved, type Evolution } from '../../../proof/testing/evolutions.js';
import { runInProcess, type EndedRun } from '../../../proof/testing/run-in-process.js';
import { startTamperingProxy, type Meddling } from '../../../proof/testing/tampering-proxy.js';
import { loadDocument } from '../../contract/load-document.js';
import { isObject, type JsonObject } from '../../model/json.js';
import { startReferenceServer } from '../../reference-server/server.js';
import { collectCasesBy } from '../process/collect-cases.js';

describe('hand-written rows under another document', () => {
  const cleanUp: (() => unknown)[] = [];
  afterEach(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  });

  /** Runs rows under an evolution of the document, against the reference server, or against the pinned one tampered with. */
  const run = async (evolution: Evolution, only: RegExp, meddling?: Meddling): Promise<EndedRun> => {
    const { file, discard } = writeDocument(evolved(evolution).root);
    cleanUp.push(discard);
    const env = { CONTRACT_DOCUMENT: file, ...(meddling === undefined ? {} : await through(meddling)) };
    const ended = await runInProcess({ env, only, cases: collectCasesBy(loadDocument(file)) });
    cleanUp.push(() => ended.discard());
    return ended;
  };
  const through = async (meddling: Meddling): Promise<Record<string, string>> => {
    const api = await startReferenceServer({ document: 'openapi/kernel-patch-browser.openapi.yaml' });
    cleanUp.push(() => api.close());
    const proxy = await startTamperingProxy(api.url, meddling);
    cleanUp.push(() => proxy.close());
    return { KERNEL_BASE_URL: proxy.url, KERNEL_API_KEY: api.apiKey };
  };
  const resultIn = (ended: EndedRun, id: string): JsonObject => {
    const { results } = ended.record();
    const found = Array.isArray(results) ? results.find((one) => isObject(one) && one.id === id) : undefined;
    return isObject(found) ? found : {};
  };

  it('do not run where their clause is gone, which every report says', async () => {
    const ended = await run('no profile', /^(?:profile\/second|update\/empty|update\/mixed\/profile)/);
    expect(ended.code, ended.output).to.equal(0);
    const why = 'the document no longer has profile in the request body';
    expect(ended.output)
      .to.contain('cases rest on something that this document no longer says, or says differently:')
      .and.contain(`not run: ${why}`);
    expect(resultIn(ended, 'profile/second')).to.deep.include({
      verdict: 'not verified',
      reason: `needs a person: ${why}`,
      needsPerson: why,
      exchanges: [],
    });
    expect(resultIn(ended, 'update/empty').verdict).to.equal('pass');
    expect(ended.report('junit.xml')).to.contain(`message="needs a person: ${why}"`);
    expect(ended.report('index.html')).to.contain(why);
  });

  it('are taken along by a status that was dropped', async () => {
    const ended = await run('no 403', /^403\//);
    expect(ended.code, ended.output).to.equal(0);
    expect(ended.output).to.contain('12 cases, not run: the document no longer has the status 403');
  });

  it('send what the document in use requires', async () => {
    const ended = await run(
      'a required refresh rate',
      /^(?:viewport\/extreme|viewport.refresh_rate\/omitted)/,
    );
    expect(ended.code, ended.output).to.equal(0);
    expect(resultIn(ended, 'viewport/extreme/smallest').verdict).to.equal('pass');
    expect(resultIn(ended, 'viewport.refresh_rate/omitted').verdict).to.equal('not verified');
  });

  it('are no suite errors where what a run has to send does not fit', async () => {
    const ended = await run('short profile names', /^(?:profile\/unknown\/name|profile.name\/type)$/);
    expect(ended.code, ended.output).to.equal(0);
    expect(resultIn(ended, 'profile/unknown/name').needsPerson).to.equal(
      'by this document the body of this case is invalid: /profile/name must NOT have more than 10 characters',
    );
  });

  describe('whose sentence has other words', () => {
    const meddled = (meddling: Meddling): Promise<EndedRun> =>
      run('a sentence in other words', /^proxy_id\/(?:set|unknown)$/, meddling);

    it('leave to a person what rests on the sentence alone', async () => {
      const headers = { 'content-type': 'application/json' };
      const refusal = { status: 400, headers, body: '{"code":"no","message":"No proxies."}' };
      const ended = await meddled({
        request: ({ method, body }) =>
          method === 'PATCH' && /"proxy_id":"[^"]/.test(body) ? refusal : undefined,
      });
      const { verdict, reason, findings } = resultIn(ended, 'proxy_id/set');
      expect(verdict, ended.output).to.equal('not verified');
      expect(reason)
        .to.match(/^needs a person: the sentence about proxy_id .* has changed/)
        .and.to.contain('status 400, expected 200');
      expect(findings).to.have.length.above(0);
    });

    it('still find what other clauses say', async () => {
      const ended = await meddled({
        answer: (answer, { method }) => {
          if (method === 'PATCH') answer.body = answer.body.replace(/"cdp_ws_url":"[^"]*",?/, '');
          return undefined;
        },
      });
      expect(ended.code, ended.output).to.equal(1);
      expect(resultIn(ended, 'proxy_id/set').verdict).to.equal('breach');
    });
  });
});
