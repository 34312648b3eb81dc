import { stringify } from 'yaml';
import { isObject, valueAt, type Json, type JsonObject } from '../../src/model/json.js';
import { hides, hidesFromErrors, ignores, lacks, mutant, shows } from './breakers.js';
import {
  drop,
  edited,
  extend,
  objectAt,
  PATCH,
  put,
  REQUEST,
  SESSION,
  withMember,
  withReferences,
} from './edit.js';
import type { Accepted, Evolution } from './evolution.js';

/** What every document of these lets through, and does not. */
const AS_BEFORE = {
  accepts: [
    {
      body: { viewport: { width: 1283, height: 807 } },
      shows: { viewport: { width: 1283, height: 807, refresh_rate: 25 } },
    },
    { body: { disable_default_proxy: false } },
  ] satisfies readonly Accepted[],
  refuses: [
    { viewport: { width: 319, height: 807 } },
    { disable_default_proxy: 1 },
    { profile: {} },
  ] satisfies readonly Json[],
  breakers: [mutant('viewport-ignored'), mutant('viewport-only-shown')],
};

const SCHEMAS = '#/components/schemas/';
const BODY = [...PATCH, 'requestBody', 'content', 'application/json'];
const OK = [...PATCH, 'responses', '200', 'content', 'application/json'];

function renamed(document: JsonObject): JsonObject {
  const schemas = Object.entries(objectAt(document, ['components', 'schemas']));
  const other = put(
    document,
    ['components', 'schemas'],
    Object.fromEntries(schemas.map(([name, schema]) => [`${name}V2`, schema])),
  );
  return asObject(
    withReferences(other, (reference) => (reference.startsWith(SCHEMAS) ? `${reference}V2` : reference)),
  );
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

/** The document with the schemas that an update refers to in their places. */
function inlined(document: JsonObject): JsonObject {
  const whole = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(whole);
    if (!isObject(value)) return value;
    const { $ref: reference, ...rest } = value;
    const target =
      typeof reference === 'string' ? valueAt(document, reference.split('/').slice(1)) : undefined;
    const own = Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, whole(member)]));
    return target === undefined ? own : { ...asObject(whole(target)), ...own };
  };
  const { securitySchemes } = objectAt(document, ['components']);
  return {
    ...document,
    paths: whole(document.paths ?? {}),
    components: { securitySchemes: securitySchemes ?? {} },
  };
}

function withErrorsAs(document: JsonObject, key: string): JsonObject {
  const { 200: ok, 400: error } = objectAt(document, [...PATCH, 'responses']);
  return put(document, [...PATCH, 'responses'], {
    200: ok ?? {},
    [key]: error ?? {},
    ...(key === '4XX' ? { 500: error ?? {} } : {}),
  });
}

