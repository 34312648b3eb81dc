import { declaredBy } from '../../checks/declared.js';
import { effectsOf } from '../../checks/effects.js';
import { at } from '../../contract/document.js';
import { requestSchemaOf } from '../../contract/operation.js';
import { isHeld, type ContractCase } from '../../model/case.js';
import type { Exchange } from '../../model/exchange.js';
import { byImportance, type Finding } from '../../model/finding.js';
import { isObject, valueAt, type Json } from '../../model/json.js';
import type { PastCase } from '../../report/past-run.js';
import { parsed } from '../../report/revived.js';
import { conclude, judgeRead, unjudged, type CaseRun } from '../case/case-run.js';
import type { CompiledContract } from '../case/compiled-contract.js';
import type { FormOfReads } from '../case/form-of-reads.js';
import { judgedUpdate } from '../procedures/judged-update.js';
import { comparedWith, shownBy } from '../session/held-session.js';
import { isAboutMask, isCut, type Recording } from './recorded.js';

/** What recorded cases are judged with. */
export interface Rejudging extends CompiledContract {
  readonly formOfReads: FormOfReads;
  readonly recording: Recording;
}

/** What came of judging a case again. */
export interface RejudgedCase extends CaseRun {
  /** Why it was judged by its answers alone. */
  readonly answersAlone?: string;
}

/** A case as the document at hand wants it: what it was sent may be valid now, or invalid. */
export function expectedBy(
  testCase: ContractCase,
  [asserted]: readonly Exchange[],
  { document, requestProblems }: Pick<CompiledContract, 'document' | 'requestProblems'>,
): ContractCase {
  const { claim, statuses, source } = testCase;
  const clause =
    source === 'schema' && at(document, testCase.clause.pointer) === undefined
      ? { pointer: requestSchemaOf(document), text: '' }
      : testCase.clause;
  const same = { ...testCase, clause };
  const json = meaningOf(testCase, asserted);
  const only = statuses.length === 1 ? statuses[0] : undefined;
  if (json === undefined || claim === 'nothing') return same;
  const fits = requestProblems(json).length === 0;
  if (fits && claim === 'breaks the schema' && only === 400) {
    return { ...same, claim: 'fits the schema', intent: 'accept', statuses: [200] };
  }
  if (!fits && claim === 'fits the schema' && only === 200) {
    return { ...same, claim: 'breaks the schema', intent: 'refuse', statuses: [400] };
  }
  return same;
}

/** The value that a case sent: a raw body may stand for another than it reads as. */
function meaningOf({ raw, body }: ContractCase, asserted: Exchange | undefined): Json | undefined {
  if (raw !== undefined) return body;
  const sent = asserted?.request.body;
  return isCut(sent) ? undefined : parsed(sent);
}

/** Judges the recorded exchanges of a case again. @param testCase as `expectedBy` has it. */
export function rejudgeCase(testCase: ContractCase, past: PastCase, tools: Rejudging): RejudgedCase {
  const { exchanges } = past;
  if (exchanges.some(({ response }) => isCut(response?.text))) {
    return { exchanges, findings: [], unverified: 'the recording of an answer is cut' };
  }
  if (testCase.procedure === 'reads') return rejudgeReads(exchanges, tools);
  const state = stateFindings(testCase, exchanges, tools);
  const run = conclude(testCase, exchanges, 'findings' in state ? state.findings : [], tools);
  const findings = run.findings.filter((finding) => !isAboutMask(finding));
  const answersAlone = 'unknown' in state ? state.unknown : undefined;
  const unverified = whyUnverified(past, run, findings, answersAlone);
  return {
    ...{ ...run, findings },
    ...(answersAlone === undefined ? {} : { answersAlone }),
    ...(unverified === undefined ? {} : { unverified }),
  };
}

/** What was found then and cannot be looked for now is not fixed. */
function whyUnverified(
  past: PastCase,
  run: CaseRun,
  findings: readonly Finding[],
  unknown: string | undefined,
): string | undefined {
  if (findings.length > 0) return undefined;
  if (run.findings.length > 0) return 'the recording hides the value in question';
  return past.findings.some(({ severity }) => severity !== 'drift') ? unknown : undefined;
}

/** What the update did, by the reads of the recording; or why they do not say. */
function stateFindings(
  testCase: ContractCase,
  exchanges: readonly Exchange[],
  tools: Rejudging,
): { readonly findings: readonly Finding[] } | { readonly unknown: string } {
  if (!isHeld(testCase)) return { findings: [] };
  if (testCase.procedure !== 'single')
    return {
      unknown: `"${testCase.procedure}" watches the session during the run, which a recording does not show`,
    };
  if (exchanges.some(({ purpose }) => purpose === 'set-up'))
    return {
      unknown: 'what else a set-up changed is judged during the run, which a recording does not show',
    };
  const [asserted] = exchanges;
  const afterwards = exchanges.findLast(({ purpose }) => purpose === 'read');
  if (asserted === undefined || afterwards === undefined) return { unknown: 'no read was recorded' };
  const { path } = afterwards.request;
  const before = tools.recording.stateBefore(path, exchanges)?.response?.json;
  if (!isObject(before)) return { unknown: 'the recording does not show the session before the request' };
  if (testCase.raw === undefined && isCut(asserted.request.body))
    return { unknown: 'the recording of the request is cut' };
  const update = meaningOf(testCase, asserted);
  const name = valueAt(update, ['profile', 'name']);
  const profileId = typeof name === 'string' ? tools.recording.profileId(name) : undefined;
  if (name !== undefined && profileId === undefined && testCase.intent === 'accept') {
    return { unknown: 'the recording does not show the id of the profile' };
  }
  const effects = effectsOf(update, {
    before,
    profileId: () => profileId,
    profileName: () => undefined,
    isDefaultProxy: (id) => tools.recording.isDefaultProxy(id),
    ...declaredBy(tools),
  });
  const browser = { id: decodeURIComponent(path.replace('/browsers/', '')) };
  const known = { ...comparedWith({ browser }, before, tools), effects };
  return { findings: judgedUpdate(testCase, asserted, known, tools).judge(shownBy(tools, afterwards)) };
}

/** The form of all reads; the case that reports it is judged last. */
function rejudgeReads(exchanges: readonly Exchange[], { reads, formOfReads }: Rejudging): CaseRun {
  for (const exchange of exchanges) formOfReads.see(exchange);
  const singly = exchanges.flatMap((exchange) => judgeRead(exchange, reads));
  const findings = byImportance([...singly, ...formOfReads.findings()]).filter((one) => !isAboutMask(one));
  const shown = findings.map(({ exchange }) => exchange);
  return { exchanges: [...new Set([...exchanges, ...shown])], findings, ...unjudged(exchanges) };
}
