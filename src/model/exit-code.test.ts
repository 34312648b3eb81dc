import { NO_USAGE } from './usage.js';
import { expect } from 'chai';
import type { Verdict } from './verdict.js';
import { exitCode } from './exit-code.js';
import type { ExitCode } from './run-record.js';
import type { CaseResult, RunProblem, RunRecord } from './run-record.js';

/** What may be true of a run, each by itself. */
interface Facts {
  readonly breach: boolean;
  readonly suiteError: boolean;
  readonly suiteProblem: boolean;
  /** A case of the inventory has no verdict. */
  readonly missing: boolean;
  /** A problem that explains what could not be judged. */
  readonly blockedProblem: boolean;
  readonly blocked: boolean;
  readonly notVerified: boolean;
  readonly requireAll: boolean;
}
const NAMES = [
  'breach',
  'suiteError',
  'suiteProblem',
  'missing',
  'blockedProblem',
  'blocked',
  'notVerified',
  'requireAll',
] as const satisfies readonly (keyof Facts)[];

function result(id: string, verdict: Verdict): [string, CaseResult] {
  return [id, { id, verdict, findings: [], exchanges: [], ms: 0 }];
}

function problem(kind: RunProblem['kind']): RunProblem {
  return { kind, name: 'preflight', sentence: 'Something is wrong.' };
}

function run(facts: Partial<Facts>, others: readonly Verdict[] = ['pass', 'drift']): RunRecord {
  const verdicts: Verdict[] = [
    ...others,
    ...(facts.breach ? (['breach'] as const) : []),
    ...(facts.suiteError ? (['suite error'] as const) : []),
    ...(facts.blocked ? (['blocked'] as const) : []),
    ...(facts.notVerified ? (['not verified'] as const) : []),
  ];
  const ids = [...verdicts.keys()].map(String);
  return {
    runId: 'run',
    suiteVersion: '0',
    environment: 'reference-server',
    target: 'embedded reference server',
    isEmbedded: true,
    document: { file: 'made.yaml', hash: '' },
    declaredStatuses: [],
    startedAt: '2026-05-04T03:02:01Z',
    ms: 1,
    finished: true,
    requireAll: facts.requireAll === true,
    deviations: [],
    isWhole: true,
    inventory: [...ids, ...(facts.missing ? ['never ran'] : [])].map((id) => ({
      id,
      group: '',
      sentence: '',
      intent: 'accept',
      clause: { pointer: '#', text: '' },
      subject: 's',
      statuses: [],
      isReadBack: false,
    })),
    results: new Map(verdicts.map((verdict, index) => result(String(index), verdict))),
    problems: [
      ...(facts.blockedProblem ? [problem('blocked')] : []),
      ...(facts.suiteProblem ? [problem('suite')] : []),
    ],
    drift: [],
    usage: NO_USAGE,
    browsers: { created: 0, released: 0, heldAtMost: 0 },
    requests: { sent: 0, throttled: 0 },
    housekeeping: [],
    longestLagMs: 0,
  };
}

/** Every combination of the facts. */
function combinations(): Facts[] {
  return [...Array(2 ** NAMES.length).keys()].map((bits) => {
    const is = (name: keyof Facts): boolean => ((bits >> NAMES.indexOf(name)) & 1) === 1;
    return {
      breach: is('breach'),
      suiteError: is('suiteError'),
      suiteProblem: is('suiteProblem'),
      missing: is('missing'),
      blockedProblem: is('blockedProblem'),
      blocked: is('blocked'),
      notVerified: is('notVerified'),
      requireAll: is('requireAll'),
    };
  });
}

/** The first code whose condition holds: breach before our own fault before what could not be judged. */
const CODES: readonly (readonly [ExitCode, string, (facts: Facts) => boolean])[] = [
  [1, 'a breach', (facts) => facts.breach],
  [3, 'a suite error', (facts) => facts.suiteError || facts.suiteProblem],
  [3, 'a missing verdict that nothing explains', (facts) => facts.missing && !facts.blockedProblem],
  [2, 'something that could not be judged', (facts) => facts.blocked || facts.blockedProblem],
  [2, 'something not verified, where all is required', (facts) => facts.notVerified && facts.requireAll],
  [0, 'nothing of all this', () => true],
];

describe('the exit code of a run', () => {
  for (const [code, why, holds] of CODES) {
    it(`is ${code} for ${why}, wherever nothing above it holds`, () => {
      const earlier = CODES.slice(
        0,
        CODES.findIndex((row) => row[1] === why),
      );
      const rows = combinations().filter((facts) => holds(facts) && !earlier.some((row) => row[2](facts)));
      expect(rows).to.not.deep.equal([]);
      expect(rows.filter((facts) => exitCode(run(facts)) !== code)).to.deep.equal([]);
    });
  }

  it('is 2 for a run that selected nothing', () => expect(exitCode(run({}, []))).to.equal(2));

  it('is 3, not 2, for a run that selected nothing and is itself at fault', () => {
    expect(exitCode(run({ suiteProblem: true }, []))).to.equal(3);
  });

  it('is 0 for drift and for what is not verified while nothing requires it', () => {
    expect(exitCode(run({ notVerified: true }, ['drift']))).to.equal(0);
  });
});
