import { expect } from 'chai';
import { preflight } from './preflight.js';
import { KEY, rig } from '../../proof/testing/rig.js';
import { closeServers, drop, json, serve, type Answer } from '../../proof/testing/servers.js';
import { closeReferenceServers, newReferenceServer } from '../../proof/testing/reference-servers.js';

/** What the preflight reports for a server that always gives `answer`, with `URL` for the server's address. */
async function sentenceFor(answer: Answer, timeoutMs = 30_000): Promise<string | undefined> {
  const server = await serve(answer);
  const { vendor, target } = rig(server.url, { timeoutMs });
  const sentence = await preflight(vendor, target);
  expect(server.received.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
    'GET /browsers?limit=1',
  ]);
  return sentence?.replaceAll(server.url, 'URL');
}

const refuse =
  (status: number): Answer =>
  (response) =>
    json(response, status, { code: 'x', message: `Your key is ${KEY}.` });

const SAYS = ' The server says: "x: Your key is [KERNEL_API_KEY]."';

/** As an edge refuses: with a page in place of an Error body. */
const page =
  (status: number, body: string): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8' }).end(body);
const NOT_THE_API =
  'as what stands in front of an API does and not the API itself: the key may be fine; ' +
  'check KERNEL_BASE_URL, and whether this network may reach the API.';

describe('the preflight', () => {
  afterEach(async () => {
    await closeServers();
    await closeReferenceServers();
  });

  it('reports nothing for a healthy API, and creates nothing there', async () => {
    const api = await newReferenceServer();
    const { vendor, target, exchanges } = rig(api.url, { apiKey: api.apiKey });
    expect(await preflight(vendor, target)).to.equal(undefined);
    expect(exchanges.map(({ purpose, request }) => [purpose, request.method])).to.deep.equal([
      ['preflight', 'GET'],
    ]);
    expect(api.createdBrowsers()).to.equal(0);
  });

  it('reports nothing for an account without browsers', async () => {
    expect(await sentenceFor((response) => json(response, 200, []))).to.equal(undefined);
  });

  it('reports nothing for an account whose empty list comes as null, and notes that as drift', async () => {
    const server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('null\n'); // as encoding/json of Go writes it
    });
    const { vendor, target, exchanges, drift } = rig(server.url);
    expect(await preflight(vendor, target)).to.equal(undefined);
    expect(drift).to.deep.equal(['preflight: GET /browsers: null instead of an empty list']);
    expect(exchanges[0]?.response).to.include({ text: 'null\n', json: null });
  });

  it('reports that the reference server does not accept the key', async () => {
    const api = await newReferenceServer();
    const { vendor, target } = rig(api.url, { apiKey: 'not-its-key-at-all' });
    expect(await preflight(vendor, target)).to.equal(
      `${api.url}/browsers refused KERNEL_API_KEY with 401: give a key that is valid for this API. The server says: "unauthorized: The Authorization header does not hold a valid bearer key."`,
    );
  });

  const html: Answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html>Welcome</html>');
  };
  const notAList = 'URL/browsers answered, but not with a list of browsers: check KERNEL_BASE_URL.';
  const rows: [what: string, answer: Answer, sentence: string][] = [
    [
      '401',
      refuse(401),
      `URL/browsers refused KERNEL_API_KEY with 401: give a key that is valid for this API.${SAYS}`,
    ],
    [
      '403',
      refuse(403),
      `URL/browsers refused KERNEL_API_KEY with 403: give a key that is valid for this API.${SAYS}`,
    ],
    [
      'a redirect',
      (response) => response.writeHead(302, { location: 'https://example.com/login' }).end(),
      'URL/browsers redirects to example.com (302), and a key is never sent to another address: ' +
        'give the final URL as KERNEL_BASE_URL.',
    ],
    [
      'a redirect to another path',
      (response) => response.writeHead(301, { location: '/browsers/' }).end(),
      'URL/browsers redirects to another path of the same host (301), and no request follows a redirect: ' +
        'check the path in KERNEL_BASE_URL, and whether what stands in front of the API adds a slash.',
    ],
    [
      '404',
      refuse(404),
      `URL/browsers answered 404 to the first read: check KERNEL_BASE_URL, or try again when the API is healthy.${SAYS}`,
    ],
    [
      '500',
      refuse(500),
      `URL/browsers answered 500 to the first read: check KERNEL_BASE_URL, or try again when the API is healthy.${SAYS}`,
    ],
    [
      'a page of an edge with 403',
      page(403, `<html><head><title>Access\n denied\u001b[31m</title></head><body>${KEY}</body></html>`),
      `URL/browsers answered 403 with a web page, ${NOT_THE_API} The server says: "Access denied [31m"`,
    ],
    [
      'a page without a title',
      page(502, '<center><h1>502 Bad Gateway</h1></center>'),
      `URL/browsers answered 502 with a web page, ${NOT_THE_API} The server says: "502 Bad Gateway"`,
    ],
    [
      'plain text without a body to speak of',
      (response) => response.writeHead(403).end(),
      'URL/browsers refused KERNEL_API_KEY with 403: give a key that is valid for this API.',
    ],
    ['a web page', html, notAList],
    [
      'an empty web page',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(),
      notAList,
    ],
    ['204', (response) => response.writeHead(204).end(), notAList],
    ['an object', (response) => json(response, 200, { browsers: [] }), notAList],
    ['null with another status', (response) => json(response, 201, null), notAList],
    ['null that is not labelled as JSON', (response) => response.writeHead(200).end('null'), notAList],
    ['a number', (response) => json(response, 200, 0), notAList],
    [
      'a web page labelled as JSON',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(`<html>${KEY}</html>`);
      },
      notAList,
    ],
    [
      'a broken connection',
      drop,
      'URL/browsers cannot be reached (the connection was closed without an answer): check KERNEL_BASE_URL and the network.',
    ],
  ];
  for (const [what, answer, sentence] of rows) {
    it(`says what to do about ${what}`, async () => {
      expect(await sentenceFor(answer)).to.equal(sentence);
    });
  }

  it('says what to do about a silent server', async () => {
    expect(await sentenceFor(() => undefined, 150)).to.equal(
      'URL/browsers cannot be reached (no whole answer came within 150 ms (CONTRACT_TIMEOUT_MS)): check KERNEL_BASE_URL and the network, or raise CONTRACT_TIMEOUT_MS.',
    );
  });

  it('says what to do when nothing is listening', async () => {
    const server = await serve(drop);
    await closeServers();
    const { vendor, target } = rig(server.url);
    expect((await preflight(vendor, target))?.replaceAll(server.url, 'URL')).to.match(
      /^URL\/browsers cannot be reached \(connect ECONNREFUSED [\d.:]+\): check KERNEL_BASE_URL and the network\.$/,
    );
  });
});
