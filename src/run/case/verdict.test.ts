import { expect } from 'chai';
import type { Json } from '../../model/json.js';
import type { Finding } from '../../model/finding.js';
import { byImportance, judgeExchange } from '../../checks/judge.js';
import { answered, answeredText, BROWSER, CONTRACT, ERROR } from '../../../proof/testing/answers.js';
import type { Exchange } from '../../model/exchange.js';
import type { ContractCase } from '../../model/case.js';
import type { Intent } from '../../model/run-record.js';
import { resultOf, untried } from './verdict.js';

const STATUSES = { accept: [200], refuse: [400], observe: [200, 400, 401, 403, 404] } as const;

function someCase(intent: Intent, because?: string): ContractCase {
  return {
    id: 'viewport.width/minimum/below',
    group: 'viewport',
    source: 'hand',
    sentence: 'a width one below the smallest',
    intent,
    clause: { pointer: '#/components/schemas/BrowserViewport/properties/width', text: 'minimum: 320' },
    statuses: STATUSES[intent],
    ...(because === undefined ? {} : { because }),
    target: 'held session',
    session: { headless: true, stealth: false, recording: false },
    start: {},
    procedure: 'single',
    credential: 'full key',
    claim: 'nothing',
    needs: [],
  };
}

/** Judges an exchange as a case of that intent does, and adds it up. */
function verdict(intent: Intent, exchange: Exchange) {
  const findings = byImportance(judgeExchange(exchange, 0, STATUSES[intent], CONTRACT));
  return resultOf(someCase(intent), { exchanges: [exchange], findings }, 1.6);
}

function finding(members: Partial<Finding> = {}): Finding {
  return {
    check: 'echo',
    severity: 'breach',
    clause: '#/a',
    because: 'it is wrong',
    exchange: 0,
    ...members,
  };
}

describe('the verdict of a case that only observes', () => {
  const plain = { contentType: 'text/plain' };
  const rows: readonly (readonly [string, Exchange, string])[] = [
    ['a 200 that fits', answered(200, BROWSER), 'pass'],
    ['a declared 4xx that fits', answered(404, ERROR), 'pass'],
    ['an undeclared 4xx', answered(409, ERROR), 'drift'],
    ['an undeclared 4xx with a body that is no JSON', answeredText(415, 'no', plain), 'drift'],
    ['an undeclared 2xx', answered(202, BROWSER), 'breach'],
    ['an undeclared 3xx', answeredText(307, ''), 'breach'],
    ['a 500, although it is declared', answered(500, ERROR), 'breach'],
    ['an undeclared 5xx', answeredText(502, 'no', plain), 'breach'],
    ['an ill-formed body of a declared 4xx', answered(400, { code: 1 }), 'breach'],
    ['an ill-formed body of a 200', answered(200, ERROR), 'breach'],
    ['a declared 4xx without body', answeredText(404, ''), 'breach'],
  ];
  for (const [what, exchange, expected] of rows) {
    it(`is ${expected} for ${what}`, () => expect(verdict('observe', exchange).verdict).to.equal(expected));
  }

  it('says what was observed', () => {
    expect(verdict('observe', answered(404, ERROR)).reason).to.equal('observed: 404');
  });

  it('is softened for the asserted exchange alone, not for a read of it', () => {
    const findings = [finding({ check: 'status-declared', exchange: 1 })];
    const run = { exchanges: [answered(409, ERROR), answered(409, ERROR)], findings };
    expect(resultOf(someCase('observe'), run, 1).verdict).to.equal('breach');
  });
});

describe('the verdict of a case that expects a status', () => {
  const rows: readonly (readonly [Intent, number, Json, string])[] = [
    ['accept', 200, BROWSER, 'pass'],
    ['accept', 400, ERROR, 'breach'],
    ['accept', 409, ERROR, 'breach'],
    ['refuse', 400, ERROR, 'pass'],
    ['refuse', 404, ERROR, 'breach'],
    ['refuse', 409, ERROR, 'breach'],
    ['refuse', 200, BROWSER, 'breach'],
  ];
  for (const [intent, status, body, expected] of rows) {
    it(`is ${expected} for ${status} where the API has to ${intent}`, () => {
      expect(verdict(intent, answered(status, body)).verdict).to.equal(expected);
    });
  }
});

