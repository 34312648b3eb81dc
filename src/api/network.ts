import type http from 'node:http';
import https from 'node:https';
import { readFileSync } from 'node:fs';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Reach } from '../model/settings.js';

/** How the two clients of a run get to an API. */
export interface Network {
  /** For what goes through node:https. */
  readonly agent: http.Agent;
  readonly fetch: typeof fetch;
}

const NODES_OWN = https.globalAgent;

/**
 * Node 20 knows neither proxies nor client certificates by itself. A run that needs neither keeps Node's own agent and
 * fetch.
 */
export function openNetwork({
  proxy,
  clientCertificate,
}: Pick<Reach, 'proxy' | 'clientCertificate'>): Network {
  if (proxy === undefined && clientCertificate === undefined) return { agent: NODES_OWN, fetch };
  const identity = identityOf(clientCertificate);
  return {
    agent:
      proxy === undefined ? new https.Agent({ keepAlive: true, ...identity }) : new Tunnel(proxy, identity),
    fetch: createFetch(proxy, identity),
  };
}

/** A fetch that opens a connection for each request. */
export function fetchAfresh({
  proxy,
  clientCertificate,
}: Pick<Reach, 'proxy' | 'clientCertificate'>): typeof fetch {
  return createFetch(proxy, identityOf(clientCertificate), { pipelining: 0 });
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

/** undici is what Node's own fetch is made of; loaded only where it is needed. */
function createFetch(proxy: string | undefined, identity: object, further: object = {}): typeof fetch {
  const opened = import('undici').then(({ Agent, ProxyAgent, fetch }) => ({
    fetch,
    dispatcher:
      proxy === undefined
        ? new Agent({ ...further, connect: identity })
        : new ProxyAgent({ ...further, uri: proxy, requestTls: identity }),
  }));
  return async (input, init) => {
    const { fetch, dispatcher } = await opened;
    const { method = 'GET', headers, body, redirect = 'follow', signal = null } = init ?? {};
    return fetch(input instanceof Request ? input.url : input, {
      ...{ method, redirect, signal, dispatcher },
      headers: [...new Headers(headers)],
      ...(typeof body === 'string' ? { body } : {}), // the SDK sends nothing else
    });
  };
}
