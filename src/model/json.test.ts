import { expect } from 'chai';
import { isObject, memberPath, parseJson, sameJson, valueAt } from './json.js';

describe('JSON values', () => {
  it('are objects only when they have members', () => {
    const things: unknown[] = [{}, { a: 1 }, null, [], 'text', 1, true, undefined];
    expect(things.map(isObject)).to.deep.equal([true, true, false, false, false, false, false, false]);
  });

  const equal = [
    ['1', '1.0'],
    ['{"a":1,"b":[1,{"c":null}]}', '{"b":[1,{"c":null}],"a":1}'],
    ['[]', '[]'],
    ['"é"', '"\\u00e9"'],
    ['{"__proto__":{}}', '{"__proto__":{}}'],
    ['0', '-0'],
    ['{"a":[0]}', '{"a":[-0]}'],
    ['[1e400]', '[1e401]'], // both parse as Infinity
  ] as const;
  for (const [one, other] of equal) {
    it(`are the same: ${one} and ${other}`, () => {
      expect(sameJson(parseJson(one), parseJson(other))).to.equal(true);
    });
  }

  const different = [
    ['1', '"1"'],
    ['null', 'false'],
    ['{}', '[]'],
    ['{}', 'null'],
    ['[1,2]', '[2,1]'],
    ['[1]', '[1,1]'],
    ['[1e400]', '[-1e400]'],
    ['{"a":1}', '{"a":1,"b":1}'],
    ['{"a":1}', '{"b":1}'],
    ['{"__proto__":{}}', '{"a":{}}'], // every object has the former by inheritance
    ['{"toString":1}', '{"a":1}'],
  ] as const;
  for (const [one, other] of different) {
    it(`differ: ${one} and ${other}`, () => {
      expect([
        sameJson(parseJson(one), parseJson(other)),
        sameJson(parseJson(other), parseJson(one)),
      ]).to.deep.equal([false, false]);
    });
  }

  it('come from text, or not at all', () => {
    expect(parseJson(' {"a":[null]} ')).to.deep.equal({ a: [null] });
    for (const text of ['', 'undefined', '{"a":1', 'NaN'])
      expect(() => parseJson(text), text).to.throw(SyntaxError);
  });

  it('are the same whatever their prototypes', () => {
    const bare: unknown = Object.setPrototypeOf({ b: 1 }, null);
    if (!isObject(bare)) throw new Error('An object without a prototype is an object.');
    expect(sameJson({ a: bare }, { a: { b: 1 } })).to.equal(true);
  });

  it('differ from an absent one', () => {
    expect([
      sameJson(undefined, undefined),
      sameJson(undefined, null),
      sameJson({}, undefined),
    ]).to.deep.equal([true, false, false]);
  });

  const paths = [
    [[], { a: [{ b: 1 }] }],
    [['a', 0, 'b'], 1],
    [['a', '0', 'b'], 1],
    [['a', 1], undefined],
    [['a', ''], undefined],
    [['a', '00'], undefined],
    [['a', 'length'], undefined],
    [['toString'], undefined],
    [['a', 0, 'b', 'c'], undefined],
  ] as const;
  for (const [path, value] of paths) {
    it(`have ${value === undefined ? 'nothing' : JSON.stringify(value)} at /${path.join('/')}`, () => {
      expect(valueAt({ a: [{ b: 1 }] }, path)).to.deep.equal(value);
    });
  }

  it('have paths that do not take the name of a member for a path', () => {
    const paths = ['a', '', 'a.b', '[0]', 'c"d'].map((name) => [memberPath('', name), memberPath('x', name)]);
    expect(paths).to.deep.equal([
      ['a', 'x.a'],
      ['""', 'x.""'],
      ['"a.b"', 'x."a.b"'],
      ['"[0]"', 'x."[0]"'],
      ['"c\\"d"', 'x."c\\"d"'],
    ]);
  });
});

describe('JSON that is nested deeply', () => {
  const nested = (levels: number): string => '[{"a":'.repeat(levels) + '"[[["' + '}]'.repeat(levels);

  it('is read to a depth at which it can be looked through, and no deeper', () => {
    expect(JSON.stringify(parseJson(nested(500)))).to.equal(nested(500));
    expect(() => parseJson(nested(501))).to.throw(SyntaxError, 'it is nested more than 1000 levels deep');
    expect(parseJson(`"${'['.repeat(5000)}\\"["`)).to.equal(`${'['.repeat(5000)}"[`);
  });
});
