import { unsent } from '../case/case-run.js';
import { lasting } from '../case/lasting.js';
import { prepare } from '../session/prepare.js';
import { setUp } from '../session/set-up.js';
import type { SessionProcedure } from './procedure.js';
import { sendPrepared } from './single.js';
import { watched } from './watched.js';

/** Gives another session a value that no two may share, then asks the held one to take it, too. The owner keeps it. */
export const runTakenValue: SessionProcedure = async (testCase, session, tools) => {
  const prepared = await prepare(testCase, session, tools);
  if (!('before' in prepared)) return prepared;
  const owner = await tools.leases.browser(testCase.session);
  try {
    const taken = await setUp({ browser: owner }, prepared.body, tools);
    if ('why' in taken) return unsent({ blocked: taken.why });
    const { run, isGone } = await watched(owner, tools, () =>
      sendPrepared(testCase, session, prepared, tools),
    );
    // Whoever ends gives its value back: nothing is to be refused then.
    return isGone
      ? { ...run, findings: lasting(run.findings), blocked: 'the session that had taken the value ended' }
      : run;
  } finally {
    await tools.leases.release(owner);
  }
};
