import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';

/** The host that the certificate is for; no name server knows it. */
export const TLS_HOST = 'api.contract.test';

/** A CA of our own, and what it has signed: for a server, and for a client. */
export interface Certificates {
  /** Path of a file below the folder: `ca.pem`, `server.pem`, `server.key`, `client.pem`, `client.key`. */
  readonly file: (name: string) => string;
}

/** Makes certificates in a folder, with the openssl command. */
export function makeCertificates(folder: string): Certificates {
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...key, '-subj', '/CN=own-ca', '-keyout', file('ca.key'), '-out', file('ca.pem'));
  for (const name of ['server', 'client']) {
    const signing = ['-CA', file('ca.pem'), '-CAkey', file('ca.key')];
    const host = ['-addext', `subjectAltName=DNS:${TLS_HOST}`, '-subj', `/CN=${name}`];
    openssl('req', '-x509', ...key, ...signing, ...host, ...out(name));
  }
  return { file };

  function out(name: string): string[] {
    return ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
  }
}

/** A TLS server in front of an API that lets nobody in without a client certificate. */
export interface TlsFront {
  readonly port: number;
  /** The headers of every request that came in. */
  readonly received: readonly http.IncomingHttpHeaders[];
  close(): Promise<void>;
}

export async function startTlsFront(api: string, { file }: Certificates): Promise<TlsFront> {
  const received: http.IncomingHttpHeaders[] = [];
  const tls = {
    cert: readFileSync(file('server.pem')),
    key: readFileSync(file('server.key')),
    ca: readFileSync(file('ca.pem')),
    requestCert: true,
    rejectUnauthorized: true,
  };
  const server = https.createServer(tls, (incoming, outgoing) => {
    const { method, headers, url = '' } = incoming;
    received.push(headers);
    const passed = http.request(api + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