describe('the verdict of a run of a case', () => {
  const drift = finding({ severity: 'drift' });
  const exchanges = [answered(200, BROWSER)];
  const rows = [
    ['pass', { exchanges, findings: [] }],
    ['drift', { exchanges, findings: [drift] }],
    ['blocked', { exchanges, findings: [], blocked: 'no answer came' }],
    ['blocked', { exchanges, findings: [drift], blocked: 'no answer came' }],
    ['not verified', { exchanges, findings: [], unverified: 'no rate is shown' }],
    ['drift', { exchanges, findings: [drift], unverified: 'no rate is shown' }],
    ['breach', { exchanges, findings: [finding()], unverified: 'no rate is shown' }],
    ['suite error', { exchanges: [], findings: [], suiteError: 'the body does not fit' }],
    [
      'suite error',
      { exchanges, findings: [drift], suiteError: 'the body does not fit', blocked: 'no answer came' },
    ],
    ['breach', { exchanges, findings: [drift, finding()] }],
    [
      'breach',
      { exchanges, findings: [finding()], suiteError: 'the body does not fit', blocked: 'no answer came' },
    ],
  ] as const;
  for (const [expected, run] of rows) {
    const trouble = Object.keys(run).filter((name) => !['exchanges', 'findings'].includes(name));
    const severities = run.findings.map(({ severity }) => severity);
    it(`is ${expected} with findings [${severities.join()}] and trouble [${trouble.join()}]`, () => {
      expect(resultOf(someCase('accept'), run, 1).verdict).to.equal(expected);
    });
  }

  it('gives the most important finding as the reason, else the trouble, else nothing', () => {
    const reason = (
      findings: readonly Finding[],
      trouble: { blocked?: string; unverified?: string } = {},
    ): string => resultOf(someCase('accept'), { exchanges, findings, ...trouble }, 1).reason;
    expect(
      reason([finding({ because: 'first' }), finding({ because: 'second' })], { blocked: 'x' }),
    ).to.equal('first');
    expect(reason([], { blocked: 'no answer came' })).to.equal('no answer came');
    expect(reason([], { unverified: 'no rate is shown' })).to.equal('no rate is shown');
    expect(reason([])).to.equal('');
  });

  it('brings a block that a person reads, unless it is a pass', () => {
    expect(resultOf(someCase('accept'), { exchanges, findings: [] }, 1).block).to.equal('');
    const testCase = someCase('refuse', 'Small windows crash the browser.');
    const { block } = resultOf(testCase, { exchanges, findings: [finding()] }, 1);
    expect(block).to.contain('BREACH').and.contain('it is wrong');
    expect(block).to.contain('Small windows crash the browser.').and.contain('minimum: 320');
  });

  it('rounds the time that it took', () => expect(verdict('accept', answered(200, BROWSER)).ms).to.equal(2));
});

describe('the result of a case that was not tried', () => {
  it('is not verified, with the missing prerequisite and no block', () => {
    const result = untried(someCase('accept'), 'not verified', 'KERNEL_PROXY_IDS is not set');
    expect(result).to.deep.include({
      verdict: 'not verified',
      reason: 'KERNEL_PROXY_IDS is not set',
      block: '',
    });
    expect([result.findings, result.exchanges]).to.deep.equal([[], []]);
  });

  it('is blocked, with a block that says why', () => {
    const result = untried(someCase('accept'), 'blocked', 'the run was stopped');
    expect([result.verdict, result.reason]).to.deep.equal(['blocked', 'the run was stopped']);
    expect(result.block).to.contain('the run was stopped');
  });
});
