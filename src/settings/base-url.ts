import { isIP } from 'node:net';

/**
 * Reads the URL of the API to check.
 * @param problems takes what is wrong with it.
 * @returns it without a trailing slash; undefined where it is no URL.
 */
export function parseBaseUrl(text: string, problems: string[]): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    // Not shown: what is no URL may be a key in the wrong place, or hold a password that cannot be recognized.
    problems.push('KERNEL_BASE_URL is not an http or https URL: give one such as https://api.onkernel.com.');
    return undefined;
  }
  const shown = normal(url);
  if (url.username !== '' || url.password !== '') {
    problems.push(
      `KERNEL_BASE_URL is "${shown}": it must not hold a user or password; the key goes to KERNEL_API_KEY.`,
    );
  }
  if (url.search !== '' || url.hash !== '') {
    problems.push(`KERNEL_BASE_URL is "${shown}": it must not hold a query or a fragment.`);
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    problems.push(`KERNEL_BASE_URL is "${shown}": a key goes over plain http to loopback only; use https.`);
  }
  return shown;
}

/** A URL as settings hold it, to be compared with theirs; undefined where the text is no http or https URL. */
export function normalBaseUrl(text: string): string | undefined {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  return url !== undefined && ['http:', 'https:'].includes(url.protocol) ? normal(url) : undefined;
}

/** Without user, password, query, fragment and trailing slash. */
function normal(url: URL): string {
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** Does a host name of a URL mean this machine? */
export function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}
