import type { Json, JsonObject } from '../../src/model/json.js';
import { applies, ignores, lacks, says, shows } from './breakers.js';
import { append, put, REQUEST, SESSION, withMember } from './edit.js';
import type { Accepted, Evolution } from './evolution.js';

/** What is new about a member of updates, which sessions show as it was sent. */
interface NewMember {
  readonly sentence: string;
  readonly schema: JsonObject;
  /** What sessions show of it. Left out: the same schema. */
  readonly shown?: JsonObject;
  /** Values of the member. */
  readonly fits: readonly Json[];
  readonly wrong: readonly Json[];
  /** Keywords of the schema, by their path below it, that a breaker does not enforce. */
  readonly keywords: readonly string[];
  readonly version?: string;
  readonly isMeant?: true;
}

/** An evolution that brings one member, `label`, to requests and sessions. */
function member(
  name: string,
  { sentence, schema, shown, fits, wrong, keywords, version, isMeant }: NewMember,
): Evolution {
  const accepts = fits.map((label): Accepted => {
    const byNullable = isMeant === true && label === null ? { isMeant } : {};
    return { body: { label }, ...(label === null ? {} : { shows: { label } }), ...byNullable };
  });
  return {
    name,
    sentence,
    change: (document) => {
      const dialect = version === undefined ? document : put(document, ['openapi'], version);
      return withMember(dialect, 'label', schema, shown ?? schema);
    },
    accepts,
    refuses: wrong.map((label) => ({ label })),
    breakers: [ignores('label'), ...keywords.map((keyword) => lacks(...LABEL, ...keyword.split('.')))],
  };
}

const LABEL = [...REQUEST, 'properties', 'label'];
const TEXT = { type: 'string' };

