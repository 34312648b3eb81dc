import { lstatSync, readFileSync } from 'node:fs';
import { readEnvLines, type EnvFile } from './env-lines.js';
import { ENV_FILE_NAME } from './names.js';

/**
 * Reads `.env`, which need not be there, or the file that is named in its place, which has to be. What cannot be read
 * says nothing of the API to check: it must not turn a gate green on the reference server.
 */
export function readEnvFile(named: string | undefined): EnvFile {
  const file = named ?? '.env';
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'for an unknown reason';
    return withProblems(code === 'ENOENT' ? missing(named) : [unreadable(file, code)]);
  }
  const text = decoded(bytes);
  if (text !== undefined) return readEnvLines(text, file);
  const encoding = isUtf16(bytes) ? 'is in UTF-16, as some Windows programs write it' : 'is not in UTF-8';
  return withProblems([`${file} ${encoding}: save it as UTF-8.`]);
}

function withProblems(problems: readonly string[]): EnvFile {
  return { values: {}, problems };
}

function missing(named: string | undefined): string[] {
  if (named !== undefined) return [`${ENV_FILE_NAME} is "${named}", but there is no such file.`];
  const isLink = lstatSync('.env', { throwIfNoEntry: false }) !== undefined;
  return isLink ? ['.env is a link to a file that is not there: fix or remove the link.'] : [];
}

function unreadable(file: string, code: string): string {
  if (code === 'EISDIR') return `${file} is a folder: name a file with settings, or remove the folder.`;
  return `${file} cannot be read (${code}): make it readable, or remove it.`;
}

/** The text without a byte order mark; undefined where it is not UTF-8. */
function decoded(bytes: Buffer): string | undefined {
  if (isUtf16(bytes)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** By its byte order mark, or by the zeros that pad the letters of every name. */
function isUtf16(bytes: Buffer): boolean {
  return bytes.includes(0) || ['fffe', 'feff'].includes(bytes.subarray(0, 2).toString('hex'));
}
