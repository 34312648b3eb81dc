import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { present } from '../api/credentials.js';
import { ODD_TOKENS, RARE_WAYS, WRONG_HEADERS } from '../model/credential.js';
import type { Exchange } from '../model/exchange.js';
import { curlLine } from './curl.js';
import { sampleExchange } from '../../proof/testing/sample-run.js';
import { visible } from './visible.js';

const run = promisify(execFile);
const SESSION = 'htzv5orfit78e1m2biiifpbv';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

describe('the curl line', () => {
  let server: Server;
  let base = '';
  let received: Received[] = [];

  before((done) => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        received.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
        response.end('{}');
      });
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      base = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
      done();
    });
  });
  after((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  beforeEach(() => {
    received = [];
  });

  function line(request: Partial<Exchange['request']>, sessionId: string | undefined = SESSION): string {
    return curlLine(sampleExchange({ request }), {
      sessionId,
      again: 'npm run case -- a/b',
    });
  }

  /** Runs a line as a person would: in a shell that holds the three variables, and a proxy for nothing. */
  async function send(command: string, key = 'sk-7'): Promise<Received> {
    const env = {
      PATH: '/usr/bin:/bin:/usr/local/bin',
      KERNEL_BASE_URL: base,
      KERNEL_API_KEY: key,
      ID: 'live-1',
    };
    await run('sh', ['-c', command], { env });
    const [first, ...more] = received;
    expect(more).to.deep.equal([]);
    if (first === undefined) throw new Error(`The server received nothing from: ${command}`);
    return first;
  }

  it('sends method, path, headers and body as the exchange did, with the key and the session of the shell', async () => {
    const headers = {
      authorization: 'Bearer $KERNEL_API_KEY',
      'content-type': 'application/merge-patch+json',
      'user-agent': 'suite/0.1.0',
      'x-test-case': 'it\'s $ID `id` \\ "q" !',
      'x-empty': '',
    };
    const { method, url, headers: got, body } = await send(line({ headers, body: '{"a":1}' }));
    expect({ method, url, body }).to.deep.equal({
      method: 'PATCH',
      url: '/browsers/live-1',
      body: '{"a":1}',
    });
    expect(got).to.deep.include({
      authorization: 'Bearer sk-7',
      'content-type': 'application/merge-patch+json',
      'x-test-case': headers['x-test-case'],
      'x-empty': '',
    });
    expect(got['user-agent']).to.match(/^curl\//);
  });

  for (const body of [
    '',
    '{"name":"it\'s \\"quoted\\""}',
    '{\n  "a": 1\r\n}\n',
    '$ID ${ID} $(id) `id` \\n \\\\ !! %s %d %%',
    '\'\n$ID `id` \\n %s "',
    '@/etc/passwd',
    '-1',
    '-\n',
    '--data-raw\n',
    'NUL \u0000, escape \u001b[0m, digits after \u00011',
    'émoji 😀 \u202e\n',
    ' ',
    '\n',
    '&a=b;c|d>e<f*?[x]{y}~#',
  ]) {
    it(`sends the body ${visible(JSON.stringify(body))} byte for byte`, async () => {
      const command = line({ body });
      expect(command).not.to.contain('\n');
      expect((await send(command)).body).to.equal(body);
    });
  }

  it('sends a body and no content type where the exchange had none', async () => {
    const { headers } = await send(line({ headers: {}, body: '{}' }));
    expect(headers).not.to.have.property('content-type');
    expect(headers).not.to.have.property('authorization');
  });

  it('sends no body where the exchange had none', async () => {
    const { headers, body, method } = await send(line({ method: 'GET' }));
    expect(method).to.equal('GET');
    expect(body).to.equal('');
    expect(headers).not.to.have.property('content-length');
  });

  it('sends a credential that is not the key as it was', async () => {
    const authorization = 'Basic $(id) `id` "x" \\ ! OTHER-not $';
    const { headers } = await send(line({ headers: { authorization } }));
    expect(headers.authorization).to.equal(authorization);
  });

  for (const wrong of [...WRONG_HEADERS, ...RARE_WAYS, ...ODD_TOKENS]) {
    for (const apiKey of ['sk_a_key_of_its_own', 'sk_a_key_that_ends_in_x']) {
      it(`makes ${wrong} anew from ${apiKey}`, async () => {
        const target = {
          embedded: true,
          baseUrl: '',
          apiKey,
          restrictedApiKey: undefined,
          failingBrowserId: undefined,
        };
        const { headers, shownAs } = present(wrong, target);
        const { headers: sent } = await send(line({ headers: { ...shownAs } }), apiKey);
        expect(sent).to.deep.include(headers);
      });
    }
  }

  for (const path of [
    '/browsers/no-such-id',
    '/browsers/../browsers/.',
    '/browsers/{id}?a[]=1&b=$ID',
    '/browsers/%00%2F',
    "/browsers/a`b'c!d",
  ]) {
    it(`sends the path ${path} as it was where it names no session`, async () => {
      const command = curlLine(sampleExchange({ request: { path } }), {
        sessionId: undefined,
        again: '',
      });
      expect((await send(command)).url).to.equal(path);
    });
  }

  it('leaves a body out that is too long for a command, and says how to send it', () => {
    expect(line({ body: 'x'.repeat(2_000) })).to.contain('x'.repeat(2_000));
    expect(line({ body: 'x'.repeat(2_001) })).to.match(
      /--data-binary @body\.json # body\.json: 2 001 characters, left out here; npm run case -- a\/b sends them$/,
    );
  });
});
