import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { newFolder, removeFolders } from '../../proof/testing/rig.js';
import { makeCertificates } from '../../proof/testing/tls-front.js';
import { STRAIGHT, type Reach } from '../model/settings.js';
import { parseSettings } from './parse-settings.js';
import { SettingsError } from './settings-error.js';

const API = { KERNEL_BASE_URL: 'https://api.example.com:8443', KERNEL_API_KEY: 'a-key-of-some-length' };

function reachOf(environment: Record<string, string>): Reach | readonly string[] {
  try {
    return parseSettings({ ...API, ...environment }).reach;
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

describe('how an API is reached', () => {
  afterEach(removeFolders);

  it('is straight where the embedded server is checked, whatever is set for other programs', () => {
    const environment = {
      HTTPS_PROXY: 'nonsense://',
      KERNEL_CUSTOM_HEADERS: 'nonsense',
      KERNEL_PROJECT: 'p',
    };
    expect(parseSettings(environment).reach).to.equal(STRAIGHT);
  });

  const proxies: [what: string, environment: Record<string, string>, proxy: string | undefined][] = [
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://p:3128', HTTP_PROXY: 'http://q' }, 'http://p:3128'],
    ['lower case before upper case', { https_proxy: 'http://p', HTTPS_PROXY: 'http://q' }, 'http://p'],
    ['HTTP_PROXY where there is no other', { HTTP_PROXY: 'http://q:80' }, 'http://q:80'],
    ['a proxy without a scheme', { HTTPS_PROXY: 'p.example.com:3128' }, 'http://p.example.com:3128'],
    ['none', { HTTPS_PROXY: '' }, undefined],
    ['none for a host of NO_PROXY', { HTTPS_PROXY: 'http://p', NO_PROXY: 'a.b, api.example.com' }, undefined],
    ['none for a domain of no_proxy', { HTTPS_PROXY: 'http://p', no_proxy: '.EXAMPLE.com' }, undefined],
    ['none for a wildcard', { HTTPS_PROXY: 'http://p', NO_PROXY: '*.example.com' }, undefined],
    ['none for everything', { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
    ['none for the port', { HTTPS_PROXY: 'http://p', NO_PROXY: 'example.com:8443' }, undefined],
    ['one for another port', { HTTPS_PROXY: 'http://p', NO_PROXY: 'example.com:443' }, 'http://p'],
    ['one for a longer name', { HTTPS_PROXY: 'http://p', NO_PROXY: 'ample.com' }, 'http://p'],
    ['none for loopback', { HTTPS_PROXY: 'http://p', KERNEL_BASE_URL: 'https://127.0.0.1:1' }, undefined],
    ['none for plain http', { HTTP_PROXY: 'http://p', KERNEL_BASE_URL: 'http://localhost:1' }, undefined],
  ];
  for (const [what, environment, proxy] of proxies) {
    it(`takes ${what}`, () => {
      expect(reachOf(environment)).to.deep.equal({ ...STRAIGHT, proxy });
    });
  }

  it('takes headers from the variables of the SDK and of the command line', () => {
    const environment = {
      KERNEL_CUSTOM_HEADERS: '\n X-Team :  a: b \r\nCF-Access-Client-Id: "id"\n',
      KERNEL_PROJECT: 'proj_1',
    };
    expect(reachOf(environment)).to.deep.equal({
      ...STRAIGHT,
      headers: { 'x-team': 'a: b', 'cf-access-client-id': '"id"', 'x-kernel-project-id': 'proj_1' },
    });
  });

  const LINE = 'Line 1 of KERNEL_CUSTOM_HEADERS';
  const problems: [what: string, environment: Record<string, string>, problem: string][] = [
    [
      'a proxy that speaks neither http nor https',
      { HTTPS_PROXY: 'socks5://user:secret@p' },
      'HTTPS_PROXY is not the URL of an http or https proxy: give one such as http://proxy.example.com:3128, or exempt the API with NO_PROXY.',
    ],
    [
      'a header without a colon',
      { KERNEL_CUSTOM_HEADERS: 'a-secret' },
      `${LINE} is not of the form "Name: value": correct or remove it.`,
    ],
    [
      'a name with a blank',
      { KERNEL_CUSTOM_HEADERS: 'x y: a-secret' },
      `${LINE} is not of the form "Name: value": correct or remove it.`,
    ],
    [
      'another key',
      { KERNEL_CUSTOM_HEADERS: 'AUTHORIZATION: Bearer a-secret' },
      `${LINE} sets authorization, which the suite sets itself: remove it.`,
    ],
    [
      'a header twice',
      { KERNEL_CUSTOM_HEADERS: 'x-a: 1\nX-A: 2' },
      'Line 2 of KERNEL_CUSTOM_HEADERS sets x-a a second time: keep one of them.',
    ],
    [
      'an empty value',
      { KERNEL_CUSTOM_HEADERS: 'x-a:' },
      `${LINE} gives x-a no value: give one, or remove the line.`,
    ],
    [
      'a value that cannot be sent',
      { KERNEL_CUSTOM_HEADERS: 'x-a: é' },
      `${LINE} gives x-a characters that no header can carry.`,
    ],
    [
      'two projects',
      { KERNEL_CUSTOM_HEADERS: 'X-Kernel-Project-Id: a', KERNEL_PROJECT: 'b' },
      'KERNEL_PROJECT and KERNEL_CUSTOM_HEADERS both set X-Kernel-Project-Id: leave one of them out.',
    ],
    [
      'half a client certificate',
      { KERNEL_CLIENT_CERT: 'client.pem' },
      'KERNEL_CLIENT_CERT is set but KERNEL_CLIENT_KEY is not: a client certificate takes both files.',
    ],
  ];
  for (const [what, environment, problem] of problems) {
    it(`does not take ${what}`, () => {
      expect(reachOf(environment)).to.deep.equal([problem]);
    });
  }

  it('takes a client certificate only with its own key', () => {
    const folder = newFolder();
    const { file } = makeCertificates(folder);
    const pair = (cert: string, key: string) =>
      reachOf({ KERNEL_CLIENT_CERT: file(cert), KERNEL_CLIENT_KEY: file(key) });
    expect(pair('client.pem', 'client.key')).to.deep.equal({
      ...STRAIGHT,
      clientCertificate: { cert: file('client.pem'), key: file('client.key') },
    });
    expect(pair('client.pem', 'server.key')).to.deep.equal([
      'KERNEL_CLIENT_KEY is not the key of the certificate in KERNEL_CLIENT_CERT: give the pair.',
    ]);
    const toLoopback = { KERNEL_BASE_URL: 'http://localhost:8080', KERNEL_CLIENT_CERT: file('client.pem') };
    expect(reachOf({ ...toLoopback, KERNEL_CLIENT_KEY: file('client.key') })).to.deep.equal([
      'KERNEL_CLIENT_CERT is set but KERNEL_BASE_URL is plain http, which shows nobody a certificate: give an https URL, or unset KERNEL_CLIENT_CERT and KERNEL_CLIENT_KEY.',
    ]);
    writeFileSync(path.join(folder, 'broken.pem'), 'a-secret');
    expect(pair('broken.pem', 'missing.key')).to.deep.equal([
      `KERNEL_CLIENT_CERT is "${file('broken.pem')}", which does not hold a certificate in PEM form.`,
      `KERNEL_CLIENT_KEY is "${file('missing.key')}", which cannot be read (ENOENT).`,
    ]);
  });
});
