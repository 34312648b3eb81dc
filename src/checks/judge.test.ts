import { expect } from 'chai';
import { CHECKS, type CheckName, type Finding } from '../model/finding.js';
import { byImportance, judgeExchange } from './judge.js';
import { answered, answeredText, CONTRACT, ERROR } from '../../proof/testing/answers.js';

function finding(check: CheckName, exchange: number, because = ''): Finding {
  return { check, severity: 'breach', clause: '#', because, exchange };
}

describe('the judge', () => {
  it('lists findings in the order of the checks, then of the exchanges, then as they were found', () => {
    const mixed = [
      ...[...CHECKS].reverse().flatMap((check) => [finding(check, 1), finding(check, 0)]),
      finding('schema', 0, 'found last'),
    ];
    const before = [...mixed];
    const sorted = byImportance(mixed);
    expect(mixed).to.deep.equal(before);
    expect(sorted.map(({ check }) => CHECKS.indexOf(check))).to.deep.equal(
      mixed.map(({ check }) => CHECKS.indexOf(check)).sort((a, b) => a - b),
    );
    const schema = sorted.filter(({ check }) => check === 'schema');
    expect(schema.map(({ exchange, because }) => [exchange, because])).to.deep.equal([
      [0, ''],
      [0, 'found last'],
      [1, ''],
    ]);
  });

  it('finds in the order of importance what one exchange has wrong', () => {
    const found = judgeExchange(answered(200, {}, { contentType: 'text/html' }), 3, [400], CONTRACT);
    expect(byImportance(found)).to.deep.equal(found);
    expect(new Set(found.map(({ exchange }) => exchange))).to.deep.equal(new Set([3]));
    expect(found[0]?.check).to.equal('status-expected');
  });

  it('judges nobody by a 429, whatever it carries', () => {
    for (const exchange of [answered(429, ERROR), answeredText(429, '<html>', { contentType: null })]) {
      expect(judgeExchange(exchange, 0, [200], CONTRACT)).to.deep.equal([]);
    }
  });

  it('judges nobody by an exchange without a whole answer', () => {
    const { purpose, request, at, ms, throttled } = answered(200, {});
    const broken = { purpose, request, at, ms, throttled, failure: 'no answer came' };
    expect(judgeExchange(broken, 0, [200], CONTRACT)).to.deep.equal([]);
  });
});
