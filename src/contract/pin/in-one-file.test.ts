import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import type { JsonObject } from '../../model/json.js';
import { loadDocument } from '../load-document.js';
import { cutDocument } from './cut-document.js';
import { inOneFile } from './in-one-file.js';

const json = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });

/** A document in one file that says what these files say. */
function joined(files: Readonly<Record<string, JsonObject>>): JsonObject {
  const folder = mkdtempSync(path.join(tmpdir(), 'files-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), stringify(content));
    }
    return cutDocument(inOneFile(loadDocument(path.join(folder, 'api.yaml')).root), 'api.yaml');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const API = { openapi: '3.1.0', info: { title: 'API', version: '1' } };

describe('a document in several files', () => {
  it('becomes one whose components are what the other files hold, each under its own name', () => {
    const root = joined({
      'api.yaml': {
        ...API,
        paths: { '/browsers/{id}': { $ref: 'paths/session.yaml' } },
        components: { schemas: { Size: { $ref: 'schemas/size.yaml' }, Error: { type: 'string' } } },
      },
      'paths/session.yaml': {
        patch: {
          parameters: [{ $ref: '../shared.yaml#/components/parameters/Id' }],
          requestBody: json({ $ref: '../shared.yaml#/components/schemas/Update' }),
          responses: {
            200: { $ref: '../responses.yaml#/ok' },
            400: { description: 'Bad.', ...json({ $ref: '../api.yaml#/components/schemas/Error' }) },
            404: { description: 'Gone.', ...json({ $ref: '../shared.yaml#/components/schemas/Error' }) },
          },
        },
      },
      'shared.yaml': {
        components: {
          parameters: { Id: { name: 'id', in: 'path', required: true } },
          schemas: {
            Update: { properties: { size: { $ref: 'api.yaml#/components/schemas/Size' } } },
            Error: { type: 'object' },
            Unused: {},
          },
        },
      },
      'responses.yaml': { ok: { description: 'Good.', ...json({ $ref: 'schemas/size.yaml' }) } },
      'schemas/size.yaml': { type: 'integer', minimum: 1 },
    });
    const ref = (name: string): JsonObject => ({ $ref: `#/components/${name}` });
    expect(root).to.deep.equal({
      ...API,
      paths: {
        '/browsers/{id}': {
          patch: {
            parameters: [ref('parameters/Id')],
            requestBody: json(ref('schemas/Update')),
            responses: {
              200: ref('responses/ok'),
              400: { description: 'Bad.', ...json(ref('schemas/Error')) },
              404: { description: 'Gone.', ...json(ref('schemas/Error-2')) },
            },
          },
        },
      },
      components: {
        parameters: { Id: { name: 'id', in: 'path', required: true } },
        responses: { ok: { description: 'Good.', ...json(ref('schemas/Size')) } },
        schemas: {
          Size: { type: 'integer', minimum: 1 },
          Update: { properties: { size: ref('schemas/Size') } },
          Error: { type: 'string' },
          'Error-2': { type: 'object' },
        },
      },
    });
  });
});
