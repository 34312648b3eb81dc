import type { Journal } from '../../model/events.js';
import type { Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import { isObject, memberPath, type Json } from '../../model/json.js';
import type { CaseResult } from '../../model/run-record.js';

/**
 * What the creation of a session sets as well as an update: an API that shows it in no answer does not show it at all. A
 * member that only updates set and that no answer shows may just as well have been dropped.
 */
const SET_BY_CREATION: readonly string[] = ['viewport', 'proxy_id', 'profile'];

/**
 * The members of a session that no answer of a run shows at all: an API may leave an optional one out everywhere, and
 * then nothing shows what an update made of it. One that any answer shows is missed wherever it is absent.
 */
export interface Unshown {
  /** Takes an answer into account. */
  see(exchange: Exchange): void;
  /** The outermost member that a finding misses, and that no answer has shown so far. */
  missedBy(finding: Finding): string | undefined;
  /** Notes what a case comes to once an answer shows one of these members after all. */
  defer(result: CaseResult, members: readonly string[]): void;
  /** Reports those cases of which an answer has shown a member since. */
  settle(journal: Journal): void;
}

export function createUnshown(): Unshown {
  const shown = new Set<string>();
  const deferred = new Map<CaseResult, readonly string[]>();
  const see = (value: Json, path: string): void => {
    if (path !== '') shown.add(path);
    if (!isObject(value)) return;
    for (const [name, member] of Object.entries(value)) see(member, memberPath(path, name));
  };
  return {
    see({ response }) {
      const { status = 0, json } = response ?? {};
      if (status < 200 || status >= 300) return;
      for (const one of Array.isArray(json) ? json : [json]) {
        if (isObject(one) && 'session_id' in one) see(one, '');
      }
    },
    missedBy(finding) {
      const path = missed(finding);
      if (path === undefined) return undefined;
      const steps = path.split('.');
      if (!SET_BY_CREATION.includes(steps[0] ?? '')) return undefined;
      const prefixes = steps.map((_, index) => steps.slice(0, index + 1).join('.'));
      return prefixes.find((prefix) => !shown.has(prefix));
    },
    defer: (result, members) => void deferred.set(result, members),
    settle(journal) {
      for (const [result, members] of deferred) {
        if (!members.some((member) => shown.has(member))) continue;
        deferred.delete(result);
        journal({ type: 'result', result });
      }
    },
  };
}

/** The member whose absence a finding is about. */
function missed(finding: Finding): string | undefined {
  if (finding.check === 'echo' || finding.check === 'read-back') {
    return finding.details.value === undefined ? finding.details.path : undefined;
  }
  if (finding.check !== 'torn') return undefined;
  const { width, height } = finding.details.size;
  return width === undefined && height === undefined ? 'viewport.width' : undefined;
}

/** Why a case is not verified whose update shows in no answer. */
export function whyUnshown(members: readonly string[]): string {
  return `no answer of this API shows ${[...new Set(members)].sort().join(' or ')}, so that nothing shows what an update made of it`;
}
