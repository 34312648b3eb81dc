import type { Answer } from '../../src/reference-server/answer.js';
import type { Call } from '../../src/reference-server/http.js';
import { checkByHand } from './check-by-hand.js';
import { decodeUpdate } from './decode-update.js';
import type { Role } from './role.js';

/**
 * The production API, as far as public reports tell: a Go service whose generated code decodes bodies, and whose
 * handlers check by hand what they need. Its types are generated from the document; the rest of the schema is not
 * enforced.
 */
export const production: Role = {
  name: 'production',
  sentence: 'Decodes bodies as Go does, and enforces little of the schema.',
  reach: 'PATCH of a session',
  how: ({ document, steps }) => ({
    steps: {
      parseBody: (bytes, type) => (bytes ? decodeUpdate(bytes) : steps.parseBody(bytes, type)),
      validate: checkByHand(document),
    },
    around: decodingFirst,
  }),
};

/** Generated code decodes the body before it calls the handler, which looks for the session. */
function decodingFirst(call: Call, answer: (call: Call) => Answer): Answer {
  const given = answer(call);
  const isOfSession = given.status === 404 || given.status === 500;
  if (!isOfSession || call.body === undefined) return given;
  const body = decodeUpdate(call.body);
  return 'refusal' in body ? body.refusal : given;
}
