import { judgeAftermath } from '../../checks/judge.js';
import type { Effects } from '../../checks/effects.js';
import type { Aftermath, Shown } from '../../checks/subject.js';
import type { ContractCase } from '../../model/case.js';
import { succeeded, type Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import { isLost } from '../case/case-run.js';
import type { CompiledContract } from '../case/compiled-contract.js';
import { shownBy } from '../session/held-session.js';

/** An update that was answered, to be judged by what a read afterwards shows. */
export interface JudgedUpdate {
  /** The session that the answer to an accepted update showed. */
  readonly answer: Shown | undefined;
  /** What is wrong with what the update did; without a read, as far as the answer alone shows it. */
  readonly judge: (after: Shown | undefined) => Finding[];
}

/** How the update of a case is judged, once it is answered. @param known the session before it, and what it asks for. */
export function judgedUpdate(
  testCase: Pick<ContractCase, 'intent' | 'statuses' | 'claim' | 'subject'>,
  exchange: Exchange,
  known: Pick<Aftermath, 'sessionId' | 'before' | 'schema' | 'apart' | 'effects'>,
  contract: Pick<CompiledContract, 'reads'>,
): JudgedUpdate {
  const { intent, statuses } = testCase;
  const status = exchange.response?.status ?? 0;
  const applied = succeeded(exchange);
  const accepted = applied && statuses.includes(status);
  const answer = accepted ? shownBy(contract, exchange) : undefined;
  const aftermath = {
    ...known,
    ...{ answer, accepted },
    effects: knownOf(known.effects, testCase),
    ...(intent !== 'refuse' ? { whyUntouched: { kind: 'answered', status } as const } : {}),
  };
  // Neither a lost answer nor a wrong kind of success says what was to change.
  const isOpen =
    isLost(exchange) || (intent === 'accept' && applied && !accepted) || isUnsaid(intent, status);
  return { answer, judge: (after) => (isOpen ? [] : judgeAftermath({ ...aftermath, after })) };
}

/** What an update does that was answered by neither what the document says of it nor a refusal. */
function isUnsaid(intent: ContractCase['intent'], status: number): boolean {
  return intent === 'observe' && status !== 200 && (status < 400 || status >= 500);
}

/** What is known of the effects of a body. The member whose value is observed may become anything, and others may not. */
function knownOf(
  effects: Effects,
  { intent, claim, subject }: Pick<ContractCase, 'intent' | 'claim' | 'subject'>,
): Effects {
  if (intent !== 'observe') return effects;
  const { set, free } = effects;
  // Of a body that may be read in several ways, it is known only which members it is about.
  if (claim === 'nothing')
    return { set: [], free: [...free, ...set.map(({ path }) => path.split('.')[0] ?? path)] };
  const isObserved = ({ path }: Effects['set'][number]): boolean => subject.startsWith(`${path}.`);
  return {
    ...effects,
    set: set.filter((effect) => !isObserved(effect)),
    free: [...free, ...set.filter(isObserved).map(({ path }) => path)],
  };
}
