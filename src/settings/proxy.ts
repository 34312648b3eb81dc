import { isLoopback } from './base-url.js';
import type { Environment } from './values.js';

/** What is looked up, the first one first: lower case wins, as with curl; a proxy for http serves https as a last resort. */
const PROXY_NAMES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/**
 * The proxy through which an API is reached. Never one for loopback: what is on this machine is no proxy's business, and
 * plain http, which only loopback may use, would show a proxy the key.
 * @param problems takes what is wrong with the setting, without quoting it: it may hold a password.
 */
export function proxyFor(baseUrl: string, environment: Environment, problems: string[]): string | undefined {
  const api = new URL(baseUrl);
  if (isLoopback(api.hostname) || isExempt(api, environment.no_proxy ?? environment.NO_PROXY ?? ''))
    return undefined;
  const name = PROXY_NAMES.find((candidate) => (environment[candidate] ?? '').trim() !== '');
  if (name === undefined) return undefined;
  const text = (environment[name] ?? '').trim();
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`; // curl takes host:port, too
  if (URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)) return url;
  problems.push(
    `${name} is not the URL of an http or https proxy: give one such as http://proxy.example.com:3128, or exempt the API with NO_PROXY.`,
  );
  return undefined;
}

/** Host names, each with all names below it, perhaps with a port; `*` exempts everything. */
function isExempt({ hostname, port }: URL, list: string): boolean {
  const entries = list.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => {
    const [, host = '', only = ''] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (host === '*') return true;
    const name = host.replace(/^\*?\./, '');
    if (name === '' || (only !== '' && only !== (port === '' ? '443' : port))) return false;
    return hostname === name || hostname.endsWith(`.${name}`);
  });
}
