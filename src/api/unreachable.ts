import type { Reach } from '../model/settings.js';

/** Failures of TLS whose remedy is another than to look at the network, by what OpenSSL or Node says. */
const UNTRUSTED = /self.signed certificate|unable to (?:verify|get local issuer|get issuer)/i;
const NEEDS_CERTIFICATE = /certificate required|bad certificate|handshake failure|unknown ca/i;
/** What is left of the same where the server closes before its reason is read. */
const CLOSED = /other side closed|socket hang up|ECONNRESET/;

const GIVE_CERTIFICATE = 'KERNEL_CLIENT_CERT and KERNEL_CLIENT_KEY';

/** What to do where no answer came, in an imperative. @param why what the network said. */
export function remedyFor(
  why: string,
  baseUrl: string,
  { proxy, clientCertificate }: Pick<Reach, 'proxy' | 'clientCertificate'>,
): string {
  if (UNTRUSTED.test(why)) {
    return 'if the certificate is of a CA of your own, name the file of that CA in NODE_EXTRA_CA_CERTS, in the environment, since Node does not read it from .env';
  }
  if (NEEDS_CERTIFICATE.test(why)) {
    return `the server wants a client certificate that it trusts: give one in ${GIVE_CERTIFICATE}`;
  }
  const longer = why.includes('CONTRACT_TIMEOUT_MS') ? ', or raise CONTRACT_TIMEOUT_MS' : '';
  const look = proxy === undefined ? '' : 'HTTPS_PROXY, NO_PROXY ';
  const isBare = baseUrl.startsWith('https:') && clientCertificate === undefined && CLOSED.test(why);
  const perhaps = isBare ? `; if the API wants a client certificate, give one in ${GIVE_CERTIFICATE}` : '';
  return `check KERNEL_BASE_URL${look === '' ? ' ' : `, ${look}`}and the network${longer}${perhaps}`;
}
