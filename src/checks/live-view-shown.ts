import { isObject } from '../model/json.js';
import { memberClause, type ExchangeCheck } from './subject.js';

const MEMBER = 'browser_live_view_url';

/** "Only available for non-headless browsers": a session without a screen shows no live view. */
export const liveViewShown: ExchangeCheck = ({ exchange, response, contract }) => {
  const { status, json } = response;
  const schema = contract.schemaOf(status, response.headers['content-type']);
  if (status !== 200 || schema === undefined || !isObject(json) || json.headless !== true) return [];
  const url = json[MEMBER];
  // An empty text is not an address. A document that does not declare the member says nothing about it.
  if (typeof url !== 'string' || url === '' || contract.undeclared(status, json).includes(MEMBER)) return [];
  const clause = memberClause(schema, MEMBER);
  return [{ check: 'live-view-shown', severity: 'breach', clause, exchange, details: { member: MEMBER } }];
};
