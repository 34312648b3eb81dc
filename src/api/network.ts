import http from 'node:http';
import https from 'node:https';
import { readFileSync } from 'node:fs';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { STRAIGHT, type Reach, type Target } from '../model/settings.js';

const NODES_OWN = https.globalAgent;

/** What an agent is made from. */
interface Way {
  readonly target: Pick<Target, 'baseUrl'>;
  readonly reach?: Reach;
  readonly timeoutMs: number;
}

/** Both clients of a run ask for the agent of the same connection; with one each, they would share nothing. */
const agents = new WeakMap<Way, http.Agent>();

/**
 * The connections by which an API is reached, the same at each call. Node 20 knows neither proxies nor client certificates
 * by itself; a run that needs neither keeps Node's own agent.
 */
export function agentFor(way: Way): http.Agent {
  const agent = agents.get(way) ?? newAgent(way);
  agents.set(way, agent);
  return agent;
}

function newAgent({ target, reach = STRAIGHT, timeoutMs }: Way): http.Agent {
  const { proxy, clientCertificate } = reach;
  if (!target.baseUrl.startsWith('https:')) return http.globalAgent;
  if (proxy === undefined && clientCertificate === undefined) return NODES_OWN;
  const identity = identityOf(clientCertificate);
  return proxy === undefined
    ? new https.Agent({ keepAlive: true, ...identity })
    : new Tunnel(proxy, identity, timeoutMs);
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
 * tunnel as if the API had answered it. A proxy that answers nothing it would wait for without end: Node does not say that
 * a request was given up which has no connection yet.
 */
class Tunnel extends HttpsProxyAgent<string> {
  readonly #identity: object;
  readonly #timeoutMs: number;
  constructor(proxy: string, identity: object, timeoutMs: number) {
    super(proxy, { keepAlive: true });
    this.#identity = identity;
    this.#timeoutMs = timeoutMs;
  }
  override async connect(
    request: http.ClientRequest,
    options: Parameters<HttpsProxyAgent<string>['connect']>[1],
  ): ReturnType<HttpsProxyAgent<string>['connect']> {
    let status = 0;
    request.once('proxyConnect', (answer: { readonly statusCode: number }) => (status = answer.statusCode));
    const opening = new AbortController();
    const timer = setTimeout(() => opening.abort(), this.#timeoutMs);
    this.connectOpts = { ...this.connectOpts, signal: opening.signal }; // read before the first wait
    const socket = await super
      .connect(request, { ...options, ...this.#identity })
      .finally(() => clearTimeout(timer));
    if (status === 200) return socket;
    socket.destroy();
    throw new Error(`the proxy ${proxyName(this.proxy.href)} answered ${status} instead of opening a tunnel`);
  }
}
