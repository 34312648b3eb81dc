import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { deriveCases } from './derive.js';
import { valueAt, type Json, type JsonObject } from '../../model/json.js';

/** One keyword in a schema of its own, with the values that its cases must send, by the end of their ids. */
interface Row {
  readonly schema: JsonObject;
  readonly accept: Readonly<Record<string, Json | RegExp>>;
  readonly refuse: Readonly<Record<string, Json | RegExp>>;
}

const integer = { type: 'integer' };
const pair = { a: integer, b: integer };

const ROWS: Readonly<Record<string, Row>> = {
  minimum: {
    schema: { ...integer, minimum: 3 },
    accept: { 'minimum/at': 3 },
    refuse: { 'minimum/below': 2, 'type/string': /^"\d+"$/, 'type/fraction': /\.5$/, 'type/true': true },
  },
  maximum: {
    schema: { type: 'number', maximum: 2.5 },
    accept: { 'maximum/at': 2.5 },
    refuse: { 'maximum/above': 3 },
  },
  'minimum of a multiple': {
    schema: { ...integer, minimum: 3, multipleOf: 5 },
    accept: { 'minimum/at': 5, 'multipleOf/multiple': /[05]$/ },
    refuse: { 'minimum/below': 0, 'multipleOf/off': /[16]$/ },
  },
  exclusiveMinimum: {
    schema: { ...integer, exclusiveMinimum: 5 },
    accept: { 'exclusiveMinimum/above': 6 },
    refuse: { 'exclusiveMinimum/at': 5 },
  },
  exclusiveMaximum: {
    schema: { ...integer, exclusiveMaximum: 5 },
    accept: { 'exclusiveMaximum/below': 4 },
    refuse: { 'exclusiveMaximum/at': 5 },
  },
  'multipleOf of decimals': {
    schema: { type: 'number', multipleOf: 0.01 },
    accept: { 'multipleOf/multiple': /^[\d.]+$/ },
    refuse: { 'multipleOf/off': /5$/ },
  },
  'type of a boolean': {
    schema: { type: 'boolean' },
    accept: { 'type/true': true, 'type/false': false },
    refuse: {
      'type/string-true': 'true',
      'type/one': 1,
      'type/empty-string': '',
      'type/null': null,
      'type/array': [],
    },
  },
  'type of a string': {
    schema: { type: 'string' },
    accept: { 'type/text': /^".+"$/ },
    refuse: {
      'type/number': /^\d+$/,
      'type/true': true,
      'type/object': {},
      'type/array': /^\[".+"\]$/,
      'type/null': null,
    },
  },
  'several types': {
    schema: { type: ['integer', 'string'] },
    accept: { 'type/plain-low': /^\d+$/, 'type/text': /"/ },
    refuse: { 'type/true': true, 'type/null': null },
  },
  minLength: {
    schema: { type: 'string', minLength: 2 },
    accept: { 'minLength/at': /^".."$/ },
    refuse: { 'minLength/below': /^"."$/ },
  },
  maxLength: {
    schema: { type: 'string', maxLength: 3 },
    accept: { 'maxLength/at': /^"...?"$/, 'maxLength/at-emoji': '😀😀😀' },
    refuse: { 'maxLength/above': /^"....?"$/ },
  },
  pattern: {
    schema: { type: 'string', pattern: '^[A-Z]{2}-\\d{4}$' },
    accept: { 'pattern/match': /^"[A-Z]{2}-\d{4}"$/ },
    refuse: { 'pattern/space': / /, 'pattern/newline-at-end': /\\n"$/, 'pattern/emoji': /😀/u },
  },
  'pattern beside lengths': {
    schema: { type: 'string', pattern: '^[a-z]+$', minLength: 4, maxLength: 6 },
    accept: { 'minLength/at': /^"[a-z]{4}"$/, 'maxLength/at': /^"[a-z]{6}"$/ },
    refuse: {
      'minLength/below': /^"[a-z]{3}"$/,
      'maxLength/above': /^"[a-z]{7}"$/,
      'pattern/replaced-by-space': /^"[a-z ]{6}"$/,
    },
  },
  'pattern with a look-ahead': {
    schema: { type: 'string', pattern: '^(?!a)[a-z]+$' },
    accept: { 'pattern/match': /^"[b-z]/ },
    refuse: { 'pattern/slash': /\// },
  },
  'format date-time': {
    schema: { type: 'string', format: 'date-time' },
    accept: { 'format/valid': /T.*Z"$/ },
    refuse: { 'format/broken': '2031-02-30T12:00:07Z' },
  },
  'format int32': {
    schema: { ...integer, format: 'int32' },
    accept: { 'format/valid': 2147483647 },
    refuse: { 'format/broken': 2147483648 },
  },
  enum: {
    schema: { type: 'string', enum: ['a', 'b c', '1'] },
    accept: { 'enum/a': 'a', 'enum/b%20c': 'b c', 'enum/%221%22': '1' },
    refuse: { 'enum/other': 'ax', 'enum/other-case': 'A' },
  },
  const: { schema: { const: 7 }, accept: { 'const/value': 7 }, refuse: { 'const/other': 8 } },
  required: {
    schema: { type: 'object', properties: pair, required: ['a', 'b'] },
    accept: { 'type/object': /"a".*"b"/ },
    refuse: { 'required/a': /^{"b":\d+}$/, 'required/b': /^{"a":\d+}$/, 'required/none-of-them': {} },
  },
  'required beside optional members': {
    schema: { type: 'object', properties: { ...pair, c: integer }, required: ['a', 'b'] },
    accept: { 'type/object': /"a".*"b"/ },
    refuse: {
      'required/only-c': /^{"c":\d+}$/,
      'required/only-a+c': /^{"a":\d+,"c":\d+}$/,
      'required/only-b+c': /^{"b":\d+,"c":\d+}$/,
    },
  },
  'properties: false': {
    schema: { type: 'object', properties: { ...pair, gone: false } },
    accept: { 'type/object': /a/ },
    refuse: { 'properties/with-gone': /"gone"/ },
  },
  'additionalProperties: false': {
    schema: { type: 'object', properties: pair, additionalProperties: false },
    accept: { 'type/object': /a/ },
    refuse: { 'additionalProperties/unknown': /"unknown_member"/ },
  },
  minProperties: {
    schema: { type: 'object', properties: pair, minProperties: 2, maxProperties: 3 },
    accept: { 'minProperties/at': /^{"a":\d+,"b":\d+}$/, 'maxProperties/at': /extra_1/ },
    refuse: { 'minProperties/below': /^{"a":\d+}$/, 'maxProperties/above': /extra_2/ },
  },
  propertyNames: {
    schema: {
      type: 'object',
      additionalProperties: integer,
      propertyNames: { minLength: 2, maxLength: 20, pattern: '^[a-z_\\d]+$' },
    },
    accept: { 'propertyNames/longest': /^{"n{20}":\d+}$/ },
    refuse: {
      'propertyNames/too-long': /^{"n{21}":\d+}$/,
      'propertyNames/too-short': /^{"n":\d+}$/,
      'propertyNames/odd': /^{" !":\d+}$/,
    },
  },
  minItems: {
    schema: { type: 'array', items: integer, minItems: 1, maxItems: 2 },
    accept: { 'minItems/at': /^\[\d+\]$/, 'maxItems/at': /^\[\d+,\d+\]$/ },
    refuse: { 'minItems/below': [], 'maxItems/above': /^\[\d+,\d+,\d+\]$/, 'type/item': /^\d+$/ },
  },
  uniqueItems: {
    schema: { type: 'array', items: integer, uniqueItems: true },
    accept: { 'uniqueItems/different': /^\[(\d+),(?!\1\])/ },
    refuse: { 'uniqueItems/twice': /^\[(\d+),\1\]$/ },
  },
  'oneOf by member': {
    schema: { type: 'object', properties: pair, oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    accept: { 'oneOf/a': /^{"a":\d+}$/, 'oneOf/b': /^{"b":\d+}$/ },
    refuse: { 'oneOf/neither': {}, 'oneOf/both': /a.*b|b.*a/ },
  },
  'anyOf by type': {
    schema: { anyOf: [{ type: 'string', maxLength: 4 }, { type: 'null' }] },
    accept: { 'anyOf/string': /"/, 'anyOf/null': null, 'maxLength/at': /^"....?"$/ },
    refuse: { 'anyOf/neither-true': true, 'maxLength/above': /^"....."$/ },
  },
  not: {
    schema: { ...integer, not: { multipleOf: 2 } },
    accept: { 'not/other': /[13579]$/ },
    refuse: { 'not/forbidden': /[02468]$/ },
  },
};

/** An independent opinion: Ajv on the unchanged schema, not the validator that the derivation uses. */
const ajv = addFormats(new Ajv2020({ strict: false }));

describe('the cases of a keyword', () => {
  for (const [name, { schema, accept, refuse }] of Object.entries(ROWS)) {
    it(`${name} satisfy it and violate it`, () => {
      const body = { type: 'object', properties: { v: schema }, required: ['v'] };
      const document = { file: 'invented', hash: '', root: { components: { schemas: { Body: body } } } };
      const { cases, notCovered } = deriveCases(document, '#/components/schemas/Body', {});
      const fits = ajv.compile(body);
      for (const testCase of cases) {
        expect(fits(testCase.body), testCase.id).to.equal(testCase.intent !== 'refuse');
        if (testCase.intent !== 'refuse') continue;
        expect(fits(testCase.mended), testCase.id).to.equal(true);
        expect(cases.find(({ id }) => id === testCase.neighbour)?.intent, testCase.id).to.equal('accept');
      }
      for (const [intent, wanted] of Object.entries({ accept, refuse })) {
        for (const [ending, value] of Object.entries(wanted)) {
          const found = cases.find(({ id }) => id === `v/${ending}`);
          expect(found?.intent, ending).to.equal(intent);
          const sent = valueAt(found?.body, ['v']);
          if (value instanceof RegExp) expect(JSON.stringify(sent), ending).to.match(value);
          else expect(sent, ending).to.deep.equal(value);
        }
      }
      expect(notCovered).to.deep.equal([]);
    });
  }
});

describe('a keyword without cases', () => {
  const without: Readonly<Record<string, JsonObject>> = {
    unevaluatedProperties: { type: 'object', properties: pair, unevaluatedProperties: false },
    dependentRequired: { type: 'object', properties: pair, dependentRequired: { a: ['b'] } },
    dependentSchemas: { type: 'object', properties: pair, dependentSchemas: { a: { required: ['b'] } } },
    contains: { type: 'array', items: integer, contains: { minimum: 100 } },
    minContains: { type: 'array', items: integer, contains: { minimum: 100 }, minContains: 2 },
    maxContains: { type: 'array', items: integer, contains: { minimum: 100 }, maxContains: 2 },
    prefixItems: { type: 'array', items: integer, prefixItems: [integer] },
    unevaluatedItems: { type: 'array', items: integer, unevaluatedItems: false },
    if: { type: 'object', properties: pair, if: { required: ['a'] }, then: { required: ['b'] } },
    then: { type: 'object', properties: pair, if: { required: ['a'] }, then: { required: ['b'] } },
    else: { type: 'object', properties: pair, if: { required: ['a'] }, else: { required: ['b'] } },
  };
  for (const [keyword, schema] of Object.entries(without)) {
    it(`is listed as not covered, and its valid bodies still satisfy it: ${keyword}`, () => {
      const body = { type: 'object', properties: { v: schema }, required: ['v'] };
      const document = { file: 'invented', hash: '', root: { components: { schemas: { Body: body } } } };
      const { cases, notCovered } = deriveCases(document, '#/components/schemas/Body', {});
      expect(notCovered).to.deep.include({
        pointer: `#/components/schemas/Body/properties/v/${keyword}`,
        keyword,
        path: 'v',
        reason: 'No cases are derived from this keyword.',
      });
      const fits = ajv.compile(body);
      for (const { id, intent, body: sent } of cases) expect(fits(sent), id).to.equal(intent !== 'refuse');
    });
  }
});
