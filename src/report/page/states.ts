import { unexplained } from '../../model/cause.js';
import { causesIn } from '../../model/causes.js';
import type { CheckName, Finding } from '../../model/finding.js';
import { caseOutcomes, type CaseOutcome } from '../../model/outcomes.js';
import type { ContractDocument } from '../../contract/document.js';
import type { RunRecord } from '../../model/run-record.js';
import { keysFor, responsesOf } from '../../contract/declared-responses.js';
import { counted } from '../visible.js';
import { canonical, isInside } from './pointers.js';
import type { Statement } from './statements.js';

/** What a run showed of a statement, most urgent first. */
export const STATES = [
  'breached',
  'known',
  'not verified',
  'only observed',
  'verified',
  'not covered',
] as const;
export type State = (typeof STATES)[number];

/** A statement with what the run showed of it. */
export interface JudgedStatement extends Statement {
  readonly state: State;
  /** In a few words: how many cases, or why there are none. */
  readonly reason: string;
  /** Ids of the causes that contradict it. */
  readonly causes: readonly string[];
}

/** These are about the answer by itself, or about members that the update does not name: other statements, not the case's own. */
const OF_OTHERS: readonly CheckName[] = [
  ...(['content-type', 'header', 'json', 'schema', 'strict-schema'] as const),
  ...(['secret-shown', 'stack-shown', 'live-view-shown', 'frame', 'agreement'] as const),
  ...(['framing', 'address', 'empty-error'] as const),
];

/** A breach of the run, by the place of its clause. */
interface Contradiction {
  readonly pointer: string;
  readonly check: CheckName;
  readonly status: number | undefined;
  readonly cause: string;
  readonly isKnown: boolean;
}

/** What a run showed of each statement. */
export function judgedStatements(
  document: ContractDocument,
  run: RunRecord,
  statements: readonly Statement[],
): JudgedStatement[] {
  const outcomes = caseOutcomes(run);
  const byId = new Map(outcomes.map((outcome) => [outcome.listed.id, outcome]));
  const contradictions = outcomes.flatMap((outcome) => contradictionsIn(outcome, document));
  const { responses } = responsesOf(document);
  const keyOf: KeyOf = (status) =>
    status === undefined ? undefined : keysFor(status).find((key) => Object.hasOwn(responses, key));
  const answered = new Set(
    outcomes.flatMap(({ result }) =>
      (result?.exchanges ?? []).flatMap(({ response }) => keyOf(response?.status) ?? []),
    ),
  );
  return statements.map((statement) => {
    const own = statement.cases.flatMap((id) => byId.get(id) ?? []);
    if (own.length > 0) return { ...statement, ...byCases(own) };
    return { ...statement, ...byChecks(statement, contradictions, { answered, keyOf }, run) };
  });
}

/** The key of the responses that an answer with a status is held to. */
type KeyOf = (status: number | undefined) => string | undefined;

type Judgement = Pick<JudgedStatement, 'state' | 'reason' | 'causes'>;

function byCases(cases: readonly CaseOutcome[]): Judgement {
  const of = (...wanted: readonly string[]): CaseOutcome[] =>
    cases.filter(({ outcome }) => wanted.includes(outcome));
  const broken = of('breach').filter(isOwn);
  const known = of('known').filter(isOwn);
  const causes = [...new Set([...broken, ...known].flatMap(ownCauses))];
  const all = counted(cases.length, 'case');
  if (broken.length > 0) return { state: 'breached', reason: `in ${broken.length} of ${all}`, causes };
  if (known.length > 0) return { state: 'known', reason: `in ${known.length} of ${all}`, causes };
  const binding = cases.filter(
    ({ listed, outcome }) => listed.intent !== 'observe' && outcome !== 'embedded only',
  );
  const held = binding.filter(({ outcome }) => outcome === 'pass').length;
  const open = binding.filter(({ outcome }) => !['pass', 'note', 'drift'].includes(outcome));
  const [first] = open;
  if (first !== undefined) {
    return {
      state: 'not verified',
      reason: `${open.length} of ${all}, ${whyOpen(first)}`,
      causes,
    };
  }
  if (held > 0) return { state: 'verified', reason: `${held} of ${all} held`, causes };
  const seen = of('pass', 'note', 'drift', 'breach', 'known').length;
  if (seen === 0 && of('embedded only').length < cases.length)
    return { state: 'not verified', reason: `none of ${all} came to a verdict`, causes };
  if (binding.length === 0 && cases.every(({ outcome }) => outcome === 'embedded only'))
    return { state: 'not verified', reason: 'tried on the embedded server alone', causes };
  return { state: 'only observed', reason: all, causes };
}

function whyOpen({ outcome, result }: CaseOutcome): string {
  if (outcome === 'breach' || outcome === 'known') return 'answered in a way that breaks another statement';
  return result?.obstacle?.split('\n')[0] ?? outcome;
}

function isOwn({ result }: CaseOutcome): boolean {
  const breaches = unexplained(result?.findings ?? []).filter(({ severity }) => severity === 'breach');
  return breaches.length === 0 || breaches.some(({ check }) => !OF_OTHERS.includes(check));
}

function ownCauses({ listed, result }: CaseOutcome): string[] {
  const causes = result === undefined ? [] : [...causesIn(result, listed.subject)];
  return causes.flatMap(([id, { check, severity }]) =>
    severity === 'breach' && !OF_OTHERS.includes(check) ? [id] : [],
  );
}

function contradictionsIn({ listed, result }: CaseOutcome, document: ContractDocument): Contradiction[] {
  if (result === undefined) return [];
  return [...causesIn(result, listed.subject)].flatMap(([cause, finding]) =>
    finding.severity === 'breach'
      ? [
          {
            ...{ pointer: canonical(document, finding.clause), check: finding.check, cause },
            ...{ status: statusOf(finding), isKnown: result.known?.includes(cause) === true },
          },
        ]
      : [],
  );
}

function statusOf({ exchange }: Finding): number | undefined {
  return exchange.response?.status;
}

/** A statement without cases: every answer is held to it, or nobody looks. */
function byChecks(
  { pointer, checks, status, none }: Statement,
  contradictions: readonly Contradiction[],
  { answered, keyOf }: { readonly answered: ReadonlySet<string>; readonly keyOf: KeyOf },
  run: RunRecord,
): Judgement {
  const against = contradictions.filter(
    (one) =>
      checks.includes(one.check) &&
      (status === undefined ? isInside(one.pointer, pointer) : keyOf(one.status) === status),
  );
  const causes = [...new Set(against.map(({ cause }) => cause))];
  if (against.some(({ isKnown }) => !isKnown)) {
    return { state: 'breached', reason: `in ${counted(against.length, 'case')}`, causes };
  }
  if (against.length > 0) return { state: 'known', reason: `in ${counted(against.length, 'case')}`, causes };
  if (checks.length > 0) {
    const isSeen = status === undefined ? answered.size > 0 : answered.has(status);
    return isSeen
      ? { state: 'verified', reason: 'every answer is held to it', causes }
      : { state: 'not verified', reason: 'no answer of this run shows it', causes };
  }
  if (none !== undefined) return { state: 'not covered', reason: none, causes };
  const why = run.notCovered?.find((one) => one.pointer === pointer)?.reason.replace(/\.$/, '');
  if (why !== undefined) return { state: 'not covered', reason: why, causes };
  return {
    state: 'not covered',
    reason: run.isWhole ? 'no case rests on it' : 'no case of this run rests on it',
    causes,
  };
}
