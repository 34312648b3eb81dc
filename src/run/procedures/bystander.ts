import { insteadOf } from '../case/lasting.js';
import { runSingle } from './single.js';
import type { SessionProcedure } from './procedure.js';
import { watched } from './watched.js';

/**
 * Updates one session while another one, the bystander, must stay as it was. Where the bystander is gone, once more:
 * browsers end by themselves now and then.
 */
export const runBesideBystander: SessionProcedure = async (testCase, session, tools) => {
  const besideOne = async (): ReturnType<typeof watched> => {
    const bystander = await tools.leases.browser(testCase.session);
    try {
      return await watched(bystander, tools, () => runSingle(testCase, session, tools));
    } finally {
      await tools.leases.release(bystander);
    }
  };
  const first = await besideOne();
  if (!first.isGone || session.state === undefined) return first.run;
  if (first.own.findings.some(({ severity }) => severity === 'breach')) return first.own;
  for (const exchange of first.run.exchanges) tools.journal({ type: 'exchange', exchange });
  tools.noteDrift({ kind: 'session ended', was: 'the bystander' });
  return insteadOf(first.run, (await besideOne()).run);
};
