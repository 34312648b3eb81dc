import Ajv2020 from 'ajv/dist/2020.js';
import { expect } from 'chai';
import type { Json, JsonObject } from '../model/json.js';
import { honourNullable } from './nullable.js';

const COMPONENTS: JsonObject = { thing: { type: 'object', required: ['id'] } };

function fits(schema: JsonObject, value: Json): boolean {
  const ajv = new Ajv2020({ strict: false });
  const honoured = honourNullable({ ...schema, $defs: COMPONENTS });
  return ajv.validate(typeof honoured === 'object' && honoured !== null ? honoured : {}, value);
}

describe('nullable', () => {
  const rows: readonly (readonly [string, JsonObject, readonly Json[], readonly Json[]])[] = [
    ['beside a type', { type: 'string', nullable: true }, [null, 'a'], [1, {}]],
    ['beside a type and bounds', { type: 'integer', minimum: 3, nullable: true }, [null, 3], [2, 'a']],
    ['next to an array of types', { type: ['string', 'integer'], nullable: true }, [null, 'a', 1], [true]],
    ['next to an array that has null', { type: ['string', 'null'], nullable: true }, [null, 'a'], [1]],
    ['beside $ref', { $ref: '#/$defs/thing', nullable: true }, [null, { id: 1 }], [{}, 'a']],
    ['beside allOf', { allOf: [{ $ref: '#/$defs/thing' }], nullable: true }, [null, { id: 1 }], [{}, 1]],
    [
      'beside type and allOf',
      { type: 'object', allOf: [{ required: ['id'] }], nullable: true },
      [null, { id: 1 }],
      [{}],
    ],
    [
      'beside oneOf',
      { oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true },
      [null, 'a'],
      [true],
    ],
    [
      'beside anyOf that has null',
      { anyOf: [{ type: 'null' }, { const: 1 }], nullable: true },
      [null, 1],
      [2],
    ],
    ['beside not', { not: { type: 'null' }, nullable: true }, [null, 1], []],
    [
      'beside an enum that names null',
      { type: 'string', enum: ['a', null], nullable: true },
      [null, 'a'],
      ['b'],
    ],
    ['beside an enum without null', { type: 'string', enum: ['a'], nullable: true }, ['a'], [null, 'b']],
    [
      'beside $ref and such an enum',
      { $ref: '#/$defs/thing', enum: [{ id: 1 }], nullable: true },
      [{ id: 1 }],
      [null],
    ],
    ['beside no type', { nullable: true, minLength: 2 }, [null, 'ab', 1], ['a']],
    ['when it is false', { type: 'string', nullable: false }, ['a'], [null]],
    ['when it is false beside no type', { minLength: 2, nullable: false }, [null, 'ab'], ['a']],
    [
      'in a member',
      { properties: { a: { type: 'string', nullable: true } } },
      [{ a: null }, { a: 'b' }],
      [{ a: 1 }],
    ],
    ['in items', { items: { type: 'string', nullable: true } }, [[null, 'a']], [[1]]],
  ];
  for (const [where, schema, accepted, refused] of rows) {
    it(`admits null ${where}, and no other value`, () => {
      expect(accepted.filter((value) => !fits(schema, value))).to.deep.equal([]);
      expect(refused.filter((value) => fits(schema, value))).to.deep.equal([]);
    });
  }

  it('is a keyword only in schemas, not in data and not as the name of a member', () => {
    const untouched: JsonObject = {
      properties: { nullable: { type: 'boolean' }, default: { type: 'string' }, enum: { type: 'string' } },
      example: { nullable: true, type: 'string' },
      enum: [{ nullable: true, type: 'string' }],
      const: { nullable: true },
      default: { nullable: true },
    };
    expect(honourNullable(untouched)).to.deep.equal(untouched);
  });

  it('is honoured in the response called default and in a schema or member named after a keyword', () => {
    const nullable: JsonObject = { type: 'string', nullable: true };
    const document: JsonObject = {
      responses: { default: { content: { 'application/json': { schema: nullable } } } },
      components: { schemas: { enum: nullable, example: { properties: { const: nullable } } } },
    };
    expect(JSON.stringify(honourNullable(document))).to.equal(
      JSON.stringify(document).replaceAll('"type":"string","nullable":true', '"type":["string","null"]'),
    );
  });

  it('does not modify the document', () => {
    const schema: JsonObject = { allOf: [{ type: 'string', nullable: true }], nullable: true };
    const before = structuredClone(schema);
    honourNullable(schema);
    expect(schema).to.deep.equal(before);
  });
});
