import { isObject, type JsonObject } from '../../src/model/json.js';
import type { How } from '../../src/reference-server/deviation.js';
import { badRequest } from '../../src/reference-server/answer.js';
import { hides, ignores, lacks, mutant, says, shows } from './breakers.js';
import {
  append,
  drop,
  extend,
  objectAt,
  PATCH,
  put,
  REQUEST,
  SESSION,
  VIEWPORT,
  withMember,
} from './edit.js';
import type { Evolution } from './evolution.js';

const NAME = {
  type: 'string',
  nullable: true,
  minLength: 1,
  maxLength: 255,
  pattern: '^[a-zA-Z0-9._-]{1,255}$',
};
const TAG = '^[A-Za-z0-9 _.:/=+@-]';
const TAGS = {
  type: 'object',
  maxProperties: 50,
  propertyNames: { type: 'string', minLength: 1, maxLength: 128, pattern: `${TAG}+$` },
  additionalProperties: { type: 'string', maxLength: 256, pattern: `${TAG}*$` },
};
const TELEMETRY = {
  type: 'object',
  properties: {
    browser: {
      type: 'object',
      properties: { console: { type: 'object', properties: { enabled: { type: 'boolean' } } } },
    },
  },
};
const PROXY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    mode: { type: 'string', enum: ['default', 'none'] },
    id: { type: 'string', minLength: 1 },
    name: { type: 'string', minLength: 1 },
  },
  oneOf: [{ required: ['mode'] }, { required: ['id'] }, { required: ['name'] }],
};

/** Every second name is taken for new, as if none were unique. */
const takesNamesTwice: How = ({ steps }) => ({
  steps: {
    decide: (world, browser, update, now) => {
      const browsers = new Map([[browser.id, browser]]);
      return steps.decide({ ...world, browsers }, browser, update, now);
    },
  },
});

/** A second session of a name is refused with the wrong status. */
const answersConflictsWith400: How = ({ steps }) => ({
  steps: {
    decide: (world, browser, update, now) => {
      const decision = steps.decide(world, browser, update, now);
      return 'refusal' in decision && decision.refusal.status === 409
        ? { refusal: badRequest(['The name is taken.']) }
        : decision;
    },
  },
});

/** Merges tags instead of replacing them. */
const mergesTags: How = ({ steps }) => ({
  steps: {
    apply: (world, browser, changes, now) => {
      const { tags: before } = browser.more;
      const { tags } = changes.more;
      const both = { ...(isObject(before) ? before : {}), ...(isObject(tags) ? tags : {}) };
      steps.apply(
        world,
        browser,
        tags === undefined ? changes : { ...changes, more: { ...changes.more, tags: both } },
        now,
      );
    },
  },
});

function withTags(document: JsonObject): JsonObject {
  return withMember(
    put(document, ['components', 'schemas', 'Tags'], TAGS),
    'tags',
    { $ref: '#/components/schemas/Tags' },
    {
      $ref: '#/components/schemas/Tags',
    },
  );
}

/** `count` tags. */
function tags(count: number): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, 'value']));
}

function withParameter(document: JsonObject, name: string): JsonObject {
  const item = objectAt(document, ['paths', '/browsers/{id}']);
  const moved = put(drop(document, ['paths', '/browsers/{id}']), ['paths', `/browsers/{${name}}`], item);
  const parameter = { name, in: 'path', required: true, schema: { type: 'string' } };
  return put(moved, ['paths', `/browsers/{${name}}`, 'patch', 'parameters'], [parameter]);
}

function withConflict(document: JsonObject): JsonObject {
  const { content } = objectAt(document, ['components', 'responses', 'BadRequest']);
  return put(document, [...PATCH, 'responses', '409'], { description: 'Taken.', content: content ?? {} });
}

