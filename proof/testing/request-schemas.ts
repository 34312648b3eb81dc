import type { JsonObject } from '../../src/model/json.js';

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const text = (most: number, more: JsonObject = {}): JsonObject => ({
  type: 'string',
  maxLength: most,
  ...more,
});

/** Request schemas in the shapes that public APIs use, each as the schemas of a document; `Body` is the request's. */
export const REQUEST_SCHEMAS: Readonly<Record<string, Readonly<Record<string, JsonObject>>>> = {
  'a payment: nullable members, maps, enums, exclusive bounds of 3.0': {
    Body: {
      type: 'object',
      required: ['amount', 'currency'],
      properties: {
        amount: { type: 'integer', minimum: 0, exclusiveMinimum: true, maximum: 99_999_999 },
        currency: { type: 'string', pattern: '^[a-z]{3}$' },
        description: text(1000, { nullable: true }),
        capture: { type: 'string', enum: ['automatic', 'manual', 'none'] },
        reason: { type: 'string', nullable: true, enum: ['duplicate', 'fraudulent', null] },
        refund: { type: 'string', nullable: true, enum: ['partial', 'full'] },
        metadata: { type: 'object', additionalProperties: text(500), maxProperties: 50 },
        shipping: { nullable: true, allOf: [ref('Address')] },
        expand: { type: 'array', maxItems: 4, items: text(50, { minLength: 1 }) },
        rate: { type: 'number', minimum: 0, maximum: 1, exclusiveMaximum: true },
      },
    },
    Address: {
      type: 'object',
      required: ['line1'],
      properties: {
        line1: text(80),
        city: text(40, { nullable: true }),
        country: { type: 'string', minLength: 2, maxLength: 2 },
      },
    },
  },
  'a method: oneOf with a discriminator over allOf inheritance': {
    Body: {
      type: 'object',
      additionalProperties: false,
      properties: { method: ref('Method'), name: text(20) },
    },
    Method: {
      oneOf: [ref('Card'), ref('Transfer'), ref('Wallet')],
      discriminator: { propertyName: 'kind', mapping: { card: '#/components/schemas/Card' } },
    },
    Base: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' }, label: text(10) } },
    Card: {
      allOf: [
        ref('Base'),
        {
          type: 'object',
          required: ['number'],
          properties: { kind: { enum: ['card'] }, number: { type: 'string', pattern: '^\\d{12,19}$' } },
        },
      ],
    },
    Transfer: {
      allOf: [
        ref('Base'),
        {
          required: ['iban'],
          properties: {
            kind: { enum: ['transfer'] },
            iban: { type: 'string', minLength: 15, maxLength: 34 },
          },
        },
      ],
    },
    Wallet: {
      allOf: [
        ref('Base'),
        {
          required: ['email'],
          properties: { kind: { enum: ['wallet'] }, email: { type: 'string', format: 'email' } },
        },
      ],
    },
  },
  'a repository: type arrays, formats, exclusive bounds of 3.1': {
    Body: {
      type: 'object',
      minProperties: 1,
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9._-]+$' },
        homepage: { type: ['string', 'null'], format: 'uri' },
        archived: { type: 'boolean' },
        pushed_at: { type: 'string', format: 'date-time' },
        due_on: { type: ['string', 'null'], format: 'date' },
        topics: {
          type: 'array',
          items: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 50 },
          maxItems: 20,
          uniqueItems: true,
        },
        weight: { type: 'number', exclusiveMinimum: 0, multipleOf: 0.5 },
        team_id: { type: 'string', format: 'uuid' },
        host: { type: 'string', format: 'ipv4' },
        id: { type: 'integer', readOnly: true },
      },
      required: ['id'],
    },
  },
  'a workload: nested lists and maps, a choice of types, a circle': {
    Body: {
      type: 'object',
      required: ['spec'],
      properties: {
        labels: { type: 'object', additionalProperties: text(63) },
        spec: {
          type: 'object',
          required: ['containers'],
          properties: {
            replicas: { type: 'integer', format: 'int32', minimum: 0, default: 1 },
            containers: { type: 'array', minItems: 1, items: ref('Container') },
            selector: ref('Selector'),
          },
        },
      },
    },
    Container: {
      type: 'object',
      required: ['name', 'port'],
      properties: {
        name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 },
        port: {
          anyOf: [
            { type: 'integer', minimum: 1, maximum: 65_535 },
            { type: 'string', minLength: 1 },
          ],
        },
        env: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            required: ['value'],
            properties: { value: { type: 'string' } },
          },
        },
      },
    },
    Selector: {
      type: 'object',
      properties: { key: text(10), any: { type: 'array', items: ref('Selector') }, not: ref('Selector') },
    },
  },
  'a proxy: exactly one of three, nothing else': {
    Body: {
      type: 'object',
      properties: {
        proxy: {
          type: 'object',
          additionalProperties: false,
          properties: {
            mode: { type: 'string', enum: ['direct', 'default'] },
            id: { type: 'string' },
            name: text(255, { minLength: 1 }),
          },
          oneOf: [{ required: ['mode'] }, { required: ['id'] }, { required: ['name'] }],
        },
        tags: { type: 'object', maxProperties: 5, additionalProperties: text(256) },
        not_admin: { type: 'string', not: { enum: ['admin', 'root'] } },
      },
    },
  },
};
