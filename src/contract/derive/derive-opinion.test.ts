import { Validator, type Schema } from '@cfworker/json-schema';
import { expect } from 'chai';
import { REQUEST_SCHEMAS } from '../../../proof/testing/request-schemas.js';
import { isObject, type Json, type JsonObject } from '../../model/json.js';
import { deriveCases } from './derive.js';

/** OpenAPI 3.0 in the vocabulary of JSON Schema 2020-12, by a translation of the test's own. */
function translated(value: Json): Json {
  if (Array.isArray(value)) return value.map(translated);
  if (!isObject(value)) return value;
  const { nullable, exclusiveMinimum: low, exclusiveMaximum: high, ...others } = value;
  Reflect.deleteProperty(others, 'discriminator');
  const plain: JsonObject = Object.fromEntries(
    Object.entries(others).map(([name, inner]) => [name, name === 'enum' ? inner : translated(inner)]),
  );
  Object.assign(plain, bound('Minimum', low, plain), bound('Maximum', high, plain));
  if (plain.format === 'int32') plain.maximum = 2 ** 31 - 1; // a format of OpenAPI alone
  if (isObject(plain.properties) && Array.isArray(plain.required)) {
    const { properties } = plain;
    plain.required = plain.required.filter((name) => {
      const member = typeof name === 'string' ? properties[name] : undefined;
      return !(isObject(member) && member.readOnly === true);
    });
  }
  if (nullable !== true) return plain;
  return typeof plain.type === 'string'
    ? { ...plain, type: [plain.type, 'null'] }
    : { anyOf: [{ type: 'null' }, plain] };
}

function bound(side: 'Minimum' | 'Maximum', exclusive: Json | undefined, schema: JsonObject): JsonObject {
  if (exclusive === undefined) return {};
  if (exclusive !== true) return { [`exclusive${side}`]: exclusive };
  const name = side.toLowerCase();
  const limit = schema[name] ?? 0;
  Reflect.deleteProperty(schema, name);
  return { [`exclusive${side}`]: limit };
}

/** The schemas in one, whose references lead where those of the document do. */
function schemaOf(schemas: Readonly<Record<string, JsonObject>>): Schema {
  const components = { schemas: translated({ ...schemas }) };
  return { $ref: '#/components/schemas/Body', components };
}

describe('an independent validator (@cfworker/json-schema)', () => {
  for (const [what, schemas] of Object.entries(REQUEST_SCHEMAS)) {
    it(`agrees with every derived body for ${what}`, () => {
      const document = { file: 'invented', hash: '', root: { components: { schemas } } };
      const { cases, notCovered } = deriveCases(document, '#/components/schemas/Body', {});
      const validator = new Validator(schemaOf(schemas), '2020-12', false);
      const wrong = cases.filter(
        ({ intent, body }) => validator.validate(body).valid !== (intent !== 'refuse'),
      );
      expect(wrong.map(({ id, body }) => `${id} ${JSON.stringify(body)}`)).to.deep.equal([]);
      expect(cases.length).to.be.greaterThan(40);
      const unexpected = notCovered.filter(({ reason }) => !/circular|do not list|excludes no/.test(reason));
      expect(unexpected).to.deep.equal([]);
    });
  }

  it('disagrees with a body that breaks a rule', () => {
    const validator = new Validator(
      schemaOf(REQUEST_SCHEMAS['a proxy: exactly one of three, nothing else'] ?? {}),
    );
    expect(validator.validate({ proxy: { id: 'a', name: 'b' } }).valid).to.equal(false);
    expect(validator.validate({ proxy: { id: 'a' } }).valid).to.equal(true);
  });
});