/** What the public document has become since the pinned one, change by change. */
export const HISTORY: readonly Evolution[] = [
  {
    name: 'path-parameter-renamed',
    sentence: 'The variable segment of the path is called id_or_name.',
    change: (document) => withParameter(document, 'id_or_name'),
    accepts: [
      {
        body: { viewport: { width: 1281, height: 801 } },
        shows: { viewport: { width: 1281, height: 801, refresh_rate: 25 } },
      },
    ],
    refuses: [{ viewport: { width: 1 } }],
    breakers: [mutant('viewport-ignored')],
  },
  {
    name: 'conflict-declared',
    sentence: 'The status 409 is declared.',
    change: withConflict,
    accepts: [{ body: {} }],
    refuses: [{ viewport: {} }],
    breakers: [],
  },
  {
    name: 'bounds-dropped',
    sentence: 'Any positive size is a viewport.',
    change: (document) =>
      ['width', 'height'].reduce(
        (given, side) =>
          drop(put(given, [...VIEWPORT, 'properties', side, 'minimum'], 1), [
            ...VIEWPORT,
            'properties',
            side,
            'maximum',
          ]),
        put(document, [...VIEWPORT, 'properties', 'refresh_rate', 'minimum'], 1),
      ),
    accepts: [
      { body: { viewport: { width: 1, height: 1 } } },
      { body: { viewport: { width: 10_000, height: 5000 } } },
    ],
    refuses: [{ viewport: { width: 0, height: 1 } }, { viewport: { width: 1, height: 1, refresh_rate: 0 } }],
    breakers: [
      says([...VIEWPORT, 'properties', 'width', 'maximum'], 7680),
      lacks(...VIEWPORT, 'properties', 'refresh_rate', 'minimum'),
    ],
  },
  {
    name: 'telemetry',
    sentence: 'Requests and sessions have telemetry.',
    change: (document) => withMember(document, 'telemetry', { ...TELEMETRY, nullable: true }, TELEMETRY),
    accepts: [
      {
        body: { telemetry: { browser: { console: { enabled: true } } } },
        shows: { telemetry: { browser: { console: { enabled: true } } } },
      },
      { body: { telemetry: null }, isMeant: true },
    ],
    refuses: [{ telemetry: 'on' }, { telemetry: { browser: { console: { enabled: 1 } } } }],
    breakers: [
      ignores('telemetry'),
      hides('telemetry'),
      shows('telemetry.browser.console.enabled', false),
      lacks(...REQUEST, 'properties', 'telemetry'),
    ],
  },
  {
    name: 'proxy-choice',
    sentence: 'Updates choose a proxy by exactly one of mode, id and name.',
    change: (document) =>
      withMember(document, 'proxy', PROXY, {
        type: 'object',
        properties: { mode: { type: 'string' }, id: { type: 'string' }, name: { type: 'string' } },
      }),
    accepts: [{ body: { proxy: { mode: 'none' } }, shows: { proxy: { mode: 'none' } } }],
    refuses: [
      { proxy: {} },
      { proxy: { mode: 'none', id: 'x' } },
      { proxy: { mode: 'none', more: 1 } },
      { proxy: { mode: 'x' } },
    ],
    breakers: [
      ignores('proxy'),
      lacks(...REQUEST, 'properties', 'proxy', 'oneOf'),
      lacks(...REQUEST, 'properties', 'proxy', 'additionalProperties'),
      lacks(...REQUEST, 'properties', 'proxy', 'properties', 'mode', 'enum'),
    ],
  },
  {
    name: 'name-unique',
    sentence: 'Sessions have names, which are nullable and unique, and by which they are found.',
    change: (document) =>
      withParameter(withConflict(withMember(document, 'name', NAME, { type: 'string' })), 'id_or_name'),
    accepts: [
      { body: { name: 'checkout-1' }, shows: { name: 'checkout-1' } },
      { body: { name: null }, hides: ['name'], isMeant: true },
    ],
    unique: { name: 'only-once' },
    refuses: [{ name: '' }, { name: 'a b' }, { name: 'x'.repeat(256) }, { name: 1 }],
    breakers: [
      ignores('name'),
      hides('name'),
      lacks(...REQUEST, 'properties', 'name', 'pattern'),
      { name: 'takes-names-twice', how: takesNamesTwice },
      { name: 'answers-conflicts-with-400', how: answersConflictsWith400 },
    ],
  },
  {
    name: 'tags',
    sentence: 'Sessions have up to fifty tags, which an update replaces as a whole.',
    change: withTags,
    accepts: [
      { body: { tags: { team: 'a', env: 'b' } }, shows: { tags: { team: 'a', env: 'b' } } },
      { body: { tags: { team: 'c' } }, shows: { tags: { team: 'c' } } },
      { body: { tags: tags(50) }, shows: { tags: tags(50) } },
      { body: { tags: {} }, shows: { tags: {} } },
    ],
    refuses: [
      { tags: tags(51) },
      { tags: { a: 1 } },
      { tags: { a: 'x'.repeat(257) } },
      { tags: { 'a,b': 'c' } },
    ],
    breakers: [
      ignores('tags'),
      { name: 'merges-tags', how: mergesTags },
      lacks('components', 'schemas', 'Tags', 'maxProperties'),
      lacks('components', 'schemas', 'Tags', 'additionalProperties', 'maxLength'),
      lacks('components', 'schemas', 'Tags', 'propertyNames'),
    ],
  },
  {
    name: 'viewport-depth',
    sentence: 'Viewports have a colour depth.',
    change: (document) =>
      put(document, [...VIEWPORT, 'properties', 'depth'], { type: 'integer', enum: [16, 24] }),
    accepts: [
      {
        body: { viewport: { width: 1281, height: 801, refresh_rate: 25, depth: 24 } },
        shows: { viewport: { width: 1281, height: 801, refresh_rate: 25, depth: 24 } },
      },
    ],
    refuses: [{ viewport: { width: 1281, height: 801, depth: 8 } }],
    breakers: [hides('viewport.depth'), lacks(...VIEWPORT, 'properties', 'depth', 'enum')],
  },
  {
    name: 'rates-listed',
    sentence: 'Viewports have one of three refresh rates.',
    change: (document) =>
      put(document, [...VIEWPORT, 'properties', 'refresh_rate'], { type: 'integer', enum: [10, 25, 60] }),
    accepts: [
      {
        body: { viewport: { width: 1281, height: 801, refresh_rate: 10 } },
        shows: { viewport: { width: 1281, height: 801, refresh_rate: 10 } },
      },
    ],
    refuses: [{ viewport: { width: 1281, height: 801, refresh_rate: 31 } }],
    breakers: [lacks(...VIEWPORT, 'properties', 'refresh_rate', 'enum')],
  },
  {
    name: 'rate-read-only',
    sentence: 'Updates do not set the refresh rate of a viewport any more.',
    change: (document) => extend(document, [...VIEWPORT, 'properties', 'refresh_rate'], { readOnly: true }),
    accepts: [
      {
        body: { viewport: { width: 1281, height: 801, refresh_rate: 59 } },
        shows: { viewport: { width: 1281, height: 801, refresh_rate: 25 } },
      },
    ],
    refuses: [{ viewport: { width: 1, height: 801 } }],
    breakers: [mutant('viewport-ignored')],
  },
  {
    name: 'members-required',
    sentence: 'Every session shows its memory and its region.',
    change: (document) =>
      append(
        extend(document, [...SESSION, 'properties'], {
          memory: { type: 'object', required: ['mb'], properties: { mb: { type: 'integer', minimum: 512 } } },
          region: { type: 'string', enum: ['aws.us-east-1a', 'aws.eu-west-1b'] },
        }),
        [...SESSION, 'required'],
        'memory',
        'region',
      ),
    accepts: [{ body: {}, shows: { region: 'aws.us-east-1a' } }],
    refuses: [],
    breakers: [hides('memory'), hides('region'), shows('region', 'moon'), shows('memory.mb', 'much')],
  },
  {
    name: 'persistence-dropped',
    sentence: 'Sessions have no persistence any more.',
    change: (document) =>
      drop(drop(document, [...SESSION, 'properties', 'persistence']), [
        'components',
        'schemas',
        'BrowserPersistence',
      ]),
    accepts: [{ body: {}, hides: ['persistence'] }],
    refuses: [],
    breakers: [],
  },
  {
    name: 'start-url-updatable',
    sentence: 'Updates change start_url.',
    change: (document) => withMember(document, 'start_url', { type: 'string', maxLength: 2048 }),
    accepts: [
      { body: { start_url: 'https://example.com/next' }, shows: { start_url: 'https://example.com/next' } },
    ],
    refuses: [{ start_url: 1 }, { start_url: 'x'.repeat(2049) }],
    breakers: [
      ignores('start_url'),
      hides('start_url'),
      lacks(...REQUEST, 'properties', 'start_url', 'maxLength'),
    ],
  },
  {
    name: 'members-deprecated',
    sentence: 'proxy_id and disable_default_proxy are deprecated, and still accepted.',
    change: (document) =>
      ['proxy_id', 'disable_default_proxy'].reduce(
        (given, member) => extend(given, [...REQUEST, 'properties', member], { deprecated: true }),
        document,
      ),
    accepts: [{ body: { disable_default_proxy: true } }, { body: { proxy_id: '' } }],
    refuses: [{ disable_default_proxy: 'yes' }],
    breakers: [mutant('empty-proxy-refused')],
  },
  {
    name: 'field-gone',
    sentence: 'Updates have no viewport any more.',
    change: (document) => drop(document, [...REQUEST, 'properties', 'viewport']),
    accepts: [{ body: { disable_default_proxy: true } }],
    refuses: [{ disable_default_proxy: 'yes' }],
    breakers: [],
  },
];
