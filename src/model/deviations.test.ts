import { expect } from 'chai';
import { sampleExchange, sampleRun, type SampleCase } from '../../proof/testing/sample-run.js';
import { causesOf } from './causes.js';
import { deviationProblems, knownCauses } from './deviations.js';
import { exitCode } from './exit-code.js';
import type { Finding } from './finding.js';
import type { KnownDeviation } from './known-deviation.js';
import type { RunRecord } from './run-record.js';

const CAUSE = 'status/200-for-400/viewport.width.minimum';
const ENTRY: KnownDeviation = {
  cause: CAUSE,
  cases: ['a', 'b'],
  reason: 'later',
  issue: 'API-1',
  owner: 'team',
  until: '2026-03-01',
};
const BEFORE = '2026-02-28T00:00:00Z';

function finding(): Finding {
  const exchange = sampleExchange({});
  const details = { status: 200, expected: [400] };
  return { check: 'status-expected', severity: 'breach', clause: '#', exchange, details };
}

function broken(...ids: string[]): SampleCase[] {
  return ids.map((id) => ({
    id,
    verdict: 'breach',
    findings: [finding()],
    intent: 'refuse',
    statuses: [400],
  }));
}

function problems(cases: readonly SampleCase[], changes: Partial<RunRecord> = {}): string[] {
  const run = sampleRun(cases, { startedAt: BEFORE, deviations: [ENTRY], ...changes });
  return deviationProblems(run).map((problem) =>
    'cases' in problem ? `${problem.kind}: ${problem.cases.join()}` : problem.kind,
  );
}

const passed = (...ids: string[]): SampleCase[] => ids.map((id) => ({ id, verdict: 'pass' }));

describe('a known deviation', () => {
  it('covers its cause in its cases until its last day', () => {
    const known = (id: string, today = BEFORE) =>
      knownCauses({ id, findings: [finding()] }, 'viewport.width.minimum', [ENTRY], today);
    expect(known('a')).to.deep.equal([CAUSE]);
    expect(known('a', '2026-03-01T23:59:59Z')).to.deep.equal([CAUSE]);
    expect(known('a', '2026-03-02T00:00:00Z')).to.deep.equal([]);
    expect(known('c')).to.deep.equal([]);
  });

  it('covers any case by a pattern', () => {
    const pattern = { ...ENTRY, cause: 'status/200-for-400/viewport.*', cases: 2 };
    expect(
      knownCauses({ id: 'c', findings: [finding()] }, 'viewport.height.maximum', [pattern], BEFORE),
    ).to.have.length(1);
    expect(knownCauses({ id: 'c', findings: [finding()] }, 'profile.type', [pattern], BEFORE)).to.deep.equal(
      [],
    );
  });

  it('is no problem while it shows in its cases, or in some of them', () => {
    expect(problems(broken('a', 'b'))).to.deep.equal([]);
    expect(problems([...broken('a'), ...passed('b')])).to.deep.equal([]);
  });

  it('is a problem once it no longer occurs', () => {
    expect(problems(passed('a', 'b'))).to.deep.equal(['repaired']);
    expect(exitCode(sampleRun(passed('a', 'b'), { startedAt: BEFORE, deviations: [ENTRY] }))).to.equal(1);
  });

  it('is left alone by a run that did not try its cases', () => {
    expect(problems(passed('a'), { isWhole: false })).to.deep.equal([]);
    expect(problems([...passed('a'), { id: 'b', verdict: 'blocked', obstacle: 'gone' }])).to.deep.equal([]);
  });

  it('is a problem where it has spread, where it has expired, and where its cases do not exist', () => {
    expect(problems(broken('a', 'b', 'c'))).to.deep.equal(['spread: c']);
    expect(problems(broken('a', 'b'), { startedAt: '2026-03-02T00:00:00Z' })).to.deep.equal(['expired']);
    expect(problems(broken('a'))).to.deep.equal(['no such case: b']);
    const pattern = { ...ENTRY, cause: 'status/200-for-400/*', cases: 1 };
    expect(problems(broken('a', 'b'), { deviations: [pattern] })).to.deep.equal(['spread: a,b']);
  });
});

describe('the causes of a run', () => {
  it('are one for findings with the same root, with the best example first', () => {
    const [cause, ...others] = causesOf(
      sampleRun([...broken('a', 'b').map((one) => ({ ...one, obstacle: 'lost' })), ...broken('c')]),
    );
    expect(others).to.deep.equal([]);
    expect(cause).to.deep.include({ id: CAUSE, severity: 'breach', isKnown: false });
    expect(cause?.cases.map(({ listed }) => listed.id)).to.deep.equal(['c', 'a', 'b']);
  });

  it('have for an example a case that shows nothing else, and needs no explanation of its own', () => {
    const exchange = sampleExchange({ response: { status: 418 } });
    const details = { status: 418, expected: [400], declared: [200, 400] };
    const drift: Finding = { check: 'status-declared', severity: 'drift', clause: '#', exchange, details };
    const cases = broken('a', 'b', 'c').map((one) => {
      if (one.id === 'a') return { ...one, findings: [finding(), drift] };
      return one.id === 'b' ? { ...one, because: 'A reading of the document allows it.' } : one;
    });
    const [cause] = causesOf(sampleRun(cases));
    expect(cause?.cases.map(({ listed }) => listed.id)).to.deep.equal(['c', 'b', 'a']);
  });
});