/** Documents whose request schema has a new statement. */
export const KEYWORDS: readonly Evolution[] = [
  member('type-array', {
    sentence: 'A member is a text or null, by a list of types.',
    ...{
      schema: { type: ['string', 'null'], maxLength: 5 },
      fits: ['ab', null],
      wrong: [1, 'abcdef'],
      keywords: ['maxLength'],
    },
  }),
  member('exclusive-bound', {
    sentence: 'A number is above zero, by a bound of JSON Schema.',
    ...{
      schema: { type: 'number', exclusiveMinimum: 0 },
      fits: [0.5, 1],
      wrong: [0, -1],
      keywords: ['exclusiveMinimum'],
    },
  }),
  member('exclusive-bound-3.0', {
    sentence: 'A number is above zero, by a bound of OpenAPI 3.0.',
    ...{ schema: { type: 'number', minimum: 0, exclusiveMinimum: true }, fits: [0.5, 1], wrong: [0, -1] },
    ...{ version: '3.0.3', keywords: ['exclusiveMinimum'] },
  }),
  member('reference-with-siblings', {
    sentence: 'Bounds beside a reference count in 3.1.',
    schema: { $ref: '#/components/schemas/BrowserProfile/properties/name', maxLength: 3 },
    ...{ shown: TEXT, fits: ['abc'], wrong: ['abcd', 'a b'], keywords: ['maxLength', '$ref'] },
  }),
  member('nullable-reference', {
    sentence: 'A reference may be null in 3.1, by nullable.',
    schema: { $ref: '#/components/schemas/BrowserViewport', nullable: true },
    ...{
      shown: { type: 'object', properties: { width: { type: 'integer' }, height: { type: 'integer' } } },
      fits: [{ width: 1281, height: 801 }, null],
      wrong: [1, {}],
      keywords: [],
      isMeant: true,
    },
  }),
  member('nullable-beside-all-of', {
    sentence: 'A composed object may be null, by nullable.',
    schema: { nullable: true, allOf: [{ $ref: '#/components/schemas/BrowserViewport' }] },
    ...{
      shown: { type: 'object', properties: { width: { type: 'integer' }, height: { type: 'integer' } } },
      fits: [{ width: 1281, height: 801 }, null],
      wrong: [1, {}],
      keywords: [],
      isMeant: true,
    },
  }),
  member('nullable-enum', {
    sentence: 'A choice that is nullable, and lists null.',
    schema: { type: 'string', nullable: true, enum: ['a', 'b', null] },
    ...{ fits: ['a', null], wrong: ['c', 1], keywords: ['enum'], version: '3.0.3' },
  }),
  member('nullable-enum-without-null', {
    sentence: 'A choice that is nullable, and does not list null.',
    schema: { type: 'string', nullable: true, enum: ['a', 'b'] },
    ...{ fits: ['a'], wrong: ['c', null], keywords: ['enum'], version: '3.0.3' },
  }),
  member('older-expression', {
    sentence: 'A pattern escapes what Unicode mode does not let escape.',
    ...{
      schema: { type: 'string', pattern: '^[a-z\\-]+$' },
      fits: ['a-b'],
      wrong: ['a_b'],
      keywords: ['pattern'],
    },
  }),
  member('discriminator', {
    sentence: 'A choice of objects is told apart by a discriminator.',
    schema: {
      discriminator: { propertyName: 'kind' },
      oneOf: [
        {
          type: 'object',
          required: ['kind', 'size'],
          properties: { kind: { type: 'string', enum: ['sized'] }, size: { type: 'integer' } },
        },
        {
          type: 'object',
          required: ['kind', 'text'],
          properties: { kind: { type: 'string', enum: ['named'] }, text: TEXT },
        },
      ],
    },
    ...{
      fits: [
        { kind: 'sized', size: 1 },
        { kind: 'named', text: 'a' },
      ],
      wrong: [{ kind: 'sized', text: 'a' }, { kind: 'x' }],
    },
    keywords: ['oneOf'],
  }),
  member('min-properties', {
    sentence: 'An object has at least one member.',
    schema: { type: 'object', minProperties: 1, properties: { a: TEXT, b: TEXT } },
    ...{ fits: [{ a: 'x' }], wrong: [{}], keywords: ['minProperties'] },
  }),
  member('list', {
    sentence: 'A list of texts, bounded and without duplicates.',
    schema: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
    },
    ...{ fits: [['a'], ['a', 'b', 'c']], wrong: [[], ['a', 'b', 'c', 'd'], ['a', 'a'], ['']] },
    keywords: ['minItems', 'maxItems', 'uniqueItems', 'items'],
  }),
  member('map', {
    sentence: 'A map from names to numbers.',
    schema: { type: 'object', additionalProperties: { type: 'integer' }, maxProperties: 2 },
    ...{
      fits: [{ a: 1, b: 2 }],
      wrong: [{ a: 'x' }, { a: 1, b: 2, c: 3 }],
      keywords: ['additionalProperties', 'maxProperties'],
    },
  }),
  member('closed-object', {
    sentence: 'An object with declared members alone.',
    schema: { type: 'object', additionalProperties: false, properties: { a: TEXT } },
    ...{ fits: [{ a: 'x' }], wrong: [{ b: 1 }], keywords: ['additionalProperties'] },
  }),
  member('odd-names', {
    sentence: 'Members are called as those are that every object of JavaScript has by birth.',
    schema: {
      type: 'object',
      required: ['constructor'],
      properties: { constructor: TEXT, toString: { type: 'integer' }, valueOf: TEXT },
    },
    ...{
      fits: [{ constructor: 'a' }, { constructor: 'a', toString: 1 }],
      wrong: [{}, { constructor: 1 }, { constructor: 'a', toString: 'x' }],
    },
    keywords: ['required'],
  }),
  member('choice-other-none', {
    sentence: 'A choice has values that ids are made of.',
    ...{
      schema: { type: 'string', enum: ['other', 'none', 'Other'] },
      fits: ['other', 'none', 'Other'],
      wrong: ['x'],
      keywords: ['enum'],
    },
  }),
  member('choice-twice', {
    sentence: 'A choice lists a value twice.',
    ...{
      schema: { type: 'string', enum: ['a', 'b', 'a'] },
      fits: ['a', 'b'],
      wrong: ['c'],
      keywords: ['enum'],
    },
  }),
  member('equal-branches', {
    sentence: 'Two branches of a choice are equal.',
    schema: {
      anyOf: [{ type: 'string', maxLength: 3 }, { type: 'string', maxLength: 3 }, { type: 'integer' }],
    },
    ...{ fits: ['abc', 1], wrong: ['abcd', true], keywords: ['anyOf'] },
  }),
  {
    name: 'siblings-ignored-3.0',
    sentence: 'Bounds beside a reference do not count in 3.0.',
    change: (document) =>
      withMember(
        put(document, ['openapi'], '3.0.3'),
        'label',
        { $ref: '#/components/schemas/BrowserProfile/properties/name', maxLength: 3 },
        TEXT,
      ),
    accepts: [{ body: { label: 'abcd' }, shows: { label: 'abcd' } }],
    refuses: [{ label: 'a b' }],
    breakers: [ignores('label'), says(LABEL, { type: 'string', maxLength: 3 })],
  },
  {
    name: 'read-only',
    sentence: 'Updates do not set a revision, which sessions show, and which is required where it is read.',
    change: (document) => {
      const revision = { type: 'integer', readOnly: true, default: 7 };
      const shown = append(
        withMember(document, 'revision', revision, revision),
        [...SESSION, 'required'],
        'revision',
      );
      return append(shown, [...REQUEST, 'required'], 'revision');
    },
    accepts: [
      { body: {}, shows: { revision: 7 }, isMeant: true },
      { body: { revision: 8 }, shows: { revision: 7 } },
    ],
    refuses: [],
    breakers: [shows('revision', 8), applies('revision')],
  },
  {
    name: 'one-way-members-inside',
    sentence: 'An object has a count that only answers show, and a word that only updates have.',
    change: (document) => {
      const count = { type: 'integer', readOnly: true };
      const properties = { text: TEXT, count, word: { type: 'string', writeOnly: true } };
      const label = { type: 'object', properties };
      return withMember(document, 'label', label, label);
    },
    accepts: [
      { body: { label: { text: 'a', word: 'b' } }, shows: { label: { text: 'a' } } },
      { body: { label: { text: 'c', count: 8 } }, shows: { label: { text: 'c' } } },
    ],
    refuses: [{ label: { word: 1 } }],
    breakers: [applies('label.count'), shows('label.word', 'b')],
  },
  {
    name: 'write-only',
    sentence: 'Updates set a secret, which nothing shows.',
    change: (document) => {
      const secret = { type: 'string', writeOnly: true, minLength: 4 };
      return withMember(document, 'secret', secret, secret);
    },
    accepts: [{ body: { secret: 'word' }, hides: ['secret'] }],
    refuses: [{ secret: 'abc' }],
    breakers: [shows('secret', 'word'), lacks(...REQUEST, 'properties', 'secret', 'minLength')],
  },
  {
    name: 'request-closed',
    sentence: 'Updates have no members but those that are declared.',
    change: (document) => put(document, [...REQUEST, 'additionalProperties'], false),
    accepts: [{ body: { disable_default_proxy: true } }],
    refuses: [{ unknown: 1 }],
    breakers: [lacks(...REQUEST, 'additionalProperties')],
  },
  {
    name: 'request-not-empty',
    sentence: 'An update names at least one member.',
    change: (document) => put(document, [...REQUEST, 'minProperties'], 1),
    accepts: [{ body: { disable_default_proxy: true } }],
    refuses: [{}],
    breakers: [lacks(...REQUEST, 'minProperties')],
  },
];
