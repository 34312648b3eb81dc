import { json, type Answer } from '../../src/reference-server/answer.js';
import {
  objectIn,
  onBody,
  onStatus,
  textIn,
  withText,
  withType,
} from '../../src/reference-server/rewriting.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';

const CONTENT = `${response(200)}/content/application~1json`;
const RESPONSES = `${PATCH}/responses`;

/** Mistakes in what surrounds the members of a 200: its status, its headers, its bytes, its outermost shape. */
export const responseEnvelope: readonly Mutant[] = inArea('response body', [
  shaped('wrapped-in-data', 'The session of a 200 stands inside an object, as its member data.', (answer) =>
    withText(answer, `{"data":${textIn(answer)}}`),
  ),
  shaped('wrapped-in-browser', 'The session of a 200 stands inside an object, as browser.', (answer) =>
    withText(answer, `{"browser":${textIn(answer)}}`),
  ),
  shaped('in-an-array', 'The session of a 200 is the only item of an array.', (answer) =>
    withText(answer, `[${textIn(answer)}]`),
  ),
  shaped('null', 'The body of a 200 is null.', (answer) => withText(answer, 'null')),
  shaped('empty-object', 'The body of a 200 is an empty object.', (answer) => withText(answer, '{}')),
  shaped('empty', 'The body of a 200 is empty.', (answer) => withText(answer, '')),
  shaped('error-inside', 'A 200 holds an Error in place of the session.', (answer) =>
    withText(answer, '{"code":"internal_error","message":"The session could not be updated."}'),
  ),
  shaped('trailing-garbage', 'Text follows the JSON of a 200.', (answer) =>
    withText(answer, `${textIn(answer)}\nok`),
  ),
  shaped('nan', 'A 200 writes a number as NaN.', (answer) =>
    withText(answer, textIn(answer).replace(/"uptime_ms":\d+/, '"uptime_ms":NaN')),
  ),
  shaped('in-latin-1', 'The JSON of a 200 is encoded in Latin-1.', (answer) => ({
    ...answer,
    body: Buffer.from(textIn(answer), 'latin1'),
  })),
  shaped(
    'cut-by-its-characters',
    'As many bytes of a 200 are sent as its JSON has characters.',
    (answer) => ({
      ...answer,
      body: Buffer.from(textIn(answer)).subarray(0, textIn(answer).length),
    }),
  ),
  typed('text-plain', 'text/plain'),
  typed('problem-json', 'application/problem+json'),
  {
    name: 'response-without-type',
    sentence: 'A 200 says nothing about its content type.',
    clause: CONTENT,
    how: onStatus(200, (answer) => withType(answer, undefined)),
  },
  ...[201, 202].map((status): Row => ({
    name: `response-status-${status}`,
    sentence: `An update that was applied is answered with ${status}.`,
    clause: RESPONSES,
    how: onStatus(200, (answer) => ({ ...answer, status })),
  })),
  {
    name: 'response-status-204',
    sentence: 'An update that was applied is answered with 204 and no body.',
    clause: RESPONSES,
    how: onStatus(200, () => ({ status: 204, headers: {}, body: undefined })),
  },
  {
    name: 'response-redirects',
    sentence: 'An update that was applied is answered with 303 and the way to the session.',
    clause: RESPONSES,
    how: onStatus(200, (answer) => {
      const id = objectIn(answer)?.session_id;
      const place = typeof id === 'string' ? `/browsers/${id}` : '/browsers';
      return { ...answer, status: 303, headers: { ...answer.headers, Location: place } };
    }),
  },
  {
    name: 'response-error-beside-session',
    sentence: 'A 200 shows only the session_id, beside an error.',
    clause: schema('Browser/required'),
    how: onBody(200, (body) => ({ session_id: body.session_id ?? null, error: { code: 'internal_error' } })),
  },
  {
    name: 'response-success-only',
    sentence: 'A 200 only says that the update was done.',
    clause: schema('Browser/required'),
    how: onStatus(200, () => json(200, { success: true })),
  },
]);

function shaped(slug: string, sentence: string, rewrite: (answer: Answer) => Answer): Row {
  return { name: `response-${slug}`, sentence, clause: `${CONTENT}/schema`, how: onStatus(200, rewrite) };
}

function typed(slug: string, type: string): Row {
  return {
    name: `response-type-${slug}`,
    sentence: `The JSON of a 200 is labelled as ${type}.`,
    clause: CONTENT,
    how: onStatus(200, (answer) => withType(answer, type)),
  };
}
