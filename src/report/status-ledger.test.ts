import { expect } from 'chai';
import { sampleExchange, sampleRun, wrongStatus, type SampleCase } from '../../proof/testing/sample-run.js';
import type { Finding } from '../model/finding.js';
import { SAMPLE_FINDINGS } from '../../proof/testing/sample-findings.js';
import { statusLedger, statusLines } from './status-ledger.js';

/** What the ledger says of 400, with these cases in the run. */
function about(...cases: SampleCase[]): string {
  const [entry] = statusLedger(sampleRun(cases, { declaredStatuses: [400] }));
  return `${entry?.state ?? ''}: ${entry?.reason ?? ''}`;
}

const refused = { intent: 'refuse', statuses: [400], answered: 400 } as const;

describe('the ledger of statuses', () => {
  it('calls a status verified when a passing case expected it and was answered with it', () => {
    expect(about({ id: 'a', verdict: 'pass', ...refused })).to.equal('verified: in 1 case');
    expect(
      about(
        { id: 'a', verdict: 'pass', ...refused },
        { id: 'b', verdict: 'pass', ...refused, statuses: [404, 400] },
      ),
    ).to.equal('verified: in 2 cases');
  });

  it('lets a breach win over any number of passes', () => {
    const pass = { id: 'a', verdict: 'pass', ...refused } as const;
    const broken = { verdict: 'breach', ...refused, ...wrongStatus(200, [400]) } as const;
    expect(about(pass, { id: 'b', ...broken })).to.equal('broken: in 1 case, b');
    expect(about({ id: 'b', ...broken }, pass, { id: 'c', ...broken })).to.equal(
      'broken: in 2 cases, the first: b',
    );
  });

  it('calls no status broken by what an update did, by a read, or by one of several that were allowed', () => {
    const pass = { id: 'a', verdict: 'pass', ...refused } as const;
    const broken = { id: 'b', verdict: 'breach', ...refused } as const;
    const { findings } = wrongStatus(414, [400, 404]);
    const read = sampleExchange({ purpose: 'read', response: { status: 400 } });
    expect(about(pass, broken)).to.equal('verified: in 1 case');
    expect(about(pass, { ...broken, statuses: [400, 404], answered: 414, findings })).to.equal(
      'verified: in 1 case',
    );
    expect(
      about(pass, { ...broken, findings: findings.map((one) => ({ ...one, exchange: read })) }),
    ).to.equal('verified: in 1 case');
  });

  it('blames a wrong form on the status that was answered, and a wrong status on the one that was due', () => {
    const form = SAMPLE_FINDINGS.filter(({ check }) => check === 'content-type').slice(0, 1);
    const { findings: ofStatus } = wrongStatus(400, [200]);
    const findings = ofStatus.flatMap((one): Finding[] => [
      ...form.map((found) => ({ ...found, exchange: one.exchange })),
      { ...one, severity: 'note' },
    ]);
    const run = sampleRun([
      { id: 'a', verdict: 'breach', intent: 'accept', statuses: [200], answered: 400, findings },
      { id: 'b', verdict: 'pass', intent: 'accept', statuses: [200], answered: 200 },
    ]);
    const ledger = statusLedger(run);
    expect(ledger.find(({ status }) => status === 400)).to.include({
      state: 'broken',
      reason: 'in 1 case, a',
    });
    expect(ledger.find(({ status }) => status === 200)).to.include({
      state: 'verified',
      reason: 'in 1 case',
    });
  });

  it('is said by reason, and not of the cases that a run of one case did not select', () => {
    const lines = (...cases: SampleCase[]): string[] =>
      statusLines(sampleRun(cases, { declaredStatuses: [200, 400, 403], isWhole: false }), 'not verified')
        .lines;
    const one = { verdict: 'pass', ...refused } as const;
    expect(lines({ id: 'a', ...one }, { id: 'b', ...one })).to.deep.equal([
      '200, 403 (no selected case expects them)',
    ]);
    expect(lines({ id: 'a', ...one })).to.deep.equal([]);
  });

  it('takes no other evidence for a verification', () => {
    expect(about({ id: 'a', verdict: 'pass', ...refused, intent: 'observe' })).to.equal(
      'not verified: its cases only observe',
    );
    expect(about({ id: 'a', verdict: 'pass', ...refused, statuses: [400, 404], answered: 404 })).to.equal(
      'not verified: its cases that ran were answered with another status',
    );
    expect(about({ id: 'a', verdict: 'drift', ...refused })).to.equal(
      'not verified: its cases ended with drift only',
    );
    expect(about({ id: 'a', verdict: 'pass', ...refused, statuses: [200] })).to.equal(
      'not verified: no selected case expects it',
    );
  });

  it('says what is true of cases that only read, or that did not pass', () => {
    const run = sampleRun([{ id: 'a', verdict: 'pass', ...refused }], { declaredStatuses: [400] });
    const result = run.results.get('a');
    if (result === undefined) throw new Error('The sample has no result.');
    const exchanges = [sampleExchange({ purpose: 'read', response: { status: 200 } })];
    expect(statusLedger({ ...run, results: new Map([['a', { ...result, exchanges }]]) })).to.deep.equal([
      { status: 400, state: 'not verified', reason: 'its cases that ran only read, and send no update' },
    ]);
    expect(about({ id: 'a', verdict: 'breach', ...refused })).to.equal(
      'not verified: its cases that were answered with it did not pass',
    );
  });

  it('looks at the asserted exchange only, and at the first of them', () => {
    const run = sampleRun([{ id: 'a', verdict: 'pass', ...refused }], { declaredStatuses: [400] });
    const result = run.results.get('a');
    if (result === undefined) throw new Error('The sample has no result.');
    const answered = (purpose: 'asserted' | 'read', status: number) =>
      sampleExchange({ purpose, response: { status } });
    const state = (...exchanges: ReturnType<typeof answered>[]) =>
      statusLedger({ ...run, results: new Map([['a', { ...result, exchanges }]]) })[0]?.state;
    expect(state(answered('read', 200), answered('asserted', 400))).to.equal('verified');
    expect(state(answered('read', 400), answered('asserted', 404))).to.equal('not verified');
    expect(state(answered('asserted', 404), answered('asserted', 400))).to.equal('not verified');
    expect(state()).to.equal('not verified');
  });

  it('says what is missing before what was in the way', () => {
    const blocked = {
      id: 'a',
      verdict: 'blocked',
      obstacle: 'No browser could be created.',
      ...refused,
    } as const;
    expect(about(blocked)).to.equal('not verified: No browser could be created');
    expect(
      about(blocked, {
        id: 'b',
        verdict: 'not verified',
        obstacle: 'KERNEL_API_KEY_RESTRICTED is not set.',
        ...refused,
      }),
    ).to.equal('not verified: KERNEL_API_KEY_RESTRICTED is not set');
    expect(about({ id: 'a' })).to.equal('not verified: no case that ran expects it, and 1 case never ran');
  });

  it('keeps the order of the document', () => {
    const run = sampleRun([], { declaredStatuses: [500, 200, 403] });
    expect(statusLedger(run).map(({ status }) => status)).to.deep.equal([500, 200, 403]);
  });

  it('has a line for each range, of what no other key of the document stands for', () => {
    const all = [
      { id: 'a', verdict: 'pass', ...refused },
      { id: 'b', verdict: 'pass', ...refused, statuses: [404], answered: 404 },
      { id: 'c', verdict: 'breach', ...refused, ...wrongStatus(200, [500]), statuses: [500] },
    ] as const;
    const entries = (declaredStatuses: number[], declaredRanges: string[]): Record<string, string> => {
      const ledger = statusLedger(sampleRun([...all], { declaredStatuses, declaredRanges }));
      return Object.fromEntries(ledger.map(({ status, state, reason }) => [status, `${state}: ${reason}`]));
    };
    expect(entries([400], ['4XX', '5xx', 'default'])).to.deep.equal({
      400: 'verified: in 1 case',
      '4XX': 'verified: in 1 case',
      '5xx': 'broken: in 1 case, c',
      default: 'not verified: no selected case expects it',
    });
    expect(entries([400, 404], ['default'])).to.include({ default: 'broken: in 1 case, c' });
  });
});
