import { expect } from 'chai';
import { CHECKS, byImportance, type Finding } from '../model/finding.js';
import { judgeExchange } from './judge.js';
import { answered, answeredText, CONTRACT, ERROR } from '../../proof/testing/answers.js';

function finding(check: 'echo' | 'read-back' | 'secret-shown', path: string): Finding {
  const common = { severity: 'breach', clause: '#', exchange: answered(200, {}) } as const;
  if (check === 'secret-shown') return { ...common, check, details: { secret: path } };
  return { ...common, check, details: { path, value: 1, allowed: [2] } };
}

describe('the judge', () => {
  it('lists findings in the order of the checks, then as they were found', () => {
    const mixed = [
      finding('read-back', 'a'),
      finding('echo', 'b'),
      finding('secret-shown', 'c'),
      finding('echo', 'd'),
    ];
    const before = [...mixed];
    const sorted = byImportance(mixed);
    expect(mixed).to.deep.equal(before);
    expect(sorted).to.deep.equal([mixed[2], mixed[1], mixed[3], mixed[0]]);
    expect(sorted.map(({ check }) => CHECKS.indexOf(check))).to.deep.equal(
      mixed.map(({ check }) => CHECKS.indexOf(check)).sort((a, b) => a - b),
    );
  });

  it('finds in the order of importance what is wrong with one exchange', () => {
    const exchange = answered(200, {}, { contentType: 'text/html' });
    const found = judgeExchange(exchange, [400], CONTRACT);
    expect(byImportance(found)).to.deep.equal(found);
    for (const finding of found) expect(finding.exchange).to.equal(exchange);
    expect(found[0]?.check).to.equal('status-expected');
  });

  it('does not judge a 429, whatever it carries', () => {
    for (const exchange of [answered(429, ERROR), answeredText(429, '<html>', { contentType: null })]) {
      expect(judgeExchange(exchange, [200], CONTRACT)).to.deep.equal([]);
    }
  });

  it('does not judge an exchange without a whole answer', () => {
    const { purpose, request, at, ms, throttled } = answered(200, {});
    const broken = { purpose, request, at, ms, throttled, failure: 'no answer came' };
    expect(judgeExchange(broken, [200], CONTRACT)).to.deep.equal([]);
  });
});
