import { isObject, valueAt, type Json, type JsonObject } from '../../src/model/json.js';
import { secondValidator } from '../testing/second-validator.js';
import type { Written } from './written.js';

/** Says by a validator that nothing else here uses whether values fit the schemas of a document. */
export interface SecondOpinion {
  onRequest(body: Json): boolean;
  /** Undefined where the document declares no JSON for answers of that status. */
  onAnswer(status: number, body: Json): boolean | undefined;
}

/** An opinion on the update of a session, which knows both dialects. */
export function secondOpinion({ root, more }: Written): SecondOpinion {
  const update = operation(root);
  const made = new Map<string, (value: Json) => boolean>();
  const fits = (steps: readonly string[], ofRequests: boolean, value: Json): boolean => {
    const pointer = `#${steps.map((step) => `/${encodeURIComponent(step.replaceAll('/', '~1')).replaceAll('%2B', '+')}`).join('')}`;
    const isValid = made.get(pointer) ?? secondValidator(root, pointer, { ofRequests, more });
    made.set(pointer, isValid);
    return isValid(value);
  };
  return {
    onRequest: (body) => {
      const content = jsonIn(root, [...update, 'requestBody']);
      return content !== undefined && fits(content, true, body);
    },
    onAnswer: (status, body) => {
      const responses = valueAt(root, update.concat('responses'));
      const keys = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
      const key = keys.find((one) => isObject(responses) && Object.hasOwn(responses, one));
      const content = key === undefined ? undefined : jsonIn(root, [...update, 'responses', key]);
      return content === undefined ? undefined : fits(content, false, body);
    },
  };
}

function operation(root: JsonObject): string[] {
  const [name = ''] = Object.keys(isObject(root.paths) ? root.paths : {});
  return [...reached(root, ['paths', name]), 'patch'];
}

/** Where the schema of the first media type is. */
function jsonIn(root: JsonObject, steps: readonly string[]): string[] | undefined {
  const content = [...reached(root, steps), 'content'];
  const value = valueAt(root, content);
  const [type] = Object.keys(isObject(value) ? value : {});
  return type === undefined ? undefined : [...content, type, 'schema'];
}

/** Where the reference at a place leads to, or the place itself. */
function reached(root: JsonObject, steps: readonly string[]): readonly string[] {
  const value = valueAt(root, steps);
  return isObject(value) && typeof value.$ref === 'string' ? value.$ref.split('/').slice(1) : steps;
}
