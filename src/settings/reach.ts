import { STRAIGHT, type Reach } from '../model/settings.js';
import { readClientCertificate } from './client-certificate.js';
import { readExtraHeaders } from './extra-headers.js';
import { proxyFor } from './proxy.js';
import type { Environment, Values } from './values.js';

/**
 * Reads how the API is reached. What a developer has set for other programs (a proxy, the vendor's own variables) says
 * nothing where the embedded reference server is checked.
 * @param baseUrl the API; undefined for the reference server.
 */
export function readReach(values: Values, environment: Environment, baseUrl: string | undefined): Reach {
  const clientCertificate = readClientCertificate(values);
  if (baseUrl === undefined) return STRAIGHT;
  if (clientCertificate !== undefined && !baseUrl.startsWith('https:')) {
    values.problems.push(
      'KERNEL_CLIENT_CERT is set but KERNEL_BASE_URL is plain http, which shows nobody a certificate: give an https URL, or unset KERNEL_CLIENT_CERT and KERNEL_CLIENT_KEY.',
    );
  }
  return {
    proxy: proxyFor(baseUrl, environment, values.problems),
    headers: readExtraHeaders(environment, values.problems),
    clientCertificate,
  };
}
