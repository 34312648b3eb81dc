import { expect } from 'chai';
import type { Json, JsonObject } from '../model/json.js';
import type { ContractDocument } from './document.js';
import { operationOf, requestSchemaOf } from './operation.js';

const RESPONSES = { '200': { description: 'ok' } };

function documentOf(paths: JsonObject, components: JsonObject = {}): ContractDocument {
  return { file: 'invented.yaml', hash: '', root: { paths, components } };
}

function updateOf(content: Json): JsonObject {
  return { patch: { requestBody: { required: true, content }, responses: RESPONSES } };
}

describe('the operation of a document', () => {
  for (const path of ['/browsers/{id}', '/browsers/{id_or_name}', '/browsers/{session-id}']) {
    it(`is found as ${path}`, () => {
      const other = {
        '/browsers': {},
        '/browsers/{id}/replays': { patch: {} },
        '/profiles/{id}': { patch: {} },
      };
      const { pointer, read } = operationOf(
        documentOf({ ...other, [path]: { ...updateOf({}), get: { responses: RESPONSES } } }),
      );
      expect([pointer, read].map((one) => decodeURIComponent(one ?? ''))).to.deep.equal([
        `#/paths/${path.replaceAll('/', '~1')}/patch`,
        `#/paths/${path.replaceAll('/', '~1')}/get`,
      ]);
    });
  }

  it('is found behind references to its path item and its body', () => {
    const body = { content: { 'application/json; charset=utf-8': { schema: {} } } };
    const document = documentOf(
      { '/browsers/{id}': { $ref: '#/components/pathItems/Session' } },
      {
        pathItems: { Session: { patch: { requestBody: { $ref: '#/components/requestBodies/Update' } } } },
        requestBodies: { Update: body },
      },
    );
    expect(operationOf(document)).to.deep.equal({
      path: '/browsers/{id}',
      pointer: '#/components/pathItems/Session/patch',
      read: undefined,
      body: {
        pointer: '#/components/requestBodies/Update',
        isRequired: false,
        mediaType: 'application/json; charset=utf-8',
        otherTypes: [],
        schema: '#/components/requestBodies/Update/content/application~1json%3B%20charset%3Dutf-8/schema',
      },
    });
  });

  it('takes plain JSON for its body where it is declared, and else another kind of JSON', () => {
    const types = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { schema: {} }]));
    const mediaTypeOf = (content: Json) =>
      operationOf(documentOf({ '/browsers/{id}': updateOf(content) })).body?.mediaType;
    expect(mediaTypeOf(types('application/merge-patch+json', 'application/json'))).to.equal(
      'application/json',
    );
    expect(mediaTypeOf(types('text/plain', 'application/merge-patch+json'))).to.equal(
      'application/merge-patch+json',
    );
    expect(mediaTypeOf(types('text/plain'))).to.equal(undefined);
    const all = types('text/plain', 'application/merge-patch+json', 'application/json');
    const { body } = operationOf(documentOf({ '/browsers/{id}': updateOf(all) }));
    expect(body?.otherTypes).to.deep.equal(['application/merge-patch+json']);
  });

  it('is missed in a whole sentence', () => {
    for (const paths of [{}, { '/browsers/{id}': { get: {} } }, { '/browsers/{id}/{name}': { patch: {} } }]) {
      expect(() => operationOf(documentOf(paths))).to.throw(
        'The contract document invented.yaml does not describe PATCH /browsers/{id}.',
      );
    }
    expect(() => requestSchemaOf(documentOf({ '/browsers/{id}': { patch: {} } }))).to.throw(
      'The contract document invented.yaml describes no JSON request body at #/paths/~1browsers~1%7Bid%7D/patch.',
    );
  });
});
