import type { ContractCase } from '../../model/case.js';
import { isObject, type Json } from '../../model/json.js';
import { followedBy } from '../case/case-run.js';
import type { SessionProcedure } from './procedure.js';
import { runSingle } from './single.js';

/** Sends an update that must be refused, and then one that is accepted: nothing of the first may come with the second. */
export const runAndOn: SessionProcedure = async (testCase, session, tools) => {
  const refused = await runSingle(testCase, session, tools);
  const isOver = refused.blocked ?? refused.unverified ?? refused.suiteError;
  if (refused.findings.length > 0 || isOver !== undefined || session.state === undefined) return refused;
  const { also: _, ...next }: ContractCase = {
    ...testCase,
    ...{
      intent: 'accept',
      statuses: [200],
      claim: 'fits the schema',
      start: {},
      body: nextTo(testCase.body),
    },
  };
  return followedBy(refused, await runSingle(next, session, tools));
};

/** An update that names nothing of what was refused. */
function nextTo(body: Json | undefined): Json {
  const isAboutSize = isObject(body) && 'viewport' in body;
  return isAboutSize ? { proxy_id: '' } : { viewport: { width: 1523, height: 863 } };
}
