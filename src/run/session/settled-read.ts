import { poll } from '../../api/poll.js';
import { differences } from '../../checks/session-state.js';
import type { Shown } from '../../checks/subject.js';
import type { Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import type { CaseTools } from '../case/tools.js';
import { shownBy, type HeldSession } from './held-session.js';
import { readSession } from './read-session.js';

/** A read that disagrees is read again for so long before it is believed, unless the run says otherwise. */
export const LAG_ALLOWED_MS = 3000;

/**
 * Reads a session until a read no longer lags behind, for as long as a lag is allowed.
 * @param lags does a read lag behind what is known?
 * @returns what the last read shows, and all reads.
 */
export async function settledRead(
  { browser }: HeldSession,
  tools: CaseTools,
  lags: (seen: Shown) => boolean,
): Promise<{ readonly seen: Shown | undefined; readonly reads: readonly Exchange[] }> {
  const reads: Exchange[] = [];
  const look = async (): Promise<Shown | undefined> => {
    const read = await readSession(browser.id, tools);
    reads.push(read);
    return shownBy(tools, read);
  };
  const isRight = (seen: Shown | undefined): boolean => seen === undefined || !lags(seen);
  const { seen, right, looks, ms } = await poll(look, isRight, tools.lagMs ?? LAG_ALLOWED_MS);
  if (right && looks > 1) tools.journal({ type: 'lag', ms: Math.round(ms) });
  return { seen, reads };
}

/** What a session shows in the end, and what is wrong with it. */
export interface Settled {
  readonly after: Shown | undefined;
  readonly findings: readonly Finding[];
  readonly reads: readonly Exchange[];
}

/**
 * Reads a session until a read shows nothing wrong any more, or until no lag explains it.
 * @param judge what is wrong with what a read shows.
 * @param answer what the answer to an accepted update showed: a read that shows less lags behind, right or wrong.
 */
export async function readUntilAgreed(
  session: HeldSession,
  tools: CaseTools,
  judge: (seen: Shown | undefined) => Finding[],
  answer?: Shown,
): Promise<Settled> {
  const isFound = (seen: Shown): boolean => judge(seen).some(({ exchange }) => exchange === seen.exchange);
  const lags = (seen: Shown): boolean => isFound(seen) || behind(answer)(seen);
  const { seen: after, reads } = await settledRead(session, tools, lags);
  return { after, findings: judge(after), reads };
}

/** Does a read show another session than the answer to the last update did? Nothing lags behind no answer. */
export function behind(answer: Shown | undefined): (seen: Shown) => boolean {
  return (seen) => answer !== undefined && differences(seen.members, answer.members, true).length > 0;
}
