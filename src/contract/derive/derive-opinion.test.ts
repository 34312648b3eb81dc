import { expect } from 'chai';
import { REQUEST_SCHEMAS } from '../../../proof/testing/request-schemas.js';
import { secondValidator } from '../../../proof/testing/second-validator.js';
import type { Json, JsonObject } from '../../model/json.js';
import { deriveCases } from './derive.js';

const BODY = '#/components/schemas/Body';

function fits(schemas: Readonly<Record<string, JsonObject>>): (body: Json) => boolean {
  const root = { openapi: '3.1.0', components: { schemas: { ...schemas } } };
  return secondValidator(root, BODY, { ofRequests: true });
}

describe('an independent validator (@cfworker/json-schema)', () => {
  for (const [what, schemas] of Object.entries(REQUEST_SCHEMAS)) {
    it(`agrees with every derived body for ${what}`, () => {
      const document = { file: 'invented', hash: '', root: { components: { schemas } } };
      const { cases, notCovered } = deriveCases(document, BODY, {});
      const isValid = fits(schemas);
      const wrong = cases.filter(({ intent, body }) => isValid(body) !== (intent !== 'refuse'));
      expect(wrong.map(({ id, body }) => `${id} ${JSON.stringify(body)}`)).to.deep.equal([]);
      expect(cases.length).to.be.greaterThan(40);
      const unexpected = notCovered.filter(({ reason }) => !/circular|do not list|excludes no/.test(reason));
      expect(unexpected).to.deep.equal([]);
    });
  }

  it('disagrees with a body that breaks a rule', () => {
    const isValid = fits(REQUEST_SCHEMAS['a proxy: exactly one of three, nothing else'] ?? {});
    expect(isValid({ proxy: { id: 'a', name: 'b' } })).to.equal(false);
    expect(isValid({ proxy: { id: 'a' } })).to.equal(true);
  });
});
