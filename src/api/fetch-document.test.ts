import { expect } from 'chai';
import { closeServers, serve, type Answer } from '../../proof/testing/servers.js';
import { fetchDocument, LARGEST_DOCUMENT, shownUrl } from './fetch-document.js';

const breakOff: Answer = (response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('openapi', () => response.destroy());
};

describe('fetching a document', () => {
  afterEach(closeServers);

  async function fails(answer: Answer, path = '/'): Promise<string> {
    const { url } = await serve(answer);
    const sentence = await sentenceOf(url + path);
    return sentence.replaceAll(url, 'URL');
  }

  it('follows redirects, sends no key, and gives the bytes as they came', async () => {
    const { url, received } = await serve((response, { path }) => {
      if (path === '/old') response.writeHead(302, { location: '/new' }).end();
      else response.end('é');
    });
    expect((await fetchDocument(`${url}/old`)).toString('utf8')).to.equal('é');
    expect(received.map(({ path, headers }) => [path, headers.authorization])).to.deep.equal([
      ['/old', undefined],
      ['/new', undefined],
    ]);
  });

  const faults: readonly (readonly [what: string, answer: Answer, sentence: string])[] = [
    ['a status', (response) => response.writeHead(404).end(), 'URL/ answered with 404, not with a document.'],
    [
      'redirects without end',
      (response) => response.writeHead(302, { location: '/' }).end(),
      'URL/ redirects more than 5 times.',
    ],
    [
      'a redirect to plain http elsewhere',
      (response) => response.writeHead(302, { location: 'http://example.com/a?key=1' }).end(),
      'http://example.com/a is not https: only from loopback is a document fetched over plain http.',
    ],
    [
      'a redirect to a file',
      (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'is not https',
    ],
    ['a body that breaks off', breakOff, 'The document at URL/ broke off'],
    [
      'a body that is too large',
      (response) => response.end(Buffer.alloc(LARGEST_DOCUMENT + 1, 32)),
      'The document at URL/ is larger than 10 MB.',
    ],
  ];
  for (const [what, answer, sentence] of faults) {
    it(`ends with a sentence for ${what}`, async () => expect(await fails(answer)).to.contain(sentence));
  }

  it('ends with a sentence where nobody listens', async () => {
    const { url } = await serve(() => undefined);
    await closeServers();
    expect(await sentenceOf(url)).to.match(/\/ could not be reached: .*ECONNREFUSED/);
  });

  it('ends with a sentence for a URL with a password, and shows neither it nor a query', async () => {
    const sentence = await sentenceOf('https://me:secret@example.com/a?token=secret');
    expect(sentence).to.contain('was given with a user or password').and.not.to.contain('secret');
    expect(shownUrl('https://me:secret@example.com/a?token=secret#b')).to.equal('https://example.com/a');
  });
});

async function sentenceOf(url: string): Promise<string> {
  return fetchDocument(url).then(
    () => 'it was fetched',
    (error: unknown) => (error instanceof Error && error.name === 'Error' ? error.message : 'another error'),
  );
}