/** Documents that say what the pinned one says, in another form. */
export const STRUCTURE: readonly Evolution[] = [
  { name: 'json-document', sentence: 'The document is JSON.', change: (document) => document, ...AS_BEFORE },
  {
    name: 'merge-keys',
    sentence: 'The document is YAML with anchors and merge keys.',
    change: (document) => withMember(document, 'screen', screen(), screen()),
    text: (document) => {
      // A schema that takes its members from another one.
      const text = stringify(document, { aliasDuplicateObjects: false });
      const base =
        'x-screen: &screen\n  type: object\n  properties:\n    dpi:\n      type: integer\n      minimum: 72\n';
      return base + text.replaceAll(/( +)screen:\n(?:\1 +.*\n)+/g, '$1screen:\n$1  <<: *screen\n');
    },
    accepts: [{ body: { screen: { dpi: 72 } }, shows: { screen: { dpi: 72 } } }],
    refuses: [{ screen: { dpi: 71 } }, { screen: 1 }],
    breakers: [hides('screen'), lacks(...REQUEST, 'properties', 'screen', 'properties', 'dpi', 'minimum')],
  },
  {
    name: 'dialect-3.0',
    sentence: 'The document is of OpenAPI 3.0.',
    change: (document) => put(document, ['openapi'], '3.0.3'),
    ...AS_BEFORE,
    accepts: [...AS_BEFORE.accepts, { body: { proxy_id: null } }],
  },
  { name: 'components-renamed', sentence: 'Components have other names.', change: renamed, ...AS_BEFORE },
  { name: 'bodies-inline', sentence: 'Bodies and answers stand inline.', change: inlined, ...AS_BEFORE },
  {
    name: 'other-file',
    sentence: 'Schemas stand in a file next to the document.',
    change: (document) => {
      const moved = drop(document, ['components', 'schemas']);
      return asObject(
        withReferences(moved, (reference) =>
          reference.startsWith(SCHEMAS) ? `./shared/schemas.openapi.json${reference}` : reference,
        ),
      );
    },
    files: (document) => ({
      'shared/schemas.openapi.json': {
        ...{ openapi: '3.1.0', info: { title: 'Schemas', version: '1' }, paths: {} },
        components: { schemas: objectAt(document, ['components', 'schemas']) },
      },
    }),
    ...AS_BEFORE,
  },
  {
    name: 'references-into-paths',
    sentence: 'References lead into paths.',
    change: (document) => {
      const request = objectAt(document, REQUEST);
      const inPlace = put(document, [...BODY, 'schema'], request);
      const place = '#/paths/~1browsers~1%7Bid%7D/patch/requestBody/content/application~1json/schema';
      return put(inPlace, REQUEST, { $ref: place });
    },
    ...AS_BEFORE,
  },
  {
    name: 'everything-by-reference',
    sentence: 'Path item, parameter, request body and the 200 are references.',
    change: (document) => {
      const { requestBody, parameters, responses } = objectAt(document, PATCH);
      const [parameter] = Array.isArray(parameters) ? parameters : [];
      const components = {
        requestBodies: { Update: requestBody ?? {} },
        parameters: { Session: parameter ?? {} },
      };
      const withThem = extend(document, ['components'], components);
      const answered = put(
        withThem,
        ['components', 'responses', 'Updated'],
        objectAt({ responses: responses ?? {} }, ['responses', '200']),
      );
      const referring = extend(answered, PATCH, {
        requestBody: { $ref: '#/components/requestBodies/Update' },
        parameters: [{ $ref: '#/components/parameters/Session' }],
        responses: {
          ...objectAt(answered, [...PATCH, 'responses']),
          200: { $ref: '#/components/responses/Updated' },
        },
      });
      const item = objectAt(referring, ['paths', '/browsers/{id}']);
      const moved = put(referring, ['components', 'pathItems'], { Session: item });
      return put(moved, ['paths', '/browsers/{id}'], { $ref: '#/components/pathItems/Session' });
    },
    ...AS_BEFORE,
  },
  {
    name: 'merge-patch-beside',
    sentence: 'Updates may be sent as application/merge-patch+json, too.',
    change: (document) =>
      put(
        document,
        [...PATCH, 'requestBody', 'content', 'application/merge-patch+json'],
        objectAt(document, BODY),
      ),
    sent: { contentType: 'application/merge-patch+json' },
    ...AS_BEFORE,
  },
  {
    name: 'merge-patch-alone',
    sentence: 'Updates are sent as application/merge-patch+json.',
    change: (document) =>
      put(document, [...PATCH, 'requestBody', 'content'], {
        'application/merge-patch+json': objectAt(document, BODY),
      }),
    sent: { contentType: 'application/merge-patch+json' },
    ...AS_BEFORE,
  },
  {
    name: 'status-range',
    sentence: 'Refusals are declared as 4XX.',
    change: (document) => withErrorsAs(document, '4XX'),
    ...AS_BEFORE,
  },
  {
    name: 'status-default',
    sentence: 'Errors are declared as default.',
    change: (document) => withErrorsAs(document, 'default'),
    ...AS_BEFORE,
  },
  {
    name: 'status-dropped',
    sentence: 'The status 403 is not declared any more.',
    change: (document) => drop(document, [...PATCH, 'responses', '403']),
    ...AS_BEFORE,
  },
  {
    name: 'key-in-header',
    sentence: 'The key is sent in a header of its own.',
    change: (document) =>
      put(
        put(document, ['components', 'securitySchemes'], {
          key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        }),
        [...PATCH, 'security'],
        [{ key: [] }],
      ),
    sent: { keyHeader: 'X-API-Key' },
    ...AS_BEFORE,
  },
  {
    name: 'error-member-required',
    sentence: 'Errors name the request that they answer.',
    change: (document) =>
      extend(document, ['components', 'schemas', 'Error'], {
        required: ['code', 'message', 'request_id'],
        properties: {
          ...objectAt(document, ['components', 'schemas', 'Error', 'properties']),
          request_id: { type: 'string', pattern: '^req_[a-z0-9]{8}$' },
        },
      }),
    ...AS_BEFORE,
    breakers: [hidesFromErrors('request_id')],
  },
  {
    name: 'answer-closed',
    sentence: 'Sessions have no members but those that are declared, and usage is not any more.',
    change: (document) =>
      put(drop(document, [...SESSION, 'properties', 'usage']), [...SESSION, 'additionalProperties'], false),
    ...AS_BEFORE,
    breakers: [shows('usage', { uptime_ms: 1 })],
    accepts: [{ body: {}, hides: ['usage'] }, ...AS_BEFORE.accepts],
  },
  {
    name: 'read-described-apart',
    sentence:
      'Reads show a mark that updates set and do not answer with, and answers a number that reads do not show.',
    change: (document) => {
      const asked = withMember(document, 'mark', { type: 'string', minLength: 2 });
      const counted = put(asked, [...REQUEST, 'properties', 'round'], { type: 'integer' });
      const session = objectAt(counted, SESSION);
      const properties = { ...objectAt(counted, [...SESSION, 'properties']), mark: { type: 'string' } };
      const seen = put(counted, ['components', 'schemas', 'SeenBrowser'], { ...session, properties });
      const answered = put(seen, [...SESSION, 'properties', 'round'], { type: 'integer' });
      const error = objectAt(answered, [...PATCH, 'responses', '404']);
      const read = { $ref: '#/components/schemas/SeenBrowser' };
      return put(answered, ['paths', '/browsers/{id}', 'get'], {
        operationId: 'getBrowser',
        parameters: objectAt(answered, PATCH).parameters ?? [],
        responses: {
          200: { description: 'The session.', content: { 'application/json': { schema: read } } },
          404: error,
        },
      });
    },
    accepts: [
      { body: { mark: 'ab' }, reads: { mark: 'ab' } },
      { body: { round: 7 }, answers: { round: 7 } },
    ],
    refuses: [{ mark: 'a' }, { round: 'x' }],
    breakers: [ignores('mark'), ignores('round'), hides('round')],
  },
  {
    name: 'answer-described-as-array-of-types',
    sentence: 'The 200 allows a note that is a text or null.',
    change: (document) =>
      edited(
        edited(document, [...SESSION, 'properties', 'note'], () => ({ type: ['string', 'null'] })),
        [...OK, 'example'],
        () => undefined,
      ),
    ...AS_BEFORE,
    breakers: [shows('note', 1)],
  },
];

function screen(): JsonObject {
  return { type: 'object', properties: { dpi: { type: 'integer', minimum: 72 } } };
}
