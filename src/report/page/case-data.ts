import { deflateSync } from 'node:zlib';
import { causesIn } from '../../model/causes-in.js';
import { causesOf, rootsById } from '../../model/causes.js';
import type { Exchange } from '../../model/exchange.js';
import { caseOutcomes, type CaseOutcome } from '../../model/outcomes.js';
import type { RunRecord } from '../../model/run-record.js';
import { againOf } from '../again.js';
import { curlOf } from '../block.js';
import { reasonOf } from '../reason-of.js';
import { assertedIn } from '../seen-in.js';
import { sentenceOf } from '../sentence-of.js';
import { cut } from '../visible.js';
import { placeOf } from '../place-of.js';
import { exchangePieces } from './exchange.js';
import { unexplained } from '../../model/cause.js';
import type { Finding } from '../../model/finding.js';
import { topicOf } from '../../model/topic.js';

/** The details of so many cases are unpacked together: neither the page nor a click has to be heavy. */
const CASES_IN_PACK = 40;

/** What the script of the page knows: a line for each case, and packs with their exchanges. Packed by deflate, as base64. */
export interface CaseData {
  readonly index: string;
  readonly packs: readonly string[];
  readonly casesInPack: number;
}

/**
 * @param numberOf the statement of the map that a case rests on.
 * @param memberOf the member of a request that a clause is about.
 */
export function caseData(
  run: RunRecord,
  numberOf: (caseId: string) => number | undefined,
  memberOf: (pointer: string) => readonly string[] | undefined,
): CaseData {
  const outcomes = caseOutcomes(run);
  const roots = rootsById(causesOf(run));
  const packs: string[] = [];
  for (let from = 0; from < outcomes.length; from += CASES_IN_PACK) {
    packs.push(
      packed(outcomes.slice(from, from + CASES_IN_PACK).map((outcome) => details(outcome, run, memberOf))),
    );
  }
  return {
    index: packed(outcomes.map((outcome) => line(outcome, numberOf, roots))),
    packs,
    casesInPack: CASES_IN_PACK,
  };
}

function line(
  { listed, outcome, result }: CaseOutcome,
  numberOf: (caseId: string) => number | undefined,
  roots: ReadonlyMap<string, string>,
) {
  const status = result === undefined ? undefined : assertedIn(result.exchanges)?.response?.status;
  return {
    id: listed.id,
    topic: topicOf(listed),
    sentence: listed.sentence,
    verdict: outcome,
    ...(status === undefined ? {} : { status }),
    ms: Math.round(result?.ms ?? 0),
    reason: result === undefined ? '' : cut(reasonOf(result, listed.intent), 240),
    statement: numberOf(listed.id),
    causes:
      result === undefined
        ? []
        : [...causesIn(result, listed.subject).keys()].map((id) => roots.get(id) ?? id),
  };
}

function details(
  { listed, result }: CaseOutcome,
  run: RunRecord,
  memberOf: (pointer: string) => readonly string[] | undefined,
) {
  const shown = unexplained(result?.findings ?? []);
  const member = shown.length === 0 ? undefined : memberOf(listed.clause.pointer);
  const exchanges = result?.exchanges ?? [];
  const asserted = assertedIn(exchanges);
  const again = againOf(run, listed.id);
  const input = { exchanges, expected: listed.statuses };
  return {
    expected: listed.intent === 'observe' ? 'observed' : listed.statuses.join(' or '),
    place: placeOf(listed),
    clause: listed.clause,
    because: listed.because,
    findings: (result?.findings ?? []).map((finding) => `${finding.severity}: ${sentenceOf(finding)}`),
    obstacle: result?.obstacle,
    exchanges: exchanges.map((one) =>
      exchangeData(
        one,
        shown.find(({ exchange }) => exchange === one),
        member,
      ),
    ),
    again: again.command,
    ...(asserted === undefined ? {} : curlOf(input, asserted, again)),
  };
}

function exchangeData(
  exchange: Exchange,
  finding: Finding | undefined,
  member: readonly string[] | undefined,
) {
  const { purpose, ms } = exchange;
  return { purpose, ms, ...exchangePieces(exchange, finding, member) };
}

function packed(value: unknown): string {
  return deflateSync(JSON.stringify(value), { level: 9 }).toString('base64');
}
