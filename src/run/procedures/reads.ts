import { judgeRead, unjudged } from '../case/case-run.js';
import { byImportance } from '../../model/finding.js';
import { shownBy } from '../session/held-session.js';
import { made } from '../../checks/absent.js';
import { readStrays } from '../session/read-listed.js';
import { readSession } from '../session/read-session.js';
import type { SessionProcedure } from './procedure.js';

/**
 * Reads the session once more, and reports what is wrong with the form of all reads of the run. No other case is running
 * now, so that each session of the run is known: updates may have made others.
 */
export const runReads: SessionProcedure = async (_, session, tools) => {
  const read = await readSession(session.browser.id, tools);
  session.state = shownBy(tools, read)?.state;
  tools.formOfReads.see(read);
  const strays = (await readStrays(tools)).flatMap((one) => made(one, tools.answers));
  const findings = byImportance([
    ...judgeRead(read, tools.reads),
    ...tools.formOfReads.findings(),
    ...strays,
  ]);
  const shown = findings.map(({ exchange }) => exchange);
  return { exchanges: [...new Set([read, ...shown])], findings, ...unjudged([read]) };
};
