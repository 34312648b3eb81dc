import { isObject } from '../model/json.js';
import { memberClause, type ExchangeCheck } from './subject.js';

/** The clocks of two machines may differ by so much. */
const SLACK_MS = 60_000;
/** Only what no other clock explains is wrong: another unit, a time zone, milliseconds since 1970. */
const SO_MANY_TIMES = 10;

/** "For how many milliseconds the session was active": not for less than none, nor for much longer than it exists. */
export const uptime: ExchangeCheck = ({ exchange, response, contract }) => {
  const { status, json, headers } = response;
  const schema = contract.schemaOf(status, headers['content-type']);
  if (status !== 200 || schema === undefined || !isObject(json) || !isObject(json.usage)) return [];
  const { uptime_ms: uptimeMs } = json.usage;
  const undeclared = contract.undeclared(status, json);
  if (typeof uptimeMs !== 'number' || undeclared.some((path) => /^usage(?:\.uptime_ms)?$/.test(path)))
    return [];
  const createdAt = typeof json.created_at === 'string' ? json.created_at : '';
  const ageMs = Date.parse(headers.date ?? '') - Date.parse(createdAt);
  const isTooLong = ageMs >= -SLACK_MS && uptimeMs > SO_MANY_TIMES * (ageMs + SLACK_MS) + SLACK_MS;
  if (uptimeMs >= -SLACK_MS && !isTooLong) return [];
  const details = isTooLong ? { uptimeMs, ageMs } : { uptimeMs };
  return [{ check: 'uptime', severity: 'breach', clause: memberClause(schema, 'usage'), exchange, details }];
};
