import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Reach } from '../model/settings.js';
import type { Values } from './values.js';

/** Reads the names of the two files, and finds out now whether they can be used and belong together. */
export function readClientCertificate(values: Values): Reach['clientCertificate'] {
  const cert = values.filled('KERNEL_CLIENT_CERT', 'give a file with a client certificate, or unset it');
  const key = values.filled(
    'KERNEL_CLIENT_KEY',
    'give the file with the key of KERNEL_CLIENT_CERT, or unset it',
  );
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    const [given, lacking] =
      cert === undefined
        ? ['KERNEL_CLIENT_KEY', 'KERNEL_CLIENT_CERT']
        : ['KERNEL_CLIENT_CERT', 'KERNEL_CLIENT_KEY'];
    values.problems.push(`${given} is set but ${lacking} is not: a client certificate takes both files.`);
    return undefined;
  }
  const certificate = parsed(
    values,
    { name: 'KERNEL_CLIENT_CERT', file: cert, is: 'a certificate' },
    (text) => new X509Certificate(text),
  );
  const privateKey = parsed(
    values,
    { name: 'KERNEL_CLIENT_KEY', file: key, is: 'a private key without a passphrase' },
    createPrivateKey,
  );
  if (certificate === undefined || privateKey === undefined) return undefined;
  if (certificate.checkPrivateKey(privateKey)) return { cert, key };
  values.problems.push(
    'KERNEL_CLIENT_KEY is not the key of the certificate in KERNEL_CLIENT_CERT: give the pair.',
  );
  return undefined;
}

/** What a file holds; what is wrong with it is noted without a word of it, since it may be a key. */
function parsed<T>(
  { problems }: Values,
  { name, file, is }: { readonly name: string; readonly file: string; readonly is: string },
  parse: (text: string) => T,
): T | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    problems.push(`${name} is "${file}", which cannot be read (${code}).`);
    return undefined;
  }
  try {
    return parse(text);
  } catch {
    problems.push(`${name} is "${file}", which does not hold ${is} in PEM form.`);
    return undefined;
  }
}
