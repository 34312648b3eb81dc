import type { Json, JsonObject } from '../../src/model/json.js';
import { objectIn, onStatus, textIn, withText, withType } from '../../src/reference-server/rewriting.js';
import type { Answer } from '../../src/reference-server/answer.js';
import { sessionIdOf, type How, type Scene } from '../../src/reference-server/deviation.js';
import type { Call } from '../../src/reference-server/http.js';
import { updateIn } from '../../src/reference-server/session-of-call.js';
import { inArea, response, schema, type Mutant, type Row } from './mutant.js';

const STATUSES = [400, 401, 403, 404, 500] as const;

/** Mistakes in the bodies of errors. The commonest are made under each status. */
export const errorBodies: readonly Mutant[] = inArea('error body', [
  ...STATUSES.flatMap((status) => [
    bodied(status, 'lacks-code: leaves out code', 'Error/required', (body) => without(body, 'code')),
    answered(status, 'text-plain: is its message as plain text', (answer) =>
      withType(withText(answer, messageIn(answer)), 'text/plain; charset=utf-8'),
    ),
    answered(status, 'problem-json: is a problem of RFC 9457', (answer) =>
      withType(
        { ...answer, body: { type: 'about:blank', title: 'Error', status, detail: messageIn(answer) } },
        'application/problem+json',
      ),
    ),
  ]),
  ...(['code', 'message'] as const).flatMap((member) =>
    ([400, 401, 404] as const).map((status) =>
      bodied(
        status,
        `${member}-empty: has an empty ${member}`,
        `Error/properties/${member}/description`,
        (body) => ({
          ...body,
          [member]: '',
        }),
      ),
    ),
  ),
  ...([400, 500] as const).flatMap((status) => [
    bodied(status, 'lacks-message: leaves out message', 'Error/required', (body) => without(body, 'message')),
    bodied(status, 'code-a-number: has a number as code', 'Error/properties/code/type', (body) => ({
      ...body,
      code: status,
    })),
    bodied(status, 'message-null: has null as message', 'Error/properties/message/type', (body) => ({
      ...body,
      message: null,
    })),
    bodied(status, 'wrapped: stands inside an object, as error', 'Error/required', (body) => ({
      error: body,
    })),
    answered(status, 'html: is an HTML page', (answer) =>
      withType(withText(answer, page(status)), 'text/html'),
    ),
    answered(status, 'empty: is empty', (answer) => withType(withText(answer, ''), undefined)),
  ]),
  ...([500] as const).map((status) =>
    bodied(status, 'without-members: has no members', 'Error/required', () => ({})),
  ),
  bodied(400, 'details-an-object: has an object as details', 'Error/properties/details/type', (body) => ({
    ...body,
    details: { field: 'invalid' },
  })),
  bodied(400, 'details-null: has null as details', 'Error/properties/details/type', (body) => ({
    ...body,
    details: null,
  })),
  ...repeating('in-latin-1', 'in Latin-1', (text) =>
    Buffer.from(JSON.stringify(text.replaceAll(/[^\0-\xff]/gu, '?')), 'latin1'),
  ),
  ...repeating('with-quotes-unescaped', 'without an escape for quotes', (text) =>
    Buffer.from(JSON.stringify(text).replaceAll('\\"', '"')),
  ).filter(({ name }) => name.includes('profile')),
  ...repeating('with-backslashes-unescaped', 'without an escape for backslashes', (text) =>
    Buffer.from(JSON.stringify(text).replaceAll('\\\\', '\\')),
  ).filter(({ name }) => !name.includes('404')),
  {
    name: 'error-404-repeats-the-id-unescaped',
    sentence: 'The body of a 404 repeats the id without an escape, so that a quote in it ends the text.',
    clause: response(404),
    how: () => ({
      around: (call, answer) => {
        const given = answer(call);
        const message = `There is no session ${sessionIdOf(call) ?? ''}.`;
        return given.status === 404 ? withText(given, `{"code":"not_found","message":"${message}"}`) : given;
      },
    }),
  },
  {
    name: 'error-400-repeats-the-proxy-unescaped',
    sentence:
      'The body of a 400 repeats the id of a proxy without an escape, so that a quote in it ends the text.',
    clause: response(400),
    how: (scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        const id = updateIn(scene, call)?.proxy_id;
        const message = `There is no proxy ${id ?? ''}.`;
        return given.status === 400 && id
          ? withText(given, `{"code":"bad_request","message":"${message}"}`)
          : given;
      },
    }),
  },
  bodied(400, 'details-of-strings: has strings in details', 'ErrorDetail/type', (body) => ({
    ...body,
    details: ['The request is invalid.'],
  })),
  bodied(
    400,
    'detail-code-a-number: has a number as code of a detail',
    'ErrorDetail/properties/code/type',
    (body) => ({
      ...body,
      details: [{ code: 7, message: 'The request is invalid.' }],
    }),
  ),
  ...([403, 500] as const).map((status) =>
    bodied(status, 'inner-error-null: has null as inner_error', 'Error/properties/inner_error', (body) => ({
      ...body,
      inner_error: null,
    })),
  ),
  bodied(
    400,
    'inner-error-a-string: has a string as inner_error',
    'Error/properties/inner_error',
    (body) => ({
      ...body,
      inner_error: 'unexpected token',
    }),
  ),
  bodied(
    404,
    'inner-message-null: has null as message of inner_error',
    'ErrorDetail/properties/message',
    (body) => ({
      ...body,
      inner_error: { code: 'no_such_row', message: null },
    }),
  ),
  bodied(400, 'in-an-array: is an array of errors', 'Error/type', (body) => [body]),
  bodied(404, 'a-string: is its message as a JSON string', 'Error/type', (body) => body.message ?? ''),
  bodied(500, 'null: is null', 'Error/type', () => null),
  answered(400, 'typed-text-plain: is JSON that is labelled as text/plain', (answer) =>
    withType(answer, 'text/plain; charset=utf-8'),
  ),
  answered(404, 'without-type: has no content type', (answer) => withType(answer, undefined)),
  answered(400, 'truncated: is JSON that ends too early', (answer) =>
    withText(answer, textIn(answer).slice(0, -5)),
  ),
  ...([401, 403] as const).map((status): Row => ({
    name: `error-${status}-echoes-the-key`,
    sentence: `The message of a ${status} repeats the key that was sent.`,
    clause: schema('Error/properties/message'),
    how: echoingTheKey(status),
  })),
  ...([400, 500] as const).map((status) =>
    bodied(
      status,
      'shows-a-stack-trace: has a stack trace as message',
      'Error/properties/message',
      (body) => ({
        ...body,
        message: STACK,
      }),
    ),
  ),
]);

