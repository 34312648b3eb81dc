import { isObject, type JsonObject } from '../model/json.js';
import { expectNoCircles } from './circles.js';
import { responsesOf } from './declared-responses.js';
import type { ContractDocument } from './document.js';
import { openDocumentFiles } from './document-files.js';
import { gather } from './gather.js';
import { likelyPaths, requestSchemaOf } from './operation.js';

/**
 * Reads an OpenAPI document of 3.0, 3.1 or 3.2 (YAML or JSON), and the files in its folder that it refers to.
 * @throws Error in a whole sentence when it cannot be read, or does not describe the operation with its body and responses.
 */
export function loadDocument(file: string): ContractDocument {
  const document = naming(file, () => read(file));
  requestSchemaOf(document);
  responsesOf(document);
  return document;
}

function read(file: string): ContractDocument {
  const files = openDocumentFiles(file);
  const root = files.main.value;
  if (!isObject(root)) throw new Error('does not hold an object');
  const siblings = doSiblingsCount(root);
  const document = { file, root: gather(files, likelyPaths(root), siblings), hash: files.hash() };
  expectNoCircles(document);
  return document;
}

/**
 * Do the members beside a `$ref` count? OpenAPI 3.0 has them ignored; a schema of 3.1 is one of JSON Schema 2020-12,
 * where they count. An unquoted `3.0` is a number in YAML.
 */
function doSiblingsCount({ openapi, swagger }: JsonObject): boolean {
  const given = openapi ?? swagger;
  if (given === undefined) throw new Error('does not say its version of OpenAPI (openapi: 3.1.0)');
  const version = /^3(?:\.([012])(?:\.\d+\S*)?)?$/.exec(
    typeof given === 'string' ? given : JSON.stringify(given),
  );
  if (openapi === undefined || version === null)
    throw new Error(
      `is written in version ${JSON.stringify(given)} of OpenAPI, and only 3.0, 3.1 and 3.2 are supported`,
    );
  return (version[1] ?? '0') !== '0';
}

/** Puts the file before what is wrong with it. */
function naming<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new Error(
      `The contract document ${file} ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
