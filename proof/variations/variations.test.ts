import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { readDocument } from '../../src/reference-server/document.js';
import { play, type Exchange, type Recording } from './testing/driver.js';
import { variety } from './testing/variety.js';
import { DOCUMENT } from '../testing/test-client.js';
import { COMPANIES, type Company } from './companies.js';
import { VARIATIONS } from './table.js';
import type { Variation } from './variation.js';

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

  it('each keep company in one place', () => {
    const names = COMPANIES.flatMap(({ variations }) => variations.map(({ name }) => name));
    expect(names).to.have.members(VARIATIONS.map(({ name }) => name));
  });

  for (const company of COMPANIES) {
    describe(`in ${company.name}`, () => {
      let together: Recording;
      let ms: number;
      const without = new Map<string, Recording>();

      before('play all of them, and all but each, at once: most of it is waiting', async () => {
        const started = performance.now();
        const playTogether = async (): Promise<void> => {
          together = await play(variety, { deviations: company.variations });
          ms = performance.now() - started;
        };
        const playWithout = async ({ name }: Variation): Promise<void> => {
          without.set(name, await play(variety, { deviations: allBut(name, company) }));
        };
        await Promise.all([playTogether(), ...company.variations.map(playWithout)]);
      });

      it('answer as the document allows', () => {
        for (const exchange of together.exchanges) if (exchange.method === 'PATCH') fits(exchange);
      });

      for (const { name, sentence } of company.variations) {
        it(`${name}: ${sentence}`, async () => {
          // Only the clock sees the slow one: nothing in its answers differs.
          if (name === 'slow-answers') {
            expect(ms).to.be.above(together.exchanges.length * 40);
            return;
          }
          let { exchanges, lines } = without.get(name) ?? together;
          // What passes in a moment may have passed unseen on a busy machine; with little else to do, it shows.
          if (isDeepStrictEqual(lines, together.lines)) {
            together = await play(variety, { deviations: company.variations });
            ({ exchanges, lines } = await play(variety, { deviations: allBut(name, company) }));
          }
          for (const exchange of exchanges) if (exchange.method === 'PATCH') fits(exchange);
          expect(lines, 'the company without it').to.not.deep.equal(together.lines);
        });
      }
    });
  }
});

function allBut(name: string, { variations }: Company): readonly Variation[] {
  return variations.filter((variation) => variation.name !== name);
}
