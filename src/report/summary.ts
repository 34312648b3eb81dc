import type { Exchange } from '../model/exchange.js';
import { isObject, parseJson } from '../model/json.js';
import type { Outcome } from '../model/outcomes.js';
import type { ExitCode, Intent, Reproduced } from '../model/run-record.js';
import {
  latencyOf,
  SUMMARY_FORMAT,
  type Latency,
  type RunSummary,
  type SummarisedCase,
} from '../model/run-summary.js';
import { cut } from './visible.js';
import { topicOf } from '../model/topic.js';

/** What comes from the API is kept short: a history is no place for long texts. */
const LONGEST_CODE = 80;
const LONGEST_DRIFT = 200;
const MOST_DRIFT = 100;

/** The part of `run.json` that a summary is made of. */
export interface Summarisable extends Pick<
  RunSummary,
  'runId' | 'suiteVersion' | 'target' | 'isEmbedded' | 'document' | 'startedAt' | 'ms' | 'isWhole'
> {
  /** null while the run has not come to one. */
  readonly exitCode: ExitCode | null;
  readonly causes: readonly {
    readonly id: string;
    readonly severity: 'breach' | 'note';
    readonly isKnown: boolean;
    readonly cases: readonly string[];
    readonly also?: readonly { readonly cases: readonly string[] }[];
  }[];
  readonly results: readonly SummarisableCase[];
  readonly drift: readonly { readonly what: string }[];
  readonly browsers: { readonly created: number };
  readonly requests: { readonly sent: number };
  readonly usage?: Billed;
}

/** What the browsers of a run cost at most; without prices, nothing is billed. */
export interface Billed {
  readonly dollars: number;
  readonly prices?: object;
}

interface SummarisableCase {
  readonly id: string;
  readonly group: string;
  readonly intent: Intent;
  readonly verdict: Outcome;
  /** The statuses that the case allows; none where it did not run. */
  readonly expected: readonly number[];
  readonly exchanges: readonly SummarisableExchange[];
  readonly reproduced?: Reproduced;
}

interface SummarisableExchange extends Pick<Exchange, 'purpose' | 'ms'> {
  readonly response?: { readonly status: number; readonly text: string } | undefined;
}

/** A run in brief, from what `run.json` has of it. A run that was never concluded counts as one that could not be judged. */
export function summaryOf(run: Summarisable): RunSummary {
  const { runId, suiteVersion, target, isEmbedded, document, startedAt, ms, isWhole, exitCode } = run;
  const causes = new Map<string, string[]>();
  const all = run.causes.map(({ also = [], ...cause }) => {
    return { ...cause, cases: new Set([...cause.cases, ...also.flatMap(({ cases }) => cases)]) };
  });
  for (const { id, cases } of all) {
    for (const one of cases) causes.set(one, [...(causes.get(one) ?? []), id]);
  }
  return {
    format: SUMMARY_FORMAT,
    ...{ runId, suiteVersion, target, isEmbedded },
    document: { file: document.file, hash: document.hash },
    ...{ startedAt, ms, exitCode: exitCode ?? 2, isWhole },
    causes: all.map(({ id, severity, isKnown, cases }) => ({ id, severity, isKnown, cases: cases.size })),
    cases: Object.fromEntries(run.results.map((one) => [one.id, caseOf(one, causes.get(one.id) ?? [])])),
    drift: run.drift.slice(0, MOST_DRIFT).map(({ what }) => cut(what, LONGEST_DRIFT)),
    latency: latencies(run.results),
    browsers: run.browsers.created,
    ...(run.usage?.prices === undefined ? {} : { dollars: run.usage.dollars }),
    requests: run.requests.sent,
  };
}

function caseOf(
  { intent, verdict, expected, exchanges, reproduced }: SummarisableCase,
  causes: readonly string[],
): SummarisedCase {
  const answer = exchanges.find(({ purpose }) => purpose === 'asserted')?.response;
  const isOpen = intent === 'observe' || expected.length > 1;
  const code = answer === undefined || answer.status < 400 ? undefined : codeIn(answer.text);
  return {
    outcome: verdict,
    ...(isOpen && answer !== undefined ? { status: answer.status } : {}),
    ...(code === undefined ? {} : { code }),
    ...(causes.length === 0 ? {} : { causes }),
    ...(reproduced === '1 of 2' ? { isUnsteady: true } : {}),
  };
}

function codeIn(body: string): string | undefined {
  try {
    const error = parseJson(body);
    return isObject(error) && typeof error.code === 'string' ? cut(error.code, LONGEST_CODE) : undefined;
  } catch {
    return undefined; // its causes say so
  }
}

function latencies(results: readonly SummarisableCase[]): Record<string, Latency> {
  const durations = new Map<string, number[]>();
  for (const { id, group, exchanges } of results) {
    const topic = topicOf({ id, group });
    const asserted = exchanges.filter(
      ({ purpose, response }) => purpose === 'asserted' && response !== undefined,
    );
    durations.set(topic, [...(durations.get(topic) ?? []), ...asserted.map(({ ms }) => ms)]);
  }
  const all = [...durations].map(([topic, of]) => [topic, latencyOf(of)] as const);
  return Object.fromEntries(
    all.flatMap(([topic, latency]) => (latency === undefined ? [] : [[topic, latency]])),
  );
}
