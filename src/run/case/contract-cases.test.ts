import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { deriveCases } from '../../contract/derive/derive.js';
import { loadDocument } from '../../contract/load-document.js';
import { requestSchemaOf } from '../../contract/operation.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { startReferenceServer, type ReferenceServer } from '../../reference-server/server.js';
import {
  startContract,
  type StartedContract,
  type StartOptions,
} from '../../../proof/testing/start-contract.js';
import { collectCasesBy } from '../process/collect-cases.js';
import { newFolder, removeFolders } from '../../../proof/testing/rig.js';
import { resultsThrough } from '../../../proof/testing/results-through.js';
import { runInProcess, type EndedRun, type InProcess } from '../../../proof/testing/run-in-process.js';
import { startTamperingProxy, type Meddling } from '../../../proof/testing/tampering-proxy.js';

const DOCUMENT = 'openapi/kernel-patch-browser.openapi.yaml';

describe('the cases of the contract', () => {
  const cleanUp: (() => unknown)[] = [];
  afterEach(removeFolders);
  afterEach(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  });
  const referenceServer = async (document = DOCUMENT): Promise<ReferenceServer> => {
    const api = await startReferenceServer({ document });
    cleanUp.push(() => api.close());
    return api;
  };
  const start = (options: StartOptions): StartedContract => {
    const run = startContract(options);
    cleanUp.push(() => {
      run.process.kill('SIGKILL');
      run.discard();
    });
    return run;
  };
  const run = async (what: InProcess): Promise<EndedRun> => {
    const ended = await runInProcess(what);
    cleanUp.push(() => ended.discard());
    return ended;
  };
  const runThrough = async (meddle: (api: ReferenceServer) => Meddling, only: RegExp): Promise<EndedRun> => {
    const api = await referenceServer();
    const tamperingProxy = await startTamperingProxy(api.url, meddle(api));
    cleanUp.push(() => tamperingProxy.close());
    return run({ env: { KERNEL_BASE_URL: tamperingProxy.url, KERNEL_API_KEY: api.apiKey }, only });
  };
  const call = async (
    api: ReferenceServer,
    method: string,
    where: string,
    body?: object,
  ): Promise<{ status: number; json: JsonObject }> => {
    const response = await fetch(api.url + where, {
      method,
      headers: { authorization: `Bearer ${api.apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json: unknown = await response.json();
    return { status: response.status, json: isObject(json) ? json : {} };
  };
  const made = async (api: ReferenceServer, where: string, body: object): Promise<string> => {
    const { json } = await call(api, 'POST', where, body);
    return textOf(json.id ?? json.session_id);
  };

  it('refuse bodies that are wrong in one statement only: mended, each is accepted from the same state', async () => {
    const api = await referenceServer();
    const values = {
      '<other proxy>': await made(api, '/proxies', { type: 'datacenter' }),
      '<profile>': await made(api, '/profiles', { name: 'mended' }),
      '<profile name>': 'mended',
    };
    const text = (body: Json): string =>
      Object.entries(values).reduce(
        (filled, [name, value]) => filled.replaceAll(JSON.stringify(name), JSON.stringify(value)),
        JSON.stringify(body),
      );
    const hints = {
      proxy_id: { valid: ['<other proxy>'] },
      'profile.id': { valid: ['<profile>'] },
      'profile.name': { valid: ['<profile name>'] },
    };
    const document = loadDocument(DOCUMENT);
    const { cases } = deriveCases(document, requestSchemaOf(document), hints);
    const refused = cases.filter(({ intent }) => intent === 'refuse');
    expect(refused.length).to.be.greaterThan(80);
    for (const { id, body, mended } of refused) {
      const session = `/browsers/${await made(api, '/browsers', { stealth: true })}`;
      const send = async (what: Json): Promise<number> => {
        const response = await fetch(api.url + session, {
          method: 'PATCH',
          headers: { authorization: `Bearer ${api.apiKey}`, 'content-type': 'application/json' },
          body: text(what),
        });
        return response.status;
      };
      expect(await send(body), id).to.equal(400);
      expect(mended, id).not.to.equal(undefined);
      if (mended === undefined) continue;
      const named = isObject(mended) && isObject(mended.profile) ? mended.profile.name : undefined;
      if (typeof named === 'string' && named !== '<profile name>')
        await call(api, 'POST', '/profiles', { name: named });
      expect(await send(mended), `${id}, mended`).to.equal(200);
    }
  });

  it('find sizes that concurrent updates tear apart', async () => {
    const [result] = await resultsThrough(['update/burst'], {
      answer: (answer, { method, headers }) => {
        if (method === 'GET' && headers['x-test-case'] === 'update/burst') {
          answer.body = answer.body.replace(/"height":\d+/, '"height":999');
        }
        return undefined;
      },
    });
    expect(result?.verdict).to.equal('breach');
    expect(result?.block).to.match(/it shows a viewport of \d+ x 999, which no update asked for/);
  });

  it('find an update that touches another session', async () => {
    const { code, output } = await runThrough(
      (api) => ({
        request: async ({ method, path: where, headers }) => {
          if (method !== 'PATCH' || headers['x-test-case'] !== 'update/bystander') return undefined;
          const response = await fetch(`${api.url}/browsers`, {
            headers: { authorization: `Bearer ${api.apiKey}` },
          });
          const browsers: unknown = await response.json();
          for (const browser of Array.isArray(browsers) ? browsers : []) {
            const id = isObject(browser) ? textOf(browser.session_id) : '';
            if (!where.includes(id))
              await call(api, 'PATCH', `/browsers/${id}`, { viewport: { width: 777, height: 555 } });
          }
          return undefined;
        },
      }),
      /update\/bystander/,
    );
    expect(code, output).to.equal(1);
    expect(output).to.match(/another session, \w+: viewport\.width was 1920 before and is 777 now/);
  });

  it('find an error that shows a stack trace', async () => {
    const { code, output } = await runThrough(
      () => ({
        answer: (answer, { method }) => {
          if (method === 'PATCH' && answer.status === 404) {
            answer.body = JSON.stringify({
              code: 'not_found',
              message: 'x\n    at find (/srv/app/browsers.js:12:7)',
            });
          }
          return undefined;
        },
      }),
      /404\/unknown-session\/valid-body/,
    );
    expect(code, output).to.equal(1);
    expect(output).to.contain('the 404 shows a stack trace');
  });

  it('report an empty message once, as a note, and list an undeclared member beside it', async () => {
    const { code, output } = await runThrough(
      () => ({
        answer: (answer, { method }) => {
          if (method === 'PATCH' && answer.status === 404) answer.body = '{"code":"x","message":"","hint":1}';
          return undefined;
        },
      }),
      /404\/unknown-session\/valid-body/,
    );
    expect(code, output).to.equal(0);
    expect(output).to.contain('404 body hint').and.not.to.contain('404 body message');
    expect(output).to.contain('the 404 response has an empty message');
  });

  it('are sent one by one, without what weighs on an API or looks like an attack, where gentleness is asked for', async () => {
    const api = await referenceServer();
    const seen: string[] = [];
    const held: number[] = [];
    let underWay = 0;
    let mostAtOnce = 0;
    const tamperingProxy = await startTamperingProxy(api.url, {
      request: ({ headers, method, path: at, body }) => {
        if (method === 'PATCH') mostAtOnce = Math.max(mostAtOnce, (underWay += 1));
        held.push(api.activeBrowsers());
        seen.push(String(headers['x-test-case']));
        expect(decodeURIComponent(at.replaceAll(/%(?:25|FF)/g, '!'))).to.match(/^[\w/?=&.<>-]*$/);
        expect(body.length).to.be.lessThan(1000);
        return undefined;
      },
      answer: (_, { method }) => {
        if (method === 'PATCH') underWay -= 1;
        return undefined;
      },
    });
    cleanUp.push(() => tamperingProxy.close());
    const env = {
      ...{ KERNEL_BASE_URL: tamperingProxy.url, KERNEL_API_KEY: api.apiKey, CONTRACT_GENTLE: 'on' },
      CONTRACT_REQUESTS_PER_MINUTE: '1000000', // the test has no time for the usual pace
    };
    const { code, output } = await run({ env });
    expect(code, output).to.equal(0);
    expect(output).to.contain('left out by CONTRACT_GENTLE');
    expect([mostAtOnce, Math.max(...held)]).to.deep.equal([1, 1]);
    expect(seen).not.to.include.members(['update/burst']);
    expect(seen).not.to.include.members(['update/at-once']);
    expect(seen).not.to.include.members(['body/large']);
    expect(new Set(seen.filter((id) => id.startsWith('401/')))).to.have.length(4);
    expect(seen, 'a key in a query would reach access logs').not.to.include.members([
      '401/key-in-the-query/valid-body',
    ]);
  });

  describe('by another document', () => {
    const withDocument = (change: (text: string) => string, only: RegExp): Promise<EndedRun> => {
      const file = path.join(newFolder(), 'other.json');
      writeFileSync(file, change(JSON.stringify(parse(readFileSync(DOCUMENT, 'utf8')))));
      return run({ env: { CONTRACT_DOCUMENT: file }, cases: collectCasesBy(loadDocument(file)), only });
    };

    it('follow its bounds, given as JSON', async () => {
      const changed = (text: string): string => text.replace('"minimum":320', '"minimum":400');
      const ended = await withDocument(changed, /^viewport\.width\//);
      expect(ended.code, ended.output).to.equal(0);
      expect(JSON.stringify(ended.record()))
        .to.contain('a width of 400, the smallest')
        .and.to.contain('a width of 399, one below the smallest');
    });

    it('are not verified where it says nothing', async () => {
      const { code, output } = await withDocument((text) => text.replace(/"403":\{[^}]*\},/, ''), /^40/);
      expect(code, output).to.equal(0);
      expect(output).to.contain('12 cases, not run: the document no longer has the status 403');
    });

    it('see what an API sends, not what reports show of it, and let it do without a body where none is required', async () => {
      const changed = (text: string): string =>
        text
          .replace(/("cdp_ws_url":\{"type":"string")/, '$1,"format":"uri","pattern":"jwt=[^\\\\[]"')
          .replace('"requestBody":{"required":true', '"requestBody":{"required":false');
      const { code, output } = await withDocument(changed, /update\/empty|body\/empty/);
      expect(code, output).to.equal(0);
      expect(output).to.contain('1 of 2 cases passed').and.to.contain('1 only observed');
    });

    it('find an API that still keeps to the old one', async () => {
      const api = await referenceServer();
      const file = path.join(newFolder(), 'other.yaml');
      writeFileSync(file, readFileSync(DOCUMENT, 'utf8').replace('minimum: 320', 'minimum: 330'));
      const env = { KERNEL_BASE_URL: api.url, KERNEL_API_KEY: api.apiKey, CONTRACT_DOCUMENT: file };
      const cases = collectCasesBy(loadDocument(file));
      const { code, output } = await run({ env, cases, only: /viewport\.width\/minimum/ });
      expect(code, output).to.equal(1);
      expect(output).to.contain('viewport.width/minimum/below');
    });

    it('do not run by a file that is none', async () => {
      const { code, output } = await start({ env: { CONTRACT_DOCUMENT: 'no/such/file.yaml' } }).ended;
      expect(code).to.equal(2);
      expect(output).to.contain('The contract document no/such/file.yaml cannot be read');
    });
  });
});

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
