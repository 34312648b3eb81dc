import { badRequest } from '../../src/reference-server/answer.js';
import { crashingOn, isJson, readingText, textOf } from './body-text.js';
import { inArea, PATCH, response, schema, type Mutant, type Row } from './mutant.js';

const CONTENT = `${PATCH}/requestBody/content/application~1json`;
const REQUIRED = `${PATCH}/requestBody/required`;
const TYPE = schema('BrowserUpdateRequest/type');

/** Mistakes about bodies as a whole: what is JSON, what is an object, what is there at all. */
export const wholeBodies: readonly Mutant[] = inArea('whole update', [
  takes('empty-body-accepted', 'An update without a body is accepted.', REQUIRED, (text) =>
    text.trim() === '' ? '{}' : text,
  ),
  takes('null-body-accepted', 'The body null is accepted as an update of nothing.', TYPE, (text) =>
    text.trim() === 'null' ? '{}' : text,
  ),
  takes('empty-array-accepted', 'An empty array is accepted as an update of nothing.', TYPE, (text) =>
    text.trim() === '[]' ? '{}' : text,
  ),
  takes('false-body-accepted', 'A body of false is accepted as an update of nothing.', TYPE, (text) =>
    text.trim() === 'false' ? '{}' : text,
  ),
  takes('array-body-accepted', 'An array is accepted as an update of nothing.', TYPE, (text) =>
    text.trim().startsWith('[') ? '{}' : text,
  ),
  takes('string-body-accepted', 'A string is accepted as an update of nothing.', TYPE, (text) =>
    /^"[^"]*"$/.test(text.trim()) ? '{}' : text,
  ),
  takes('number-body-accepted', 'A number is accepted as an update of nothing.', TYPE, (text) =>
    /^\d+$/.test(text.trim()) ? '{}' : text,
  ),
  takes(
    'array-of-updates-accepted',
    'The first update in an array is applied.',
    TYPE,
    (text) => /^\s*\[\s*(\{.*\})\s*\]\s*$/s.exec(text)?.[1] ?? text,
  ),
  takes('json-in-a-string-accepted', 'An update that is encoded twice is applied.', TYPE, (text) => {
    const inner = isString(text) ? String(JSON.parse(text)) : '';
    return inner.startsWith('{') ? inner : text;
  }),
  takes('truncated-body-accepted', 'JSON that ends too early is completed and applied.', CONTENT, completed),
  takes('trailing-text-accepted', 'Text after the JSON of an update is ignored.', CONTENT, (text) =>
    isJson(text) ? text : (/^.*\}(?=[^}]*$)/s.exec(text)?.[0] ?? text),
  ),
  takes('second-document-accepted', 'Of two updates in one body the first is applied.', CONTENT, (text) =>
    isJson(text) ? text : (/^\s*\{.*?\}(?=\s*\{)/s.exec(text)?.[0] ?? text),
  ),
  takes('trailing-comma-accepted', 'A comma before a closing brace is accepted.', CONTENT, (text) =>
    isJson(text) ? text : text.replaceAll(/,\s*\}/g, '}'),
  ),
  takes(
    'malformed-body-ignored',
    'A body that is not JSON is accepted as an update of nothing.',
    CONTENT,
    (text) => (text === '' || isJson(text) ? text : '{}'),
  ),
  {
    name: 'malformed-body-as-500',
    sentence: 'A body that is not JSON is answered with 500.',
    clause: response(400),
    how: crashingOn((call) => textOf(call) !== '' && !isJson(textOf(call))),
  },
  {
    name: 'empty-body-as-500',
    sentence: 'An update without a body is answered with 500.',
    clause: response(400),
    how: crashingOn((call) => textOf(call) === ''),
  },
  {
    name: 'invalid-body-as-422',
    sentence: 'An update that its schema refuses is answered with 422.',
    clause: `${PATCH}/responses`,
    how: (scene) => ({
      steps: {
        validate: (body) => {
          const verdict = scene.steps.validate(body);
          return 'refusal' in verdict ? { refusal: { ...verdict.refusal, status: 422 } } : verdict;
        },
      },
    }),
  },
  {
    name: 'malformed-body-as-415',
    sentence: 'A body that is not JSON is answered with 415.',
    clause: `${PATCH}/responses`,
    how: ({ steps }) => ({
      steps: {
        parseBody: (bytes, type) => {
          const verdict = steps.parseBody(bytes, type);
          return 'refusal' in verdict ? { refusal: { ...verdict.refusal, status: 415 } } : verdict;
        },
      },
    }),
  },
  {
    name: 'charset-parameter-refused',
    sentence: 'A content type of application/json with a charset is refused.',
    clause: CONTENT,
    how: ({ steps }) => ({
      steps: {
        parseBody: (bytes, type) =>
          type?.includes(';') === true
            ? { refusal: badRequest(['The content type must be application/json.']) }
            : steps.parseBody(bytes, type),
      },
    }),
  },
  {
    name: 'charset-in-capitals-refused',
    sentence: 'A charset that is written in capitals is refused.',
    clause: CONTENT,
    how: ({ steps }) => ({
      steps: {
        parseBody: (bytes, type) =>
          /charset=[A-Z]/.test(type ?? '')
            ? { refusal: badRequest(['The charset must be utf-8.']) }
            : steps.parseBody(bytes, type),
      },
    }),
  },
  {
    name: 'content-type-in-capitals-refused',
    sentence: 'A content type that is written with capitals is refused.',
    clause: CONTENT,
    how: ({ steps }) => ({
      steps: {
        parseBody: (bytes, type) =>
          /[A-Z]/.test(type ?? '')
            ? { refusal: badRequest(['The content type must be application/json.']) }
            : steps.parseBody(bytes, type),
      },
    }),
  },
  {
    name: 'empty-object-refused',
    sentence: 'An update that names nothing is refused.',
    clause: schema('BrowserUpdateRequest'),
    how: ({ steps }) => ({
      steps: {
        validate: (body) =>
          JSON.stringify(body) === '{}'
            ? { refusal: badRequest(['There is nothing to update.']) }
            : steps.validate(body),
      },
    }),
  },
  {
    name: 'deep-body-as-500',
    sentence: 'A deeply nested body is answered with 500.',
    clause: `${PATCH}/responses`,
    how: crashingOn((call) => /[[{]{50}/.test(textOf(call).replaceAll(/"[^"]*":/g, ''))),
  },
  {
    name: 'large-body-as-500',
    sentence: 'A body of more than 100 kB is answered with 500.',
    clause: `${PATCH}/responses`,
    how: crashingOn((call) => (call.body?.length ?? 0) > 100_000),
  },
  {
    name: 'unicode-body-as-500',
    sentence: 'A body with a letter outside ASCII is answered with 500.',
    clause: response(400),
    how: crashingOn((call) => /[^\0-\x7f]/.test(textOf(call))),
  },
]);

function takes(name: string, sentence: string, clause: string, misread: (text: string) => string): Row {
  return { name, sentence, clause, how: readingText(misread) };
}

function isString(given: string): boolean {
  return isJson(given) && given.trim().startsWith('"');
}

function completed(given: string): string {
  if (isJson(given) || !given.trim().startsWith('{')) return given;
  const ends = ['}', '}}', '"}', '"}}'].map((end) => given + end);
  return ends.find(isJson) ?? given;
}
