import type { Finding } from '../../model/finding.js';
import { differences } from '../../checks/session-state.js';
import type { Shown } from '../../checks/subject.js';
import type { Exchange } from '../../model/exchange.js';
import { poll } from '../../api/poll.js';
import type { ContractCase } from '../../model/contract-case.js';
import { readSession, shownBy, type HeldSession } from './held-session.js';
import type { Tools } from '../case/tools.js';

/** A read that disagrees is read again for so long before it is believed, unless the run says otherwise. */
export const LAG_ALLOWED_MS = 3000;

/**
 * Reads a session until a read does not lag behind any more, for as long as a lag is allowed.
 * @param reads every read is added here; an asserted exchange goes before them, so the last has the index of their number.
 * @param lags does a read lag behind what is known?
 * @returns what the last read shows.
 */
export async function settledRead(
  testCase: ContractCase,
  session: HeldSession,
  reads: Exchange[],
  tools: Tools,
  lags: (seen: Shown) => boolean,
): Promise<Shown | undefined> {
  const look = async (): Promise<Shown | undefined> => {
    const read = await readSession(tools, session.browser.id, testCase.id);
    reads.push(read);
    return shownBy(tools, read, reads.length);
  };
  const isRight = (seen: Shown | undefined): boolean => seen === undefined || !lags(seen);
  const { seen, right, looks, ms } = await poll(look, isRight, tools.lagMs ?? LAG_ALLOWED_MS);
  if (right && looks > 1) tools.journal({ type: 'lag', ms: Math.round(ms) });
  return seen;
}

/**
 * Reads a session until nothing in the read is a finding any more, or until no lag explains it.
 * @param judge what is wrong with what a read shows.
 * @param answer what the answer to an accepted update showed: a read that shows less lags behind, right or wrong.
 */
export async function readUntilAgreed(
  testCase: ContractCase,
  session: HeldSession,
  reads: Exchange[],
  tools: Tools,
  judge: (seen: Shown | undefined) => Finding[],
  answer?: Shown,
): Promise<{ after: Shown | undefined; findings: Finding[] }> {
  const isFound = (seen: Shown): boolean => judge(seen).some(({ exchange }) => exchange === seen.index);
  const after = await settledRead(
    testCase,
    session,
    reads,
    tools,
    (seen) => isFound(seen) || behind(answer)(seen),
  );
  return { after, findings: judge(after) };
}

/** Does a read show another session than the answer to the last update did? Nothing lags behind no answer. */
export function behind(answer: Shown | undefined): (seen: Shown) => boolean {
  return (seen) => answer !== undefined && differences(seen.members, answer.members, true).length > 0;
}
