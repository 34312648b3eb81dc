import { sameJson, valueAt, type Json, type JsonObject } from '../model/json.js';
import { authorise, authoriseByKey, permit } from './access.js';
import { applyUpdate } from './apply-update.js';
import { credentialsOf } from './credentials.js';
import { findSession } from './find-session.js';
import { write } from './http.js';
import { answerContent, findOperation, requestBodyOf } from './operation.js';
import { decidingBy, idByName, namesSessions } from './other-members.js';
import { parsingAs, type parseBody } from './parse-body.js';
import { representBrowser, specimen } from './represent.js';
import { compileSchemas, type Validate } from './request-schema.js';
import { pathOf } from './pointers.js';
import type { BrowserUpdate } from './requests.js';
import { shapeOf } from './show.js';
import type { decideUpdate } from './update-rules.js';
import type { Browser } from './world.js';

/** The way of a PATCH, step by step, in the order in which they are taken. */
export interface Steps {
  readonly authorise: typeof authorise;
  readonly permit: typeof permit;
  readonly findSession: typeof findSession;
  readonly parseBody: typeof parseBody;
  readonly validate: Validate<BrowserUpdate>;
  readonly decide: typeof decideUpdate;
  readonly apply: typeof applyUpdate;
  readonly represent: typeof representBrowser;
  /** A session as a read shows it, by the session and its representation. */
  readonly read: (browser: Browser, body: JsonObject) => JsonObject;
  readonly write: typeof write;
}

/** Making them compiles schemas: once for each document. */
const known = new WeakMap<JsonObject, Steps>();

/**
 * The steps as the document wants them. A deviating server replaces a step here, and nowhere else.
 * @throws Error where the document wants something that is not played.
 */
export function conformingSteps(document: JsonObject): Steps {
  const steps = known.get(document) ?? makeSteps(document);
  known.set(document, steps);
  return steps;
}

function makeSteps(document: JsonObject): Steps {
  return {
    authorise: credentialsOf(document).scheme === 'Bearer' ? authorise : authoriseByKey,
    permit,
    findSession: namesSessions(document)
      ? (world, id) => findSession(world, idByName(world, id))
      : findSession,
    parseBody: parsingBy(document),
    validate: compileSchemas(document).update,
    decide: decidingBy(document),
    apply: applyUpdate,
    represent: representingBy(document),
    read: readingBy(document),
    write,
  };
}

function parsingBy(document: JsonObject): Steps['parseBody'] {
  const update = findOperation(document, 'patch');
  return parsingAs(update === undefined ? [] : requestBodyOf(document, update).mediaTypes);
}

/** Answers show a session as the document wants it shown after an update. */
function representingBy(document: JsonObject): typeof representBrowser {
  const update = findOperation(document, 'patch');
  const content = update && answerContent(document, update, 200);
  if (content === undefined) return representBrowser;
  const shape = shapeOf(document, content.schema, specimen());
  return (browser, now) => shape.complete(representBrowser(browser, now), browser.more);
}

/** Shows a session to whoever reads it, from what an answer to an update shows of it. */
function readingBy(document: JsonObject): Steps['read'] {
  const [update, read] = [findOperation(document, 'patch'), findOperation(document, 'get')];
  const shown = update && answerContent(document, update, 200);
  const content = read && answerContent(document, read, 200);
  const schemaAt = (pointer: string): Json | undefined => valueAt(document, pathOf(pointer));
  if (content === undefined || sameJson(schemaAt(content.schema), shown && schemaAt(shown.schema))) {
    return (_, body) => body;
  }
  const shape = shapeOf(document, content.schema, specimen());
  const known = specimen();
  // What only updates are answered with is not shown to readers, and the other way round.
  const isKnown = ([name]: [string, Json]): boolean => Object.hasOwn(known, name);
  return ({ more }, body) => shape.complete(Object.fromEntries(Object.entries(body).filter(isKnown)), more);
}
