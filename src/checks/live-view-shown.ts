import { isObject } from '../model/json.js';
import { memberClause, type ExchangeCheck } from './subject.js';

const MEMBER = 'browser_live_view_url';

/** "Only available for non-headless browsers": nobody is sent to look at a session that has no screen. */
export const liveViewShown: ExchangeCheck = ({ response, contract, index }) => {
  const { status, json } = response;
  const schema = contract.schemaOf(status, response.headers['content-type']);
  if (status !== 200 || schema === undefined || !isObject(json) || json.headless !== true) return [];
  const url = json[MEMBER];
  // An empty text is no address. A document that does not declare the member says nothing about it.
  if (typeof url !== 'string' || url === '' || contract.undeclared(status, json).includes(MEMBER)) return [];
  return [
    {
      check: 'live-view-shown',
      severity: 'breach',
      clause: memberClause(schema, MEMBER),
      because: `${MEMBER} is shown for a headless session, but is only available where headless is false`,
      exchange: index,
    },
  ];
};
