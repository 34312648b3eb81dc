import { isObject } from '../model/json.js';
import { memberClause, type ExchangeCheck } from './subject.js';

/** The schemes that the sentences of the members imply. */
const WEB_SOCKET = ['ws', 'wss'];
const HTTP = ['http', 'https'];
const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  cdp_ws_url: WEB_SOCKET,
  webdriver_ws_url: WEB_SOCKET,
  base_url: HTTP,
  browser_live_view_url: HTTP,
};
/** They may be left out, and some servers leave out by an empty text. */
const OPTIONAL = ['base_url', 'browser_live_view_url'];

/** "WebSocket address that speaks …", "Address at which to watch …": an address leads somewhere by itself. */
export const address: ExchangeCheck = ({ exchange, response, contract }) => {
  const { status, json } = response;
  const schema = contract.schemaOf(status, response.headers['content-type']);
  if (status !== 200 || schema === undefined || !isObject(json)) return [];
  const undeclared = contract.undeclared(status, json);
  return Object.entries(SCHEMES).flatMap(([member, schemes]) => {
    const value = json[member];
    // A headless session has no live view, and an empty text is none.
    const isNone = value === '' && member === 'browser_live_view_url' && json.headless === true;
    if (typeof value !== 'string' || isNone || undeclared.includes(member)) return [];
    const problem = problemOf(value, schemes);
    if (problem === undefined) return [];
    const severity = problem === 'empty' && OPTIONAL.includes(member) ? 'note' : 'breach';
    const details = { member, value, problem, schemes };
    return [{ check: 'address', severity, clause: memberClause(schema, member), exchange, details } as const];
  });
};

function problemOf(
  value: string,
  schemes: readonly string[],
): 'empty' | 'not absolute' | 'other scheme' | undefined {
  if (value.trim() === '') return 'empty';
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/[^/?#\s]/i.exec(value)?.[1]?.toLowerCase();
  if (scheme === undefined || !URL.canParse(value)) return 'not absolute';
  return schemes.includes(scheme) ? undefined : 'other scheme';
}
