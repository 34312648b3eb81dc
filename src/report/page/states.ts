import { causeOf, unexplained } from '../../model/cause.js';
import { causesIn } from '../../model/causes-in.js';
import { causesOf, rootsById } from '../../model/causes.js';
import type { CheckName, Finding } from '../../model/finding.js';
import { caseOutcomes, type CaseOutcome } from '../../model/outcomes.js';
import type { ContractDocument } from '../../contract/document.js';
import type { RunRecord } from '../../model/run-record.js';
import { keysFor, responsesOf } from '../../contract/declared-responses.js';
import { isAboutCase } from '../clause-of.js';
import { counted } from '../visible.js';
import { placeOfFinding } from './place-of-finding.js';
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

/** These are about the answer by itself: only the statements that name them say of it what they hold it to. */
const OF_ANSWERS: readonly CheckName[] = [
  ...(['content-type', 'header', 'json', 'schema', 'strict-schema', 'framing'] as const),
  ...(['secret-shown', 'stack-shown', 'live-view-shown', 'address', 'uptime', 'empty-error'] as const),
];

/** A breach of the run, by the place of its clause. */
interface Contradiction {
  readonly pointer: string;
  readonly check: CheckName;
  readonly status: number | undefined;
  readonly cause: string;
  readonly isKnown: boolean;
  /** Is it about what its case is about? Then it says nothing of what else stands at that place. */
  readonly isAboutCase: boolean;
}

/** What a run showed of each statement. */
export function judgedStatements(
  document: ContractDocument,
  run: RunRecord,
  statements: readonly Statement[],
): JudgedStatement[] {
  const outcomes = caseOutcomes(run);
  const byId = new Map(outcomes.map((outcome) => [outcome.listed.id, outcome]));
  const { responses } = responsesOf(document);
  const keyOf: KeyOf = (status) =>
    status === undefined ? undefined : keysFor(status).find((key) => Object.hasOwn(responses, key));
  const roots = rootsById(causesOf(run));
  const contradictions = outcomes
    .flatMap((outcome) => contradictionsIn(outcome, document))
    .filter(({ cause }) => !roots.has(cause));
  const about = aboutTheClause(document, roots);
  const answered = new Set(
    outcomes.flatMap(({ result }) =>
      (result?.exchanges ?? []).flatMap(({ response }) => keyOf(response?.status) ?? []),
    ),
  );
  return statements.map((statement) => {
    const own = statement.cases.flatMap((id) => byId.get(id) ?? []);
    const against = contradictions.filter((one) => isAbout(one, statement, keyOf));
    const judged = own.length > 0 ? byCases(own, about) : byChecks(statement, answered, run);
    return { ...statement, ...withContradictions(judged, against) };
  });
}

/** The key of the responses that an answer with a status is held to. */
type KeyOf = (status: number | undefined) => string | undefined;

type Judgement = Pick<JudgedStatement, 'state' | 'reason' | 'causes'>;

function byCases(cases: readonly CaseOutcome[], about: About): Judgement {
  const of = (...wanted: readonly string[]): CaseOutcome[] =>
    cases.filter(({ outcome }) => wanted.includes(outcome));
  const broken = of('breach').filter((one) => isOwn(one, about));
  const known = of('known').filter((one) => isOwn(one, about));
  const causes = [...new Set([...broken, ...known].flatMap((one) => ownCauses(one, about)))];
  const all = counted(cases.length, 'case');
  if (broken.length > 0) return { state: 'breached', reason: `in ${broken.length} of ${all}`, causes };
  if (known.length > 0) return { state: 'known', reason: `in ${known.length} of ${all}`, causes };
  const binding = cases.filter(
    ({ listed, outcome }) => listed.intent !== 'observe' && outcome !== 'embedded only',
  );
  const passed = binding.filter(({ outcome }) => outcome === 'pass').length;
  const open = binding.filter(({ outcome }) => !['pass', 'note', 'drift'].includes(outcome));
  const [first] = open;
  if (first !== undefined) {
    return {
      state: 'not verified',
      reason: `${open.length} of ${all}, ${whyOpen(first)}`,
      causes,
    };
  }
  if (passed > 0) return { state: 'verified', reason: `${passed} of ${all} passed`, causes };
  const seen = of('pass', 'note', 'drift', 'breach', 'known').length;
  if (seen === 0 && of('embedded only').length < cases.length)
    return { state: 'not verified', reason: `none of ${all} came to a verdict`, causes };
  if (binding.length === 0 && cases.every(({ outcome }) => outcome === 'embedded only'))
    return { state: 'not verified', reason: 'embedded only', causes };
  return { state: 'only observed', reason: all, causes };
}

function whyOpen({ outcome, result }: CaseOutcome): string {
  if (outcome === 'breach' || outcome === 'known') return 'answered in a way that breaks another statement';
  return result?.obstacle?.split('\n')[0] ?? outcome;
}

/** Is a finding about the statement that its case rests on? */
type About = (outcome: CaseOutcome, finding: Finding) => boolean;

/** It is where the case is about it, or the very place that it is about; but not where it follows from another cause. */
function aboutTheClause(document: ContractDocument, roots: ReadonlyMap<string, string>): About {
  return ({ listed }, finding) => {
    if (roots.has(causeOf(finding, listed.subject))) return false;
    if (isAboutCase(listed, finding)) return true;
    const place = canonical(document, listed.clause.pointer);
    return placeOfFinding(document, finding) === place && !OF_ANSWERS.includes(finding.check);
  };
}

function isOwn(outcome: CaseOutcome, about: About): boolean {
  const breaches = unexplained(outcome.result?.findings ?? []).filter(
    ({ severity }) => severity === 'breach',
  );
  return breaches.length === 0 || breaches.some((finding) => about(outcome, finding));
}

function ownCauses(outcome: CaseOutcome, about: About): string[] {
  const { listed, result } = outcome;
  const causes = result === undefined ? [] : [...causesIn(result, listed.subject)];
  return causes.flatMap(([id, finding]) =>
    finding.severity === 'breach' && about(outcome, finding) ? [id] : [],
  );
}

/** Does a contradiction say of a statement that it does not hold? */
function isAbout(one: Contradiction, { pointer, checks, status }: Statement, keyOf: KeyOf): boolean {
  if (checks.includes(one.check)) {
    return status === undefined ? isInside(one.pointer, pointer) : keyOf(one.status) === status;
  }
  return one.pointer === pointer && !one.isAboutCase && !OF_ANSWERS.includes(one.check);
}

/** What contradicts a statement weighs more than the cases and checks that found nothing. */
function withContradictions(judged: Judgement, against: readonly Contradiction[]): Judgement {
  if (against.length === 0 || judged.state === 'breached') return judged;
  const causes = [...new Set([...judged.causes, ...against.map(({ cause }) => cause)])];
  const isKnown = against.every((one) => one.isKnown);
  return { state: isKnown ? 'known' : 'breached', reason: `in ${counted(against.length, 'case')}`, causes };
}

function contradictionsIn({ listed, result }: CaseOutcome, document: ContractDocument): Contradiction[] {
  if (result === undefined) return [];
  return [...causesIn(result, listed.subject)].flatMap(([cause, finding]) =>
    finding.severity === 'breach'
      ? [
          {
            ...{ pointer: placeOfFinding(document, finding), check: finding.check, cause },
            ...{ status: statusOf(finding), isKnown: result.known?.includes(cause) === true },
            isAboutCase: isAboutCase(listed, finding),
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
  answered: ReadonlySet<string>,
  run: RunRecord,
): Judgement {
  const causes: readonly string[] = [];
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
