import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject } from '../model/json.js';
import type { ContractDocument } from './document.js';
import { operationOf } from './operation.js';

/**
 * Reads an OpenAPI document (YAML or JSON).
 * @throws Error in a whole sentence when the file cannot be read or does not describe the operation.
 */
export function loadDocument(file: string): ContractDocument {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Error(`The contract document ${file} cannot be read: ${message(error)}.`);
  }
  let root: unknown;
  try {
    root = parse(bytes.toString('utf8')); // YAML 1.2 contains JSON
  } catch (error) {
    throw new Error(`The contract document ${file} is neither YAML nor JSON: ${message(error)}.`);
  }
  if (!isObject(root)) throw new Error(`The contract document ${file} does not hold an object.`);
  const document = { file, hash: createHash('sha256').update(bytes).digest('hex'), root };
  operationOf(document);
  return document;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
