import http from 'node:http';
import https from 'node:https';
import { readFileSync } from 'node:fs';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Reach } from '../model/settings.js';

const NODES_OWN = https.globalAgent;

/**
 * The connections by which an API is reached. Node 20 knows neither proxies nor client certificates by itself; a run that
 * needs neither keeps Node's own agent.
 */
export function agentFor(
  baseUrl: string,
  { proxy, clientCertificate }: Pick<Reach, 'proxy' | 'clientCertificate'>,
): http.Agent {
  if (!baseUrl.startsWith('https:')) return http.globalAgent;
  if (proxy === undefined && clientCertificate === undefined) return NODES_OWN;
  const identity = identityOf(clientCertificate);
  return proxy === undefined
    ? new https.Agent({ keepAlive: true, ...identity })
    : new Tunnel(proxy, identity);
}

function identityOf(certificate: Reach['clientCertificate']): { cert?: Buffer; key?: Buffer } {
  if (certificate === undefined) return {};
  return { cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) };
}

/** `proxy.example.com:3128`, without user and password. */
export function proxyName(proxy: string): string {
  const { hostname, port, protocol } = new URL(proxy);
  return `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
}

/**
 * The library would show a client certificate to the proxy alone, and hands on what a proxy answers instead of opening a
 * tunnel as if the API had answered it.
 */
class Tunnel extends HttpsProxyAgent<string> {
  readonly #identity: object;
  constructor(proxy: string, identity: object) {
    super(proxy, { keepAlive: true });
    this.#identity = identity;
  }
  override async connect(
    request: http.ClientRequest,
    options: Parameters<HttpsProxyAgent<string>['connect']>[1],
  ): ReturnType<HttpsProxyAgent<string>['connect']> {
    let status = 0;
    request.once('proxyConnect', (answer: { readonly statusCode: number }) => (status = answer.statusCode));
    const socket = await super.connect(request, { ...options, ...this.#identity });
    if (status === 200) return socket;
    socket.destroy();
    throw new Error(`the proxy ${proxyName(this.proxy.href)} answered ${status} instead of opening a tunnel`);
  }
}
