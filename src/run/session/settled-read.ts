import { poll } from '../../api/poll.js';
import { differences } from '../../checks/session-state.js';
import type { Shown } from '../../checks/subject.js';
import { sizeOf } from '../../checks/torn.js';
import { causeOf } from '../../model/cause.js';
import type { Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import type { CaseTools } from '../case/tools.js';
import { shownBy, type HeldSession } from './held-session.js';
import { readSession } from './read-session.js';

/** A read that disagrees is read again for so long before it is believed, unless the run says otherwise. */
export const LAG_ALLOWED_MS = 3000;

/**
 * Reads a session until a read no longer lags behind, for as long as a lag is allowed.
 * @param lags in what a read lags behind what is known: causes, none where it does not.
 * @returns what the last read shows, and all reads.
 */
export async function settledRead(
  { browser, sizes }: HeldSession,
  tools: CaseTools,
  lags: (seen: Shown) => readonly string[],
): Promise<{ readonly seen: Shown | undefined; readonly reads: readonly Exchange[] }> {
  const reads: Exchange[] = [];
  const look = async (): Promise<Shown | undefined> => {
    const read = await readSession(browser.id, tools);
    reads.push(read);
    const shown = shownBy(tools, read);
    if (shown !== undefined) {
      sizes.push(sizeOf(shown.state));
      tools.addresses.see(browser.id, shown.state);
    }
    return shown;
  };
  const lagOf = (seen: Shown | undefined): readonly string[] => (seen === undefined ? [] : lags(seen));
  const isDone = (seen: Shown | undefined): boolean => !tools.patience.isLeftFor(lagOf(seen));
  const { seen, looks, ms } = await poll(look, isDone, tools.lagMs ?? LAG_ALLOWED_MS);
  const lag = lagOf(seen);
  tools.patience.isLostOn(lag);
  if (lag.length === 0 && looks > 1) tools.journal({ type: 'lag', ms: Math.round(ms) });
  return { seen, reads };
}

/** What a session shows in the end, and what is wrong with it. */
export interface Settled {
  readonly after: Shown | undefined;
  readonly findings: readonly Finding[];
  readonly reads: readonly Exchange[];
}

/** What is known of an update before its session is read. */
export interface Answer {
  /** What the answer to an accepted update showed: a read that shows less lags behind, right or wrong. */
  readonly shown?: Shown | undefined;
  /** The answer itself was wrong: no later read makes that good. */
  readonly isWrong?: boolean;
}

/**
 * Reads a session until a read shows nothing wrong any more, or until no lag explains it.
 * @param judge what is wrong with what a read shows.
 */
export async function readUntilAgreed(
  session: HeldSession,
  tools: CaseTools,
  judge: (seen: Shown | undefined) => Finding[],
  { shown, isWrong = false }: Answer = {},
): Promise<Settled> {
  const lags = (seen: Shown): readonly string[] => {
    if (isWrong) return [];
    const found = judge(seen).filter(({ exchange }) => exchange === seen.exchange);
    return [...found.map((finding) => causeOf(finding, 'any')), ...behind(shown)(seen)];
  };
  const { seen: after, reads } = await settledRead(session, tools, lags);
  return { after, findings: judge(after), reads };
}

/** In what a read shows another session than the answer to the last update did. Nothing lags behind no answer. */
export function behind(answer: Shown | undefined): (seen: Shown) => readonly string[] {
  return (seen) =>
    answer === undefined
      ? []
      : differences(seen.members, answer.members, true).map(({ path }) => `behind/${path}`);
}
