import { expect } from 'chai';
import type { Json } from '../../model/json.js';
import type { Finding } from '../../model/finding.js';
import { judgeExchange } from '../../checks/judge.js';
import { byImportance } from '../../model/finding.js';
import { answered, answeredText, BROWSER, CONTRACT, ERROR } from '../../../proof/testing/answers.js';
import type { Exchange } from '../../model/exchange.js';
import type { ContractCase } from '../../model/case.js';
import type { Intent } from '../../model/run-record.js';
import { resultOf, untried } from './verdict.js';

const STATUSES = { accept: [200], refuse: [400], observe: [200, 400, 401, 403, 404] } as const;

const JUDGING = { strict: false, deviations: [] };

function someCase(intent: Intent): ContractCase {
  return {
    id: 'viewport.width/minimum/below',
    group: 'viewport',
    source: 'hand',
    sentence: 'a width one below the smallest',
    intent,
    clause: { pointer: '#/components/schemas/BrowserViewport/properties/width', text: 'minimum: 320' },
    subject: 'viewport.width.minimum',
    statuses: STATUSES[intent],
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
  const findings = byImportance(judgeExchange(exchange, STATUSES[intent], CONTRACT));
  return resultOf(someCase(intent), { exchanges: [exchange], findings }, 1.6, JUDGING);
}

function finding(severity: Finding['severity'] = 'breach', exchange = answered(200, BROWSER)): Finding {
  const details = { status: 409, expected: [200], declared: [200] };
  return { check: 'status-declared', severity, clause: '#/a', exchange, details };
}

describe('the verdict of a case that only observes', () => {
  const plain = { contentType: 'text/plain' };
  const rows: readonly (readonly [string, Exchange, string])[] = [
    ['a 200 that fits', answered(200, BROWSER), 'pass'],
    ['a declared 4xx that fits', answered(404, ERROR), 'pass'],
    ['an undeclared 4xx', answered(409, ERROR), 'drift'],
    ['an undeclared 4xx with a body that is not JSON', answeredText(415, 'no', plain), 'drift'],
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

  it('is softened for the asserted exchange alone, not for a read of it', () => {
    const [asserted, read] = [answered(409, ERROR), answered(409, ERROR)];
    const run = { exchanges: [asserted, read], findings: [finding('breach', read)] };
    expect(resultOf(someCase('observe'), run, 1, JUDGING).verdict).to.equal('breach');
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
  const drift = finding('drift');
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
      expect(resultOf(someCase('accept'), run, 1, JUDGING).verdict).to.equal(expected);
    });
  }

  it('keeps what got in the way as the obstacle', () => {
    const obstacle = (why: { blocked?: string; unverified?: string; suiteError?: string }) =>
      resultOf(someCase('accept'), { exchanges, findings: [], ...why }, 1, JUDGING).obstacle;
    expect(obstacle({ blocked: 'no answer came' })).to.equal('no answer came');
    expect(obstacle({ unverified: 'no rate is shown' })).to.equal('no rate is shown');
    expect(obstacle({ blocked: 'no answer came', suiteError: 'a bug' })).to.equal('a bug');
    expect(obstacle({})).to.equal(undefined);
  });

  it('is left to a person where a finding rests on nothing but words that have changed', () => {
    const needsPerson = { why: 'the sentence has changed', isRun: true, decidesStatus: true, member: '' };
    const exchange = answered(400, ERROR);
    const details = { status: 400, expected: [200] };
    const wrong = { check: 'status-expected', severity: 'breach', clause: '#', exchange, details } as const;
    const judged = (person: Partial<typeof needsPerson>, findings: readonly Finding[] = [wrong]) =>
      resultOf(
        { ...someCase('accept'), needsPerson: { ...needsPerson, ...person } },
        { exchanges: [exchange], findings },
        1,
        JUDGING,
      );
    expect(judged({})).to.deep.include({
      verdict: 'not verified',
      obstacle: 'needs a person: the sentence has changed',
      needsPerson: 'the sentence has changed',
      findings: [{ ...wrong, severity: 'drift' }],
    });
    expect(judged({ decidesStatus: false }).verdict, 'the schema decides').to.equal('breach');
    expect(judged({}, [wrong, finding()]).verdict, 'another clause is broken').to.equal('breach');
    const failure = { ...wrong, details: { status: 500, expected: [200] } };
    expect(judged({}, [failure]).verdict, 'a server error').to.equal('breach');
  });

  it('is left to a person where a check rests on a sentence that has changed', () => {
    const exchange = answered(200, BROWSER);
    const details = { member: 'browser_live_view_url' };
    const shown = { check: 'live-view-shown', severity: 'breach', clause: '#', exchange, details } as const;
    const run = { exchanges: [exchange], findings: [shown] };
    const why = 'the document no longer has the sentence';
    const checks = { ...JUDGING, checksForPerson: new Map([[shown.check, why]]) };
    expect(resultOf(someCase('accept'), run, 1, JUDGING).verdict).to.equal('breach');
    expect(resultOf(someCase('accept'), run, 1, checks)).to.deep.include({
      verdict: 'not verified',
      needsPerson: why,
    });
  });

  it('rounds the time that it took', () => expect(verdict('accept', answered(200, BROWSER)).ms).to.equal(2));
});

describe('the result of a case that was not tried', () => {
  for (const verdict of ['not verified', 'blocked'] as const) {
    it(`is ${verdict}, and says why`, () => {
      const result = untried(someCase('accept'), verdict, 'KERNEL_PROXY_IDS is not set');
      const nothing = { findings: [], exchanges: [], ms: 0 };
      expect(result).to.deep.include({ verdict, obstacle: 'KERNEL_PROXY_IDS is not set', ...nothing });
    });
  }
});
