import { expect } from 'chai';
import type { Json, JsonObject } from '../model/json.js';
import { unsentIn } from './unsent.js';

const BEARER = { type: 'http', scheme: 'bearer' };
const KEY = { type: 'apiKey', in: 'header', name: 'X-Key' };

/** What no request shows of an operation with these members, at a path with these parameters. */
function unsent(operation: JsonObject, parameters: readonly Json[] = []): string[] {
  const root = {
    paths: { '/browsers/{id}': { parameters: [...parameters], patch: { responses: {}, ...operation } } },
    components: {
      securitySchemes: { bearer: BEARER, key: KEY },
      parameters: { Dry: { name: 'dry_run', in: 'query', required: true } },
    },
  };
  const found = unsentIn({ file: 'a.yaml', hash: '', root });
  return found.map(({ path, keyword, reason }) => `${path}: ${keyword}: ${reason}`);
}

describe('what no request of this suite shows', () => {
  it('is every parameter but that of the path, by reference, too', () => {
    const own = [{ name: 'id', in: 'path', required: true }, { $ref: '#/components/parameters/Dry' }];
    expect(unsent({ parameters: own }, [{ name: 'X-Trace', in: 'header' }])).to.deep.equal([
      'query parameter dry_run: required: The document requires it, and no request of this suite has it.',
      'header parameter X-Trace: name: No request of this suite has it.',
    ]);
  });

  it('is another way to authenticate than the one that is used', () => {
    expect(unsent({ security: [{ key: [] }, { bearer: [] }] })).to.deep.equal([
      'access: security: Keys are sent in another way.',
    ]);
    expect(unsent({ security: [{ bearer: [] }] })).to.deep.equal([]);
    expect(unsent({})).to.deep.equal([]);
  });

  it('is that keys are not needed', () => {
    const anonymous = ['access: security: It lets requests in without a key.'];
    expect(unsent({ security: [] })).to.deep.equal(anonymous);
    expect(unsent({ security: [{ bearer: [] }, {}] })).to.deep.equal(anonymous);
  });
});
