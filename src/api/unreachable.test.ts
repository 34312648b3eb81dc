import { expect } from 'chai';
import { STRAIGHT } from '../model/settings.js';
import { remedyFor } from './unreachable.js';

const HTTPS = 'https://api.example.com';
const CHECK = 'check KERNEL_BASE_URL and the network';
const GIVE = 'give one in KERNEL_CLIENT_CERT and KERNEL_CLIENT_KEY';

describe('the remedy for an API that cannot be reached', () => {
  const rows: [why: string, baseUrl: string, remedy: RegExp | string][] = [
    ['self-signed certificate in certificate chain', HTTPS, /NODE_EXTRA_CA_CERTS/],
    ['unable to verify the first certificate', HTTPS, /NODE_EXTRA_CA_CERTS/],
    ['unable to get local issuer certificate', HTTPS, /NODE_EXTRA_CA_CERTS/],
    ['SSL routines:ssl3_read_bytes:tlsv13 alert certificate required', HTTPS, /KERNEL_CLIENT_CERT/],
    ['getaddrinfo ENOTFOUND api.example.com', HTTPS, CHECK],
    ['other side closed', 'http://127.0.0.1:80', CHECK],
    ['other side closed', HTTPS, `${CHECK}; if the API wants a client certificate, ${GIVE}`],
  ];
  for (const [why, baseUrl, remedy] of rows) {
    it(`of "${why}" at ${baseUrl}`, () => {
      expect(remedyFor(why, baseUrl, STRAIGHT)).to.match(
        typeof remedy === 'string' ? new RegExp(`^${remedy}$`) : remedy,
      );
    });
  }
});
