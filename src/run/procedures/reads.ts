import { judgeRead, unjudged } from '../case/case-run.js';
import { byImportance } from '../../model/finding.js';
import { shownBy } from '../session/held-session.js';
import { readSession } from '../session/read-session.js';
import type { SessionProcedure } from './procedure.js';

/** Reads the session once more, and reports what is wrong with the form of all reads of the run. */
export const runReads: SessionProcedure = async (_, session, tools) => {
  const read = await readSession(session.browser.id, tools);
  session.state = shownBy(tools, read)?.state;
  tools.formOfReads.see(read);
  const findings = byImportance([...judgeRead(read, tools.reads), ...tools.formOfReads.findings()]);
  const shown = findings.map(({ exchange }) => exchange);
  return { exchanges: [...new Set([read, ...shown])], findings, ...unjudged([read]) };
};
