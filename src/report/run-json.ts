import type { Exchange } from '../model/exchange.js';
import type { ExitCode, RunRecord } from '../model/run-record.js';
import { allProblems, caseOutcomes, outcomeCounts, type CaseOutcome } from '../model/outcomes.js';
import { dollarsFor } from '../model/usage.js';
import { causeOf } from '../model/cause.js';
import type { Cause } from '../model/cause-cases.js';
import { causesOf } from '../model/causes.js';
import { deviationProblems } from '../model/deviations.js';
import { againOf } from './again.js';
import { deviationSentence } from './deviation-sentence.js';
import { clauseOf } from './clause-of.js';
import { caseBlock } from './case-block.js';
import { driftText } from './drift-text.js';
import { reasonOf } from './reason-of.js';
import { sentenceOf } from './sentence-of.js';
import { statusLedger } from './status-ledger.js';
import { inert } from './inert.js';
import { cut } from './visible.js';

/**
 * Later tools read reports of this format alone; `past-run.ts` does. It rises whenever what stands there already changes
 * its meaning or goes; a new member leaves it as it is. `docs/run.schema.json` describes it.
 */
export const FORMAT = 2;

/** Longer bodies are cut: a run sends bodies of megabytes on purpose, which would bury the rest. */
const LONGEST_BODY = 16_384;

/**
 * A run as JSON for later tools, with keys in a fixed order, so that two runs can be compared line by line.
 * `results` holds every case of the inventory, in its order; one that never ran has the verdict `never ran`.
 * A response's body is written as `text` only; its parsed form is what `JSON.parse` makes of it unless `notJson` says why not.
 * @param exitCode undefined while the run has not come to one; written as null.
 */
export function runJson(run: RunRecord, exitCode?: ExitCode): string {
  return `${inert(JSON.stringify(runReport(run, exitCode), null, 2))}\n`; // its escapes are those of JSON
}

/** The same, before it is written. */
export function runReport(run: RunRecord, exitCode?: ExitCode) {
  return {
    format: FORMAT,
    runId: run.runId,
    suiteVersion: run.suiteVersion,
    target: run.target,
    environment: run.environment,
    isEmbedded: run.isEmbedded,
    document: { file: run.document.file, hash: run.document.hash },
    startedAt: run.startedAt,
    ms: run.ms,
    finished: run.finished,
    requireAll: run.requireAll,
    exitCode: exitCode ?? null,
    counts: outcomeCounts(run),
    declaredStatuses: run.declaredStatuses,
    statuses: statusLedger(run),
    ...(run.notCovered === undefined ? {} : { notCovered: run.notCovered }),
    ...(run.writeOnly === undefined ? {} : { writeOnly: run.writeOnly }),
    browsers: {
      created: run.browsers.created,
      released: run.browsers.released,
      heldAtMost: run.browsers.heldAtMost,
    },
    ...(run.kept === undefined ? {} : { kept: run.kept }),
    leaks: run.leaks ?? null,
    requests: { sent: run.requests.sent, throttled: run.requests.throttled },
    usage: {
      ...run.usage,
      dollars: run.prices === undefined ? 0 : dollarsFor(run.usage.seconds, run.prices),
      ...(run.prices === undefined ? {} : { prices: run.prices }),
    },
    ...(run.through === undefined ? {} : { through: run.through }),
    longestLagMs: run.longestLagMs,
    drift: run.drift.map(({ drift, firstSeenIn, times }) => ({ what: driftText(drift), firstSeenIn, times })),
    problems: allProblems(run).map(({ kind, name, sentence }) => ({ kind, name, sentence })),
    isWhole: run.isWhole,
    causes: causesOf(run).map(causeJson),
    deviations: run.deviations,
    deviationProblems: deviationProblems(run).map((problem) => ({
      cause: problem.entry.cause,
      kind: problem.kind,
      sentence: deviationSentence(problem),
    })),
    results: caseOutcomes(run).map((outcome) => caseJson(outcome, run)),
    housekeeping: run.housekeeping.map(exchangeJson),
  };
}

/** A cause with the ids of its cases, the best example first. */
function causeJson({ id, severity, isKnown, cases, also }: Cause) {
  return {
    ...{ id, severity, isKnown },
    ...shownJson(cases),
    ...(also.length === 0
      ? {}
      : { also: also.map((shown) => ({ id: shown.id, ...shownJson(shown.cases) })) }),
  };
}

function shownJson(cases: Cause['cases']) {
  const [example] = cases;
  return {
    clause: example === undefined ? '' : clauseOf(example.listed, example.finding).pointer,
    because: example === undefined ? '' : sentenceOf(example.finding),
    cases: cases.map(({ listed }) => listed.id),
  };
}

function caseJson({ listed, outcome, result }: CaseOutcome, run: RunRecord) {
  return {
    id: listed.id,
    group: listed.group,
    sentence: listed.sentence,
    intent: listed.intent,
    ...(listed.file === undefined ? {} : { file: listed.file }),
    ...(listed.line === undefined ? {} : { line: listed.line }),
    clause: {
      ...(listed.clause.id === undefined ? {} : { id: listed.clause.id }),
      pointer: listed.clause.pointer,
      text: listed.clause.text,
    },
    verdict: outcome,
    reason: result === undefined ? '' : reasonOf(result, listed.intent),
    expected: result === undefined ? [] : listed.statuses,
    ms: result?.ms ?? 0,
    findings: (result?.findings ?? []).map((finding) => ({
      check: finding.check,
      severity: finding.severity,
      cause: causeOf(finding, listed.subject),
      clause: finding.clause,
      because: sentenceOf(finding),
      exchange: result?.exchanges.indexOf(finding.exchange),
    })),
    exchanges: (result?.exchanges ?? []).map(exchangeJson),
    block: result === undefined ? '' : caseBlock(listed, result, againOf(run, listed.id)),
    ...(result?.needsPerson === undefined ? {} : { needsPerson: result.needsPerson }),
    ...(result?.reproduced === undefined ? {} : { reproduced: result.reproduced }),
  };
}

/** JSON leaves out what is undefined: an exchange without a response has no member `response`. */
function exchangeJson({ purpose, request, response, failure, framing, at, ms, throttled }: Exchange) {
  return {
    purpose,
    request: {
      method: request.method,
      path: request.path,
      headers: sorted(request.headers),
      body: request.body === undefined ? undefined : cut(request.body, LONGEST_BODY),
    },
    response: response && {
      status: response.status,
      headers: sorted(response.headers),
      text: cut(response.text, LONGEST_BODY, response.length),
      notJson: response.notJson,
      isNotUtf8: response.isNotUtf8,
      leaked: response.leaked,
    },
    failure,
    framing,
    at,
    ms,
    throttled,
  };
}

/** Servers and libraries order headers as they like: the order says nothing. */
function sorted(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1)));
}
