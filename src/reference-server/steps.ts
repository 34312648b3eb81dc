import { authorise, permit } from './access.js';
import { applyUpdate } from './apply-update.js';
import { findSession } from './find-session.js';
import { write } from './http.js';
import { parseBody } from './parse-body.js';
import { representBrowser } from './represent.js';
import type { Schemas, Validate } from './request-schema.js';
import type { BrowserUpdate } from './requests.js';
import { decideUpdate } from './update-rules.js';

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
  readonly write: typeof write;
}

/** The steps as the document wants them. A deviating server replaces a step here, and nowhere else. */
export function conformingSteps(schemas: Schemas): Steps {
  return {
    authorise,
    permit,
    findSession,
    parseBody,
    validate: schemas.update,
    decide: decideUpdate,
    apply: applyUpdate,
    represent: representBrowser,
    write,
  };
}
