import type { Finding } from '../model/finding.js';
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
/** The members of a session that are addresses. */
export const ADDRESSES: readonly string[] = Object.keys(SCHEMES);

/** They may be left out, and some servers leave out by an empty text. */
const OPTIONAL = ['base_url', 'browser_live_view_url'];

/**
 * "WebSocket address that speaks …", "Address at which to watch …": an address leads somewhere by itself. Two protocols at
 * one address are most likely a mistake, but only a note: their messages can be told apart, so a server may speak both.
 */
export const address: ExchangeCheck = ({ exchange, response, contract }) => {
  const { status, json } = response;
  const schema = contract.schemaOf(status, response.headers['content-type']);
  if (status !== 200 || schema === undefined || !isObject(json)) return [];
  const undeclared = contract.undeclared(status, json);
  return Object.entries(SCHEMES).flatMap(([member, schemes]): Finding[] => {
    const value = json[member];
    // A headless session has no live view, and an empty text is none.
    const isNone = value === '' && member === 'browser_live_view_url' && json.headless === true;
    if (typeof value !== 'string' || isNone || undeclared.includes(member)) return [];
    const isShared = member === 'webdriver_ws_url' && value === json.cdp_ws_url;
    const problem = problemOf(value, schemes) ?? (isShared ? ('shared' as const) : undefined);
    if (problem === undefined) return [];
    const isNote = (problem === 'empty' && OPTIONAL.includes(member)) || problem === 'shared';
    const severity = isNote ? 'note' : 'breach';
    const details = { member, value, problem, schemes };
    return [{ check: 'address', severity, clause: memberClause(schema, member), exchange, details }];
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
