import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect } from 'chai';
import { AGENT, KEY, rig } from '../../proof/testing/rig.js';
import { closeServers, drop, json, serve, type Answer } from '../../proof/testing/servers.js';
import { failureOf } from './failures.js';
import { causeOf, statusOf, TRIED_AGAIN } from './vendor-client.js';

const BROWSER = { session_id: 'abc' };

/** Has the vendor's client create a browser at a server that gives every request the same `answer`. */
async function create(answer: Answer, timeoutMs = 30_000) {
  const server = await serve(answer);
  const { vendor, exchanges } = rig(server.url, { timeoutMs });
  let error: unknown;
  let made: unknown;
  try {
    made = await vendor.browsers.create({ headless: true }, { headers: { 'X-Test-Case': 'a/case' } });
  } catch (thrown) {
    error = thrown;
  }
  return { made, error, exchange: exchanges[0], exchanges, received: server.received };
}

describe('the vendor\u2019s client', () => {
  afterEach(closeServers);

  it('sends the key, and names the run and the case', async () => {
    const { made, received } = await create((response) => json(response, 200, BROWSER));
    expect(made).to.deep.equal(BROWSER);
    expect(received[0]).to.deep.include({ method: 'POST', path: '/browsers', body: '{"headless":true}' });
    expect(received[0]?.headers).to.include({
      authorization: `Bearer ${KEY}`,
      'user-agent': AGENT,
      'x-test-case': 'a/case',
    });
  });

  it('captures every exchange, redacted, with its purpose', async () => {
    const server = await serve((response, { method }) => {
      if (method === 'DELETE') response.writeHead(204).end();
      else json(response, 200, method === 'GET' ? [] : { session_id: 'abc', echo: KEY }, { 'x-echo': KEY });
    });
    const { vendor, exchanges } = rig(server.url);
    await vendor.browsers.list({ limit: 1 });
    await vendor.browsers.create({ start_url: `https://example.com/${encodeURIComponent(KEY)}` });
    await vendor.browsers.deleteByID('abc');
    expect(exchanges.map(({ purpose, request }) => [purpose, request.method, request.path])).to.deep.equal([
      ['preflight', 'GET', '/browsers?limit=1'],
      ['set-up', 'POST', '/browsers'],
      ['clean-up', 'DELETE', '/browsers/abc'],
    ]);
    expect(exchanges[1]?.request.headers).to.deep.equal({ authorization: 'Bearer $KERNEL_API_KEY' });
    expect(exchanges[1]?.request.body).to.equal('{"start_url":"https://example.com/[KERNEL_API_KEY]"}');
    expect(exchanges[1]?.response).to.deep.include({
      status: 200,
      json: { session_id: 'abc', echo: '[KERNEL_API_KEY]' },
      leaked: ['KERNEL_API_KEY'],
    });
    expect(exchanges[1]?.response?.headers['x-echo']).to.equal('[KERNEL_API_KEY]');
    expect(exchanges[2]?.response).to.include({ status: 204, text: '' });
  });

  it('recognizes the media type of JSON in upper and lower case', async () => {
    const { made } = await create((response) => {
      response.writeHead(200, { 'content-type': 'Application/JSON;charset="UTF-8"' });
      response.end(JSON.stringify(BROWSER));
    });
    expect(made).to.deep.equal(BROWSER);
  });

  for (const status of [400, 403, 409, 500, 503]) {
    it(`sends a creation only once when it is answered with ${status}`, async () => {
      const { received, error, exchange } = await create((response) =>
        json(response, status, { code: 'x', message: 'y' }),
      );
      expect(received).to.have.lengthOf(1);
      expect(statusOf(error)).to.equal(status);
      expect(exchange?.response?.status).to.equal(status);
    });
  }

  it('sends a creation only once when its answer is lost', async () => {
    const { received, error, exchange } = await create(drop);
    expect(received).to.have.lengthOf(1);
    expect(statusOf(error)).to.equal(undefined);
    expect(error).to.be.an('error');
    expect(exchange?.failure).to.equal('the connection was closed without an answer');
  });

  it('does not show the key in its errors', async () => {
    const { error } = await create((response) =>
      json(response, 400, { message: `no ${KEY}`, error: `no ${KEY}` }),
    );
    expect(statusOf(error)).to.equal(400);
    expect(`${String(error)} ${JSON.stringify(error)}`)
      .not.to.include('sk_live/Ab+9')
      .and.not.to.equal('');
    const notJson = await create((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(KEY);
    });
    expect(notJson.error).to.be.an('error');
    expect(String(notJson.error)).not.to.include('sk_liv');
  });

  it('does not follow a redirect to another host', async () => {
    const other = await serve((response) => json(response, 200, BROWSER));
    for (const status of [301, 302, 307, 308]) {
      const { error } = await create((response) =>
        response.writeHead(status, { location: `${other.url}/x` }).end(),
      );
      expect(statusOf(error)).to.equal(status);
    }
    expect(other.received).to.have.lengthOf(0);
  });

  for (const [what, answer] of [
    ['that stays silent', () => undefined],
    [
      'whose answer trickles',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ] satisfies [string, Answer][]) {
    it(`stops waiting for a server ${what}`, async () => {
      const { error, exchange } = await create(answer, 150);
      expect(statusOf(error)).to.equal(undefined);
      const why = 'no whole answer came within 150 ms (CONTRACT_TIMEOUT_MS)';
      expect(error instanceof Error ? causeOf(error) : error).to.equal(why);
      expect(exchange?.failure).to.equal(why);
    });
  }

  it('repeats a request answered with 429, and counts the repetitions', async () => {
    const { made, exchanges, received } = await create((response, _, index) =>
      index < 2
        ? json(response, 429, { code: 'too_many', message: 'later' }, { 'retry-after': '0' })
        : json(response, 200, BROWSER),
    );
    expect(made).to.deep.equal(BROWSER);
    expect(received).to.have.lengthOf(3);
    expect(exchanges.map(({ throttled }) => throttled)).to.deep.equal([0, 1, 2]);
  });

  it('does not count the wait for Retry-After against the deadline', async () => {
    const { made } = await create(
      (response, _, index) =>
        index === 0
          ? json(response, 429, { code: 'too_many', message: 'later' }, { 'retry-after': '0.5' })
          : json(response, 200, BROWSER),
      400,
    );
    expect(made).to.deep.equal(BROWSER);
  });

  it('tries a call again though an earlier one to the same address was too slow', async () => {
    const server = await serve((response, _, index) => {
      if (index === 1) json(response, 503, { code: 'busy', message: 'later' });
      if (index > 1) json(response, 200, []);
    });
    const { vendor } = rig(server.url, { timeoutMs: 200 });
    const list = () => vendor.browsers.replays.list('abc', TRIED_AGAIN);
    const slow: unknown = await list().catch((error: unknown) => error);
    expect(slow instanceof Error ? causeOf(slow) : slow).to.contain('no whole answer came');
    expect(await list()).to.deep.equal([]);
    expect(server.received).to.have.lengthOf(3);
  });

  it('gives up on 429 after a bounded number of tries', async () => {
    const { error, received } = await create((response) =>
      json(response, 429, { code: 'too_many', message: 'later' }, { 'retry-after': '0' }),
    );
    expect(statusOf(error)).to.equal(429);
    expect(received).to.have.lengthOf(6);
  });

  it('reports the cause of a failure', async () => {
    const server = await serve(drop);
    await closeServers();
    const { vendor } = rig(server.url);
    const error: unknown = await vendor.browsers.list().catch((thrown: unknown) => thrown);
    expect(error instanceof Error ? causeOf(error) : '').to.match(/^connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
  });

  it('reports the code of a failure that has no message', () => {
    const several = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' });
    expect(failureOf(several)).to.equal('ECONNREFUSED');
    expect(failureOf(new AggregateError([])), 'nor a code').to.equal('AggregateError');
  });

  for (const status of [600, 999]) {
    it(`reports an answer with the status ${status}, which no Response can have`, async () => {
      const { error, exchange } = await create((response) => json(response, status, BROWSER));
      expect(error instanceof Error ? causeOf(error) : '').to.equal(
        `the answer has the status ${status}, which HTTP does not have`,
      );
      expect(exchange?.response?.status).to.equal(status);
    });
  }

  it('sends no body that is not a text, rather than leave it out', async () => {
    const server = await serve((response) => json(response, 200, BROWSER));
    const { vendor } = rig(server.url);
    const error: unknown = await vendor
      .post('/browsers', { body: new Uint8Array([123, 125]) })
      .catch((thrown: unknown) => thrown);
    expect(error instanceof Error ? causeOf(error) : '').to.equal(
      'the body of a call is not a text, and nothing else is sent',
    );
    expect(server.received).to.deep.equal([]);
  });

  it('reports an answer that is not HTTP', async () => {
    const { error, exchange } = await create((response) => response.socket?.end('SSH-2.0-OpenSSH\r\n'));
    expect(error).to.be.an('error');
    expect(exchange?.failure).to.match(/^Parse Error: Expected HTTP\//);
  });
});

describe('both clients', () => {
  afterEach(closeServers);

  it('print nothing when requests fail', async () => {
    const broken = await serve((response, request) => {
      const status = Number(/\d+/.exec(request.path)?.[0] ?? '0');
      if (status === 0) drop(response);
      else
        response
          .writeHead(status, { 'content-type': 'application/json', 'x-echo': KEY })
          .end(`not JSON ${KEY}`);
    });
    const script = `
      const { rig } = require(${JSON.stringify(path.resolve(__dirname, '../../proof/testing/rig.ts'))});
      const send = async () => {
        const { client, vendor } = rig(${JSON.stringify(broken.url)}, { timeoutMs: 2000 });
        const common = { method: 'PATCH', purpose: 'asserted', credential: 'full key', body: '{}' };
        for (const path of ['/none', '/200', '/302', '/404', '/500']) {
          await client.send({ ...common, path });
          await vendor.get(path).catch(() => undefined);
        }
        await rig('http://127.0.0.1:1').client.send({ ...common, path: '/' });
        await rig('http://127.0.0.1:1').vendor.browsers.list().catch(() => undefined);
      };
      send().then(() => { process.exitCode = 7; });`;
    const child = spawn(
      process.execPath,
      ['--require', require.resolve('../cli/load-typescript.cjs'), '-e', script],
      {
        env: {},
      },
    );
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(printed).to.equal('');
    expect(code).to.equal(7);
    expect(broken.received).to.have.lengthOf(10);
  });
});
