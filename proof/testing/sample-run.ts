import { NO_USAGE } from '../../src/model/usage.js';
import type { Verdict } from '../../src/model/verdict.js';
import type { CaseResult, Intent, InventoryCase, RunRecord } from '../../src/model/run-record.js';
import type { Finding } from '../../src/model/finding.js';
import type { Exchange } from '../../src/model/exchange.js';

/** What a test says about one case of a sample run; no verdict: it never ran. */
export interface SampleCase {
  readonly id: string;
  readonly sentence?: string;
  readonly group?: string;
  readonly intent?: Intent;
  readonly verdict?: Verdict;
  readonly obstacle?: string;
  readonly needsPerson?: string;
  readonly subject?: string;
  readonly because?: string;
  readonly known?: readonly string[];
  readonly optional?: true;
  readonly findings?: readonly Finding[];
  readonly statuses?: readonly number[];
  /** Status of the asserted response. */
  readonly answered?: number;
  readonly ms?: number;
}

/** A run record for the tests of this folder: unremarkable except for what a test sets. */
export function sampleRun(cases: readonly SampleCase[], changes: Partial<RunRecord> = {}): RunRecord {
  return {
    runId: 'run-7',
    suiteVersion: '0.1.0',
    target: 'embedded reference server',
    environment: 'reference-server',
    isEmbedded: true,
    document: { file: '/somewhere/openapi/kernel.yaml', hash: '0123456789abcdef'.repeat(4) },
    declaredStatuses: [200, 400, 403],
    startedAt: '2026-01-02T03:04:05.678Z',
    ms: 12_340,
    finished: true,
    requireAll: false,
    deviations: [],
    isWhole: true,
    inventory: cases.map(listed),
    results: new Map(cases.flatMap((given) => results(given).map((result) => [given.id, result] as const))),
    problems: [],
    drift: [],
    usage: NO_USAGE,
    browsers: { created: 2, released: 2, heldAtMost: 1 },
    requests: { sent: 1234, throttled: 2 },
    housekeeping: [],
    longestLagMs: 0,
    ...changes,
  };
}

/** An exchange with a session; what a test changes of request and response is merged in. */
export function sampleExchange(changes: {
  readonly purpose?: Exchange['purpose'];
  readonly request?: Partial<Exchange['request']>;
  /** `none`: no whole response arrived. */
  readonly response?: Partial<NonNullable<Exchange['response']>> | 'none';
  readonly failure?: string;
  readonly ms?: number;
}): Exchange {
  const { purpose = 'asserted', request, response, failure, ms = 31 } = changes;
  return {
    purpose,
    request: {
      method: 'PATCH',
      path: '/browsers/htzv5orfit78e1m2biiifpbv',
      headers: {
        authorization: 'Bearer $KERNEL_API_KEY',
        'content-type': 'application/json',
        'user-agent': 'suite/0.1.0',
      },
      ...request,
    },
    ...(response === 'none'
      ? {}
      : {
          response: {
            status: 200,
            headers: { 'content-type': 'application/json' },
            text: '',
            leaked: [],
            ...response,
          },
        }),
    ...(failure === undefined ? {} : { failure }),
    at: '2026-01-02T03:04:06.000Z',
    ms,
    throttled: 0,
  };
}

function listed({
  id,
  sentence = 'a sentence',
  group = 'viewport',
  intent = 'accept',
  statuses = [200],
  subject = 'viewport.width.minimum',
  because,
}: SampleCase): InventoryCase {
  return {
    id,
    group,
    sentence,
    intent,
    clause: { pointer: '#/components/schemas/Viewport', text: 'minimum: 320' },
    subject,
    statuses,
    isReadBack: true,
    ...(because === undefined ? {} : { because }),
  };
}

function results({
  id,
  verdict,
  obstacle,
  needsPerson,
  findings = [],
  answered = 200,
  known,
  optional,
  ms = 1500,
}: SampleCase): CaseResult[] {
  if (verdict === undefined) return [];
  const shown = findings.map(({ exchange }) => exchange);
  const exchanges = shown.length > 0 ? shown : [sampleExchange({ response: { status: answered } })];
  return [
    {
      ...{ id, verdict, findings, exchanges, ms },
      ...(obstacle === undefined ? {} : { obstacle }),
      ...(needsPerson === undefined ? {} : { needsPerson }),
      ...(known === undefined ? {} : { known }),
      ...(optional === undefined ? {} : { optional }),
    },
  ];
}

/** The statuses of a case, with a finding that its answer had another one. */
export function wrongStatus(
  status: number,
  expected: readonly number[],
): Required<Pick<SampleCase, 'statuses' | 'answered' | 'findings'>> {
  const exchange = sampleExchange({ response: { status } });
  const details = { status, expected };
  return {
    statuses: expected,
    answered: status,
    findings: [{ check: 'status-expected', severity: 'breach', clause: '#', exchange, details }],
  };
}
