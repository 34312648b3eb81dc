import type { JsonObject } from '../model/json.js';
import type { Answer } from './answer.js';
import type { Call } from './http.js';
import { answerContent, findOperation, type Operation } from './operation.js';
import { objectIn } from './rewriting.js';
import { createFits } from './schema-compiler.js';
import { shapeOf, type Shape } from './show.js';

/** Gives the refusal of an update the form that the document wants. */
export type Formed = (call: Call, answer: Answer) => Answer;

/** How refusals of one status look. */
interface Form {
  readonly mediaType: string;
  /** Undefined where the body fits as it is. */
  readonly shape: Shape | undefined;
}

const known = new WeakMap<JsonObject, Formed>();

/** Makes the function that gives refusals their form; most documents leave it nothing to do. */
export function errorShape(document: JsonObject): Formed {
  const before = known.get(document);
  if (before !== undefined) return before;
  const update = findOperation(document, 'patch');
  const forms = new Map<number, Form | undefined>();
  const formed: Formed = (call, answer) => {
    const body = objectIn(answer);
    if (call.method !== 'PATCH' || answer.status < 400 || body === undefined || update === undefined)
      return answer;
    if (!forms.has(answer.status)) forms.set(answer.status, formOf(document, update, answer.status));
    const form = forms.get(answer.status);
    if (form === undefined) return answer;
    const headers = { ...answer.headers, 'Content-Type': form.mediaType };
    return { ...answer, headers, body: form.shape?.complete(body) ?? body };
  };
  known.set(document, formed);
  return formed;
}

/** Undefined where the server's own form is the document's. */
function formOf(document: JsonObject, update: Operation, status: number): Form | undefined {
  const content = answerContent(document, update, status);
  if (content === undefined) return undefined;
  const specimen = { code: 'bad_request', message: 'Wrong.' };
  const fits = createFits(document)(content.schema, specimen);
  if (fits && content.mediaType === 'application/json') return undefined;
  return {
    mediaType: content.mediaType,
    shape: fits ? undefined : shapeOf(document, content.schema, specimen),
  };
}
