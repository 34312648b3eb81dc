import { expect } from 'chai';
import type { Json, JsonObject } from '../model/json.js';
import type { ContractDocument } from './document.js';
import { keyHeaderOf } from './security.js';

const SCHEMES: JsonObject = {
  bearer: { type: 'http', scheme: 'Bearer' },
  basic: { type: 'http', scheme: 'basic' },
  header: { type: 'apiKey', in: 'header', name: 'X-Kernel-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  oauth: { type: 'oauth2', flows: {} },
  same: { $ref: '#/components/securitySchemes/header' },
};

function documentOf(security: Json | undefined, ofAll?: Json): ContractDocument {
  const patch = { responses: {}, ...(security === undefined ? {} : { security }) };
  const root: JsonObject = {
    paths: { '/browsers/{id}': { patch } },
    components: { securitySchemes: SCHEMES },
    ...(ofAll === undefined ? {} : { security: ofAll }),
  };
  return { file: 'made.yaml', hash: '', root };
}

const asking = (...names: string[]): Json => names.map((name) => ({ [name]: [] }));

describe('how a document has keys sent', () => {
  const rows: readonly (readonly [string, Json | undefined, Json | undefined, string | undefined])[] = [
    ['as a bearer token where it says nothing', undefined, undefined, undefined],
    ['as a bearer token', asking('bearer'), undefined, undefined],
    ['in a header', asking('header'), undefined, 'x-kernel-key'],
    ['in a header, by reference', asking('same'), undefined, 'x-kernel-key'],
    ['as the whole API does', undefined, asking('header'), 'x-kernel-key'],
    ['as the operation does, not the whole API', asking('bearer'), asking('header'), undefined],
    [
      'in the way that can be used, of several',
      asking('oauth', 'header', 'query'),
      undefined,
      'x-kernel-key',
    ],
    ['as a bearer token, of several', asking('header', 'bearer'), undefined, undefined],
    ['as a bearer token where the operation asks for nothing', [], asking('oauth'), undefined],
  ];
  for (const [what, own, ofAll, header] of rows) {
    it(`is ${what}`, () => expect(keyHeaderOf(documentOf(own, ofAll))).to.equal(header));
  }

  const refused: readonly (readonly [Json, string])[] = [
    [asking('oauth'), 'oauth2'],
    [asking('query', 'basic'), 'apiKey (query) or http (basic)'],
    [[{ header: [], query: [] }], 'apiKey (header) with apiKey (query)'],
    [asking('gone'), 'the undescribed scheme gone'],
  ];
  for (const [security, what] of refused) {
    it(`is refused in a sentence: ${what}`, () => {
      expect(() => keyHeaderOf(documentOf(security))).to.throw(
        `The contract document made.yaml cannot be used: at #/paths/~1browsers~1%7Bid%7D/patch/security it asks for ${what}, and keys can only be sent as bearer tokens or in a header.`,
      );
    });
  }
});