/** What an update names, as a hand-made message repeats it. @param written makes a JSON text of it. */
function repeating(slug: string, words: string, written: (text: string) => Uint8Array): Row[] {
  const row = (status: 400 | 404, what: string, named: (scene: Scene, call: Call) => string | undefined) => ({
    name: `error-${status}-repeats-the-${what}-${slug}`,
    sentence: `The message of a ${status} repeats the id of a ${what} ${words}.`,
    clause: response(status),
    how: ((scene) => ({
      around: (call, answer) => {
        const given = answer(call);
        const id = named(scene, call);
        if (given.status !== status || id === undefined) return given;
        const parts = [
          Buffer.from('{"code":"invalid","message":'),
          written(`No ${what}: ${id}`),
          Buffer.from('}'),
        ];
        return { ...given, body: Buffer.concat(parts) };
      },
    })) satisfies How,
  });
  return [
    row(400, 'proxy', (scene, call) => updateIn(scene, call)?.proxy_id ?? undefined),
    row(400, 'profile', (scene, call) => updateIn(scene, call)?.profile?.id),
    row(404, 'session', (_, call) => sessionIdOf(call)),
  ];
}

const STACK = `TypeError: Cannot read properties of undefined (reading 'width')
    at resize (/srv/api/dist/browsers/resize.js:41:27)
    at async update (/srv/api/dist/browsers/update.js:112:5)
    at async handle (/srv/api/node_modules/router/lib/layer.js:95:3)`;

function bodied(
  status: (typeof STATUSES)[number],
  what: string,
  clause: string,
  rewrite: (body: JsonObject) => Json,
): Row {
  // `null` cannot be meant by an answer's body: it is written as text.
  const how = onStatus(status, (answer) => {
    const body = objectIn(answer);
    return body === undefined ? answer : withText(answer, JSON.stringify(rewrite(body)));
  });
  return named(status, what, schema(clause), how);
}

function answered(status: (typeof STATUSES)[number], what: string, rewrite: (answer: Answer) => Answer): Row {
  return named(status, what, response(status), onStatus(status, rewrite));
}

/** @param what the end of the name, and of the sentence: `wrapped: is an object in an object`. */
function named(status: number, what: string, clause: string, how: How): Row {
  const [slug, words] = what.split(': ');
  return {
    name: `error-${status}-${slug ?? ''}`,
    sentence: `The body of a ${status} ${words ?? ''}.`,
    clause,
    how,
  };
}

function without(body: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([member]) => member !== name));
}

function messageIn(answer: Answer): string {
  const message = objectIn(answer)?.message;
  return typeof message === 'string' ? message : 'The request failed.';
}

function page(status: number): string {
  return `<html>\r\n<head><title>${status}</title></head>\r\n<body><center><h1>${status}</h1></center></body>\r\n</html>\r\n`;
}

function echoingTheKey(status: number): How {
  return () => ({
    around: (call, answer) => {
      const given = answer(call);
      const sent = call.authorization.join(', ');
      const message = `The key in "${sent}" does not allow this.`;
      const body = objectIn(given);
      return given.status === status && body ? { ...given, body: { ...body, message } } : given;
    },
  });
}
