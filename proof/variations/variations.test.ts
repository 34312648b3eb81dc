import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { readDocument } from '../../src/reference-server/document.js';
import { play, type Exchange } from '../mutants/testing/driver.js';
import { variety } from '../mutants/testing/variety.js';
import { DOCUMENT } from '../testing/test-client.js';
import { VARIATIONS } from './table.js';

describe('the variations', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(readDocument(DOCUMENT), 'document');
  const session = ajv.compile({ $ref: 'document#/components/schemas/Browser' });
  const error = ajv.compile({ $ref: 'document#/components/schemas/Error' });

  /** Holds an answer to PATCH to the document. A 429 is no answer of the operation, but of what stands before it. */
  const fits = ({ status, headers, text }: Exchange): void => {
    if (status === 429) {
      expect(headers['retry-after']).to.equal('0');
      return;
    }
    expect(status).to.be.oneOf([200, 400, 401, 403, 404, 500]);
    expect(headers['content-type']).to.match(/^application\/json(?:;|$)/i);
    const validate = status === 200 ? session : error;
    expect(validate(JSON.parse(text)), `${status} ${ajv.errorsText(validate.errors)} ${text}`).to.equal(true);
  };

  it('have names of their own and whole sentences', () => {
    expect(new Set(VARIATIONS.map(({ name }) => name)).size).to.equal(VARIATIONS.length);
    for (const { name, sentence } of VARIATIONS) {
      expect(name).to.match(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(sentence, name).to.match(/^[A-Za-z].{12,}[^.]\.$/);
    }
  });

  let usual: Promise<readonly string[]> | undefined;
  for (const { name, sentence } of VARIATIONS) {
    it(`${name}: ${sentence}`, async () => {
      usual ??= play(variety, {}).then(({ lines }) => lines);
      const started = performance.now();
      const { lines, exchanges } = await play(variety, { variation: name });
      for (const exchange of exchanges) if (exchange.method === 'PATCH') fits(exchange);
      // Only the clock sees the slow one: nothing in its answers differs.
      if (name === 'slow-answers') expect(performance.now() - started).to.be.above(exchanges.length * 40);
      else expect(lines).to.not.deep.equal(await usual);
    });
  }
});
