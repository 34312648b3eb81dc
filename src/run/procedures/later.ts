import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '../../api/poll.js';
import { judgeAftermath } from '../../checks/judge.js';
import type { Aftermath } from '../../checks/subject.js';
import type { Exchange } from '../../model/exchange.js';
import { byImportance, type Finding } from '../../model/finding.js';
import { conclude } from '../case/case-run.js';
import type { CaseTools } from '../case/tools.js';
import { comparedWith, shownBy, type HeldSession } from '../session/held-session.js';
import { prepare, type Prepared } from '../session/prepare.js';
import { readListed } from '../session/read-listed.js';
import { readSession } from '../session/read-session.js';
import { LAG_ALLOWED_MS } from '../session/settled-read.js';
import type { SessionProcedure } from './procedure.js';
import { sendPrepared } from './single.js';

/** How long a session is left alone: what has been applied by then is there to stay. */
const LEFT_ALONE_MS = 1100;
/** Of two replicas, one that never catches up is asked by one of so many reads. */
export const READS_IN_A_ROW = 2;

/** Leaves a session alone after an update, then reads it several times in a row, and looks for it in the list. */
export const runLater: SessionProcedure = async (testCase, session, tools) => {
  const prepared = await prepare(testCase, session, tools);
  if (!('before' in prepared)) return prepared;
  const run = await sendPrepared(testCase, session, prepared, tools);
  if (run.findings.length > 0 || run.blocked !== undefined) return run;
  await leftAlone(tools);

  const allowed = tools.lagMs ?? LAG_ALLOWED_MS;
  const read = (): Promise<Looked> => readInARow(session, prepared, tools);
  const { seen: late } = await poll(read, isRight, allowed);
  const { findings, blocked } = conclude(testCase, late.exchanges, late.findings, tools);
  if (findings.length > 0) session.state = undefined;
  const list = (): Promise<Looked> => listed(session, prepared, tools);
  const { seen: inList } = findings.length > 0 ? { seen: NOTHING } : await poll(list, isRight, allowed);
  return {
    ...run,
    ...(blocked === undefined ? {} : { blocked }),
    exchanges: [...run.exchanges, ...late.exchanges, ...inList.exchanges],
    findings: byImportance([...findings, ...inList.findings]),
  };
};

/** Lets the time pass in which a session is left alone. */
export function leftAlone({ lagMs }: CaseTools): Promise<void> {
  return sleep(lagMs === undefined ? LEFT_ALONE_MS : 2 * lagMs);
}

/** What a look showed, and what is wrong with it. */
interface Looked {
  readonly exchanges: readonly Exchange[];
  readonly findings: readonly Finding[];
}

const NOTHING: Looked = { exchanges: [], findings: [] };

function isRight({ findings }: Looked): boolean {
  return findings.length === 0;
}

/** One after the other, so that each may come from another replica. */
async function readInARow(session: HeldSession, prepared: Prepared, tools: CaseTools): Promise<Looked> {
  const exchanges: Exchange[] = [];
  for (let reads = 0; reads < READS_IN_A_ROW; reads += 1) {
    exchanges.push(await readSession(session.browser.id, tools));
  }
  const findings = exchanges.flatMap((exchange) => {
    const after = shownBy(tools, exchange);
    return after === undefined ? [] : judgeAftermath({ ...aftermathOf(session, prepared, tools), after });
  });
  return { exchanges, findings };
}

/**
 * The session in the list of all, where the API has such a list and it holds the session. No document at hand describes
 * the list: that it shows other values than the update gave is a note, and what it leaves out is nothing.
 */
async function listed(session: HeldSession, prepared: Prepared, tools: CaseTools): Promise<Looked> {
  const { state, exchange } = await readListed(session.browser.id, tools);
  if (state === undefined) return NOTHING;
  const after = { state, members: new Map(), exchange };
  const found = judgeAftermath({ ...aftermathOf(session, prepared, tools), after }).flatMap((finding) =>
    finding.check === 'read-back' && finding.details.value !== undefined
      ? [{ ...finding, severity: 'note' as const }]
      : [],
  );
  return found.length === 0 ? NOTHING : { exchanges: [exchange], findings: found };
}

function aftermathOf(
  session: HeldSession,
  { before, effects }: Prepared,
  tools: CaseTools,
): Omit<Aftermath, 'after'> {
  return { ...comparedWith(session, before, tools), answer: undefined, effects, accepted: true };
}
