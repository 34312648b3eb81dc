import { LOST_ON_KEPT } from '../../api/failures.js';
import type { ContractCase } from '../../model/case.js';
import type { Exchange } from '../../model/exchange.js';
import type { FramingProblem } from '../../model/framing.js';
import { isObject } from '../../model/json.js';

/**
 * So many cases of a run may meet an outage of a kind without being judged by it: what happens more often is no accident.
 * After the first loss on a kept connection none is kept, so that only requests that were on their way are lost like that.
 */
const MOST: Readonly<Record<OutageKind, number>> = {
  edge: 3,
  lost: 3,
  framed: 3,
  'lost on a kept connection': 20,
};

/** Statuses of what stands in front of an API and cannot reach it; those from 520 on are of a well-known one. */
const OF_AN_EDGE = [502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530];

/** A later end of a connection is no race of a server that closes it while a request is on its way. */
const AT_ONCE_MS = 5000;

/** Cases of a run that met an outage, each to be looked at once more at the end. */
export interface Outages {
  /** Notes a case. @returns false where there were too many already, so that the case is judged by what it met. */
  take(kind: OutageKind, testCase: ContractCase): boolean;
  readonly taken: readonly { readonly kind: OutageKind; readonly testCase: ContractCase }[];
  /** Looks at what a case has met. */
  see(exchanges: readonly Exchange[]): void;
  /** Was any update of the run answered? Where none was, something on the way lets none through. */
  readonly areUpdatesAnswered: () => boolean;
}

/**
 * `edge`: something in front of the API answered. `lost`: the connection ended before a byte of the answer; perhaps one
 * that was kept from an earlier request. `framed`: the answer was badly framed.
 */
export type OutageKind = 'edge' | 'lost' | 'lost on a kept connection' | 'framed';

export function createOutages(): Outages {
  const taken: { kind: OutageKind; testCase: ContractCase }[] = [];
  let areAnswered = false;
  return {
    taken,
    see(exchanges) {
      areAnswered ||= exchanges.some(isAnsweredUpdate);
    },
    areUpdatesAnswered: () => areAnswered,
    take(kind, testCase) {
      if (taken.filter((outage) => outage.kind === kind).length >= MOST[kind]) return false;
      taken.push({ kind, testCase });
      return true;
    },
  };
}

/** By the API itself: neither an edge nor a limit of the rate needs to have handed the update on. */
function isAnsweredUpdate(exchange: Exchange): boolean {
  const status = exchange.response?.status;
  return exchange.purpose === 'asserted' && status !== undefined && status !== 429 && !isOfEdge(exchange);
}

/** Did something in front of the API answer an update? The API itself answers with an `Error`, and fails with 500. */
export function isOfEdge({ purpose, response }: Exchange): boolean {
  if (purpose !== 'asserted' || response === undefined || !OF_AN_EDGE.includes(response.status)) return false;
  const { json, headers, leaked } = response;
  const isJson = json !== undefined || /\bjson\b/i.test(headers['content-type'] ?? '');
  // Gateways of some clouds answer in JSON, in a form of their own.
  const isOtherForm = isObject(json) && !('code' in json);
  return leaked.length === 0 && (!isJson || isOtherForm);
}

/** What was wrong on the wire with the answer to an update. */
export function badFraming({ purpose, framing }: Exchange): FramingProblem | undefined {
  return purpose === 'asserted' ? framing : undefined;
}

/** Was the connection closed while updates were on their way, before any byte of an answer? */
export function lossIn(exchanges: readonly Exchange[]): 'lost' | 'lost on a kept connection' | undefined {
  const lost = exchanges.filter(isAnswerLost);
  if (lost.length === 0) return undefined;
  return lost.every(({ failure }) => failure === LOST_ON_KEPT) ? 'lost on a kept connection' : 'lost';
}

/** Was a read answered by what cannot serve it at present? That says nothing of the session, and no update is to blame. */
export function isUnserved({ purpose, response }: Exchange): boolean {
  return purpose === 'read' && (response?.status === 408 || OF_AN_EDGE.includes(response?.status ?? 0));
}

/** Was the connection of an update closed before any byte of its answer? */
export function isAnswerLost({ purpose, failure = '', ms }: Exchange): boolean {
  return (
    purpose === 'asserted' && ms < AT_ONCE_MS && /closed without an answer$|ECONNRESET$|EPIPE$/.test(failure)
  );
}
