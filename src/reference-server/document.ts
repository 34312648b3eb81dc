import { isObject, type JsonObject } from '../model/json.js';
import { inJsonSchema } from './dialect.js';
import { blaming } from './document-error.js';
import { answerContent, findOperation, requestBodyOf } from './operation.js';
import { withOtherFiles } from './other-files.js';
import { checkReach } from './reach.js';
import { parseText, readText } from './read-text.js';

/** Documents by their text: tests that start hundreds of reference servers read theirs once. It is never changed. */
const known = new Map<string, JsonObject>();

/**
 * Reads the document that the reference server plays, together with the files that it refers to, and says its schemas in
 * JSON Schema 2020-12. It does not use `src/contract` for it: what misreads the document there must not misread it here
 * as well.
 * @throws DocumentError in a whole sentence when the file cannot be read, or an update cannot be played by it.
 */
export function readDocument(file: string): JsonObject {
  return blaming(file, () => {
    const text = readText(file);
    const before = known.get(text);
    if (before !== undefined) return before;
    const root = parseText(file, text);
    if (!isObject(root)) throw new Error('it does not hold an object');
    const bundled = withOtherFiles(file, root);
    const document = inJsonSchema(bundled);
    checkOperations(document);
    if (!Object.hasOwn(bundled, 'x-files')) known.set(text, document); // other files may change
    return document;
  });
}

function checkOperations(document: JsonObject): void {
  const update = findOperation(document, 'patch');
  if (update === undefined) throw new Error('it does not describe PATCH of /browsers/{id}');
  const read = findOperation(document, 'get');
  checkReach(document, [update.pointer, ...(read === undefined ? [] : [read.pointer])]);
  requestBodyOf(document, update);
  if (answerContent(document, update, 200) === undefined) {
    throw new Error(`${update.pointer} declares no answer of status 200 with a JSON schema`);
  }
}
