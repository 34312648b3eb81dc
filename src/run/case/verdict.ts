import type { ContractCase } from '../../model/case.js';
import { isNamedIn } from '../../model/cause.js';
import { causesIn } from '../../model/causes-in.js';
import { knownCauses } from '../../model/deviations.js';
import type { Exchange } from '../../model/exchange.js';
import { byImportance, type CheckName, type Finding, type Severity } from '../../model/finding.js';
import { isObject } from '../../model/json.js';
import { forPerson } from '../../model/needs-person.js';
import type { KnownDeviation } from '../../model/known-deviation.js';
import type { CaseResult } from '../../model/run-record.js';
import type { Verdict } from '../../model/verdict.js';
import type { CaseRun } from './case-run.js';
import { checksForPerson } from './checks-for-person.js';
import { isLeftToPerson } from './left-to-person.js';
import type { Tools } from './tools.js';

/** What verdicts rest on besides findings. */
export interface Judging {
  /** Notes are breaches. */
  readonly strict: boolean;
  /** Accepted breaches. */
  readonly deviations: readonly KnownDeviation[];
  /** The checks whose findings are for a person to judge, each with the reason; left out: none. */
  readonly checksForPerson?: ReadonlyMap<CheckName, string>;
}

export function judgingOf({
  settings,
  deviations,
  document,
}: Pick<Tools, 'settings' | 'deviations' | 'document'>): Judging {
  return { strict: settings.strict, deviations, checksForPerson: checksForPerson(document) };
}

/** Adds up what a case found. @param ms wall time of the case. */
export function resultOf(testCase: ContractCase, run: CaseRun, ms: number, judging: Judging): CaseResult {
  const found = softened(testCase, run, judging.strict);
  const [asserted] = run.exchanges;
  const left = found.filter(
    (finding) =>
      finding.severity === 'breach' &&
      (judging.checksForPerson?.has(finding.check) === true || isLeftToPerson(testCase, finding, asserted)),
  );
  const ofCheck = left.flatMap(({ check }) => judging.checksForPerson?.get(check) ?? [])[0];
  const findings = byImportance(found.filter((finding) => !left.includes(finding)));
  const { id, subject } = testCase;
  const needsPerson = run.needsPerson ?? testCase.needsPerson?.why ?? ofCheck;
  const open = left.length > 0 && needsPerson !== undefined ? forPerson(needsPerson) : undefined;
  const obstacle = run.suiteError ?? run.blocked ?? run.unverified ?? open;
  const known = knownCauses({ id, findings }, subject, judging.deviations, new Date().toISOString());
  const breaches = [...causesIn({ findings }, subject)].filter(([, { severity }]) => severity === 'breach');
  const isKnown = breaches.length > 0 && breaches.every(([cause]) => known.includes(cause));
  return {
    id,
    verdict: verdictOf(run, findings, { isKnown, isLeft: open !== undefined }),
    findings: [...findings, ...left.map((finding): Finding => ({ ...finding, severity: 'drift' }))],
    exchanges: run.exchanges,
    ...(known.length === 0 ? {} : { known }),
    ...(obstacle === undefined ? {} : { obstacle }),
    ...(needsPerson === undefined ? {} : { needsPerson }),
    ms: Math.round(ms),
  };
}

/**
 * Is it what the case is about: that the update was accepted, or refused as invalid, and that what it names was
 * applied, also where a name in other letters was taken for the member's? Whoever may not update is never let in, though.
 */
function isAboutTheNote(
  { body, credential }: ContractCase,
  finding: Finding,
  asserted: Exchange | undefined,
): boolean {
  const status = asserted?.response?.status ?? 0;
  if (credential !== 'full key' && status < 300) return false;
  if (finding.check === 'status-expected') return status === 200 || status === 400;
  if (finding.check === 'untouched') {
    return status < 300 && isNamedIn(asserted?.request.body, finding.details.path);
  }
  if (finding.check !== 'frame') return false;
  const [member = ''] = finding.details.path.split('.');
  const names = isObject(body) ? Object.keys(body) : [];
  return !names.includes(member) && names.some((name) => name.toLowerCase() === member);
}

/**
 * On a case that only observes, a 4xx that the document does not declare is drift: no client relied on another. On one
 * that only an overly literal reading decides, what it decides is a note; a server error stays what it is.
 */
function softened(
  testCase: ContractCase,
  { findings, exchanges }: CaseRun,
  strict: boolean,
): readonly Finding[] {
  const [asserted] = exchanges;
  const status = asserted?.response?.status ?? 0;
  return findings.map((finding) => {
    const isDrift =
      testCase.intent === 'observe' &&
      finding.exchange === asserted &&
      status >= 400 &&
      status < 500 &&
      finding.check === 'status-declared';
    if (isDrift) return { ...finding, severity: 'drift' };
    const isNote = testCase.isNote === true && isAboutTheNote(testCase, finding, asserted);
    const severity = isNote && finding.severity === 'breach' ? 'note' : finding.severity;
    return { ...finding, severity: severity === 'note' && strict ? 'breach' : severity };
  });
}

/** Worst first: a breach stays one whatever else went wrong. */
function verdictOf(
  run: CaseRun,
  findings: readonly Finding[],
  { isKnown, isLeft }: { readonly isKnown: boolean; readonly isLeft: boolean },
): Verdict {
  const has = (severity: Severity): boolean => findings.some((finding) => finding.severity === severity);
  if (has('breach') && !isKnown) return 'breach';
  if (run.suiteError !== undefined) return 'suite error';
  if (run.blocked !== undefined) return 'blocked';
  if (run.unverified !== undefined && findings.length === 0) return 'not verified';
  if (isLeft) return 'not verified';
  if (isKnown) return 'known';
  if (has('note')) return 'note';
  return findings.length > 0 ? 'drift' : 'pass';
}

/** The result of a case that was not tried. */
export function untried(
  testCase: ContractCase,
  verdict: 'not verified' | 'blocked',
  obstacle: string,
): CaseResult {
  const isOptional = verdict === 'not verified' && testCase.needs.includes('embedded target');
  return {
    ...{ id: testCase.id, verdict, findings: [], exchanges: [], obstacle, ms: 0 },
    ...(isOptional ? { optional: true } : {}),
    ...(testCase.needsPerson === undefined ? {} : { needsPerson: testCase.needsPerson.why }),
  };
}
