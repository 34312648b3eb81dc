import { expect } from 'chai';
import { isObject, parseJson, type JsonObject } from '../../model/json.js';
import type { NotCovered } from '../../model/not-covered.js';
import { deriveCases, type DerivedCase } from './derive.js';

function derived(
  properties: JsonObject,
  others: JsonObject = {},
): { cases: DerivedCase[]; notCovered: NotCovered[] } {
  const Body = { type: 'object', properties };
  const root = { components: { schemas: { Body, ...others } } };
  return deriveCases({ file: 'invented', hash: '', root }, '#/components/schemas/Body', {});
}

function objectIn(json: string): JsonObject {
  const value = parseJson(json);
  return isObject(value) ? value : {};
}

/** The reasons why statements have no cases, by the path that they are about. */
function reasons(notCovered: readonly NotCovered[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { path, reason } of notCovered) (found[path] ??= []).push(reason);
  return found;
}

const ok = { type: 'integer', minimum: 3 };
const idsOf = (cases: readonly DerivedCase[]): string[] => cases.map(({ id }) => id);

describe('the derivation of a document that is a trap', () => {
  const traps: readonly (readonly [what: string, schema: JsonObject, reason: RegExp])[] = [
    ['a long list', { enum: Array.from({ length: 3000 }, (_, index) => `v${index}`) }, /^Of its 3000 /],
    ['a long text', { type: 'string', minLength: 1e9 }, /1000000000 characters is too long to send/],
    ['a long array', { type: 'array', items: ok, minItems: 1e9 }, /1000000000 items is too large to send/],
    ['a large object', { type: 'object', minProperties: 1e9 }, /1000000000 members is too large to send/],
    [
      'a pattern that backtracks for ever',
      { type: 'string', pattern: '^(.*a){25}$', minLength: 50 },
      /pattern/,
    ],
    ['an unknown keyword', { type: 'string', sortOf: 'string' }, /^The keyword sortOf is unknown\.$/],
  ];
  for (const [what, trap, reason] of traps) {
    it(`says so, and derives the rest: ${what}`, () => {
      const { cases, notCovered } = derived({ trap, ok });
      expect(idsOf(cases)).to.include('ok/minimum/below');
      expect(reasons(notCovered).trap?.join('\n')).to.match(reason);
    });
  }

  it('ends where required members go round in a circle', () => {
    const Node = {
      type: 'object',
      required: ['next'],
      properties: { next: { $ref: '#/components/schemas/Node' } },
    };
    const { cases, notCovered } = derived({ trap: { $ref: '#/components/schemas/Node' }, ok }, { Node });
    expect(idsOf(cases)).to.include('ok/minimum/below');
    expect(reasons(notCovered).trap?.join('\n')).to.match(/took too many steps/);
  });

  it('finds numbers beyond the largest bounds', () => {
    const { cases, notCovered } = derived({
      n: { type: 'number', maximum: 1e308 },
      i: { type: 'integer', minimum: 2 ** 60 },
    });
    expect(notCovered).to.deep.equal([]);
    expect(idsOf(cases)).to.include.members([
      'n/maximum/at',
      'n/maximum/above',
      'i/minimum/at',
      'i/minimum/below',
    ]);
  });

  it('takes members with the names of inherited ones for members like others', () => {
    const names = objectIn(
      '{ "constructor": { "type": "integer", "minimum": 3 }, "toString": { "type": "boolean" } }',
    );
    const { cases, notCovered } = derived(names);
    expect(notCovered).to.deep.equal([]);
    expect(idsOf(cases)).to.include.members(['constructor/minimum/below', 'toString/type/string-true']);
    const own = derived(objectIn('{ "__proto__": { "type": "integer" } }'));
    expect(own.notCovered).to.deep.equal([]);
    expect(idsOf(own.cases)).to.include.members(['__proto__/type/string']);
  });

  it('looks at the outermost statements of a schema that has too many, and names the fields that it left', () => {
    const many = Object.fromEntries(Array.from({ length: 1300 }, (_, index) => [`unknown${index}`, 1]));
    const inner = { type: 'object', properties: { deep: { type: 'boolean', ...many } } };
    const first = { type: 'object', properties: { inner } };
    const { cases, notCovered } = derived({ first, last: ok });
    expect(idsOf(cases)).to.include.members(['last/minimum/below', 'first.inner/type/null']);
    expect(reasons(notCovered)['first.inner.deep']?.at(-1)).to.match(/more of first were left out/);
  });
});

describe('a choice with a discriminator', () => {
  const branch = (kind: JsonObject): JsonObject => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string', ...kind } },
  });
  it('is covered where its branches list the values, and is listed where they do not', () => {
    const of = (...kinds: JsonObject[]) => ({
      ok: { oneOf: kinds.map((kind) => branch(kind)), discriminator: { propertyName: 'kind' } },
    });
    expect(derived(of({ enum: ['a'] }, { const: 'b' })).notCovered).to.deep.equal([]);
    const { notCovered } = derived(of({ enum: ['a'] }, { maxLength: 2 }));
    expect(notCovered.map(({ keyword }) => keyword)).to.include('discriminator');
  });
});

describe('a member that only answers may show', () => {
  const properties = { made: { type: 'string', readOnly: true, minLength: 3 }, v: ok };

  it('has one case, which sends it, and is not required of requests', () => {
    const { cases, notCovered } = derived({ o: { type: 'object', required: ['made', 'v'], properties } });
    const about = cases.filter(({ id }) => id.includes('made'));
    expect(about.map(({ id, intent }) => [id, intent])).to.deep.equal([['o.made/readOnly/sent', 'observe']]);
    expect(idsOf(cases)).to.include('o/required/v');
    expect(idsOf(cases)).not.to.include('o/required/made');
    expect(cases.find(({ id }) => id === 'o.v/minimum/at')?.body).to.deep.equal({ o: { v: 3 } });
    expect(notCovered).to.deep.equal([]);
  });
});

describe('a schema that states nothing', () => {
  it('is named, at any depth', () => {
    const inner = { type: 'object', properties: { any: true, plain: { description: 'Some.' }, v: ok } };
    const { cases, notCovered } = derived(
      { o: inner, whatever: {}, far: { $ref: '#/components/schemas/Any' } },
      { Any: {} },
    );
    expect(idsOf(cases)).to.include('o.v/minimum/below');
    const mute = notCovered.filter(({ keyword }) => keyword === 'properties').map(({ path }) => path);
    expect(mute).to.have.members(['o.any', 'o.plain', 'whatever', 'far']);
  });
});
