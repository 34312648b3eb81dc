import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { startReferenceServer } from '../../reference-server/server.js';
import { unpackedPage } from '../../../proof/testing/read-page.js';
import { startTamperingProxy } from '../../../proof/testing/tampering-proxy.js';
import { startContract } from '../../../proof/testing/start-contract.js';

const FULL = 'sk_canary_full_7fq2Zp9';
const RESTRICTED = 'sk_canary_restricted_Xv41';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ';

/** The ways in which a careless server could write a key down. */
const ENCODINGS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`user:${secret}`).toString('base64url'),
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => encodeURIComponent(secret).replaceAll('_', '%5F'),
  (secret) =>
    Array.from(secret, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
];

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

describe('secrets', () => {
  it('reach neither a report, nor the ledger, nor the console, in whatever way the API shows them', async () => {
    const api = await startReferenceServer({
      document: 'openapi/kernel-patch-browser.openapi.yaml',
      apiKey: FULL,
      restrictedApiKey: RESTRICTED,
    });
    const shown = ENCODINGS.flatMap((encode) => [encode(FULL), encode(RESTRICTED)]);
    const tamperingProxy = await startTamperingProxy(api.url, {
      answer: (answer, { method }) => {
        answer.headers['x-debug'] = `key=${FULL} token=${JWT}`;
        answer.headers['set-cookie'] = `session=${FULL}`;
        if (method !== 'PATCH') return undefined;
        answer.body = answer.body.replace(
          /^\{/,
          `{"debug":"${shown.join(' ')} wss://x.example/?jwt=${JWT}&a=1",`,
        );
        // What a history keeps of an error.
        answer.body = answer.body.replace(/"code":\s*"[^"]*"/, `"code":"${FULL} ${JWT}"`);
        if (answer.status === 401) answer.body = `<html>${FULL}</html>`; // not even JSON
        return undefined;
      },
    });
    const run = startContract({
      args: ['--grep', '^(?:viewport.width|40|body)'], // each status, and what the suite cannot read
      env: {
        KERNEL_BASE_URL: tamperingProxy.url,
        KERNEL_API_KEY: FULL,
        KERNEL_RESTRICTED_API_KEY: RESTRICTED,
      },
    });
    try {
      const { code, output } = await run.ended;
      expect(code, 'an answer that shows a key is a breach').to.equal(1);
      expect(output).to.contain('the answer shows the value of KERNEL_API_KEY');
      expect(run.report('junit.xml')).to.contain('the answer shows the value of KERNEL_RESTRICTED_API_KEY');
      const files = filesBelow(run.dir);
      expect(files.map((file) => path.basename(file))).to.include.members([
        'index.html',
        'junit.xml',
        'run.json',
        'summary.md',
      ]);
      expect(files.some((file) => path.basename(path.dirname(file)) === 'history')).to.equal(true);
      const written = [
        output,
        unpackedPage(run.report('index.html')),
        ...files.map((file) => readFileSync(file, 'utf8')),
      ];
      for (const text of written) {
        for (const canary of [...shown, JWT, 'eyJhbGciOiJIUzI1NiJ9'])
          expect(text.includes(canary), canary).to.equal(false);
      }
    } finally {
      run.process.kill('SIGKILL');
      run.discard();
      await tamperingProxy.close();
      await api.close();
    }
  });
});
