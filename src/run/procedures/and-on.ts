import { isObject, type Json } from '../../model/json.js';
import { byImportance } from '../../model/finding.js';
import { move } from '../session/set-up.js';
import type { SessionProcedure } from './procedure.js';
import { runSingle } from './single.js';

/** Sends an update that must be refused, and then another one: nothing of the first may come with it. */
export const runAndOn: SessionProcedure = async (testCase, session, tools) => {
  const refused = await runSingle(testCase, session, tools);
  const { state } = session;
  const isOver = refused.blocked ?? refused.unverified ?? refused.suiteError;
  if (refused.findings.length > 0 || isOver !== undefined || state === undefined) return refused;
  session.state = undefined; // until a read shows it
  const next = await move(session, nextTo(testCase.body), state, tools);
  if ('why' in next) return refused; // what is wrong with that is for the cases about it
  session.state = next.state;
  return {
    ...refused,
    exchanges: [...refused.exchanges, ...next.exchanges],
    findings: byImportance([...refused.findings, ...next.findings]),
  };
};

/** An update that names nothing of what was refused. */
function nextTo(body: Json | undefined): Json {
  const isAboutSize = isObject(body) && 'viewport' in body;
  return isAboutSize ? { proxy_id: '' } : { viewport: { width: 1523, height: 863 } };
}
