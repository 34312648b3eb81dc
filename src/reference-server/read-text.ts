import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';

/** Larger files are no documents of an API; YAML, which takes a hundred times its size in memory, has a bound of its own. */
const LARGEST_BYTES = 16 * 1024 * 1024;
const LARGEST_YAML_BYTES = 2 * 1024 * 1024;

/**
 * The text of a regular file: reading a device or a pipe may never end.
 * @throws Error with the reason.
 */
export function readText(file: string): string {
  const seen = statSync(file);
  if (!seen.isFile()) throw new Error(`${file} is no regular file`);
  if (seen.size > LARGEST_BYTES) throw new Error(`${file} has more than ${inMb(LARGEST_BYTES)}`);
  return readFileSync(file, 'utf8');
}

/**
 * Parses YAML, with merge keys, or JSON, which a far quicker parser reads.
 * @throws Error with the parser's words.
 */
export function parseText(file: string, text: string): unknown {
  if (/^\s*[{[]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch (error) {
      if (file.endsWith('.json')) throw error;
      // YAML may begin with a brace, too.
    }
  }
  if (text.length > LARGEST_YAML_BYTES) {
    throw new Error(`${file} is YAML of more than ${inMb(LARGEST_YAML_BYTES)}: convert it to JSON`);
  }
  return parse(text, { merge: true, logLevel: 'error' });
}

function inMb(bytes: number): string {
  return `${bytes / 1024 / 1024} MB`;
}
