import { isObject, type Json } from '../model/json.js';
import type { Answered, ExchangeCheck } from './subject.js';

/** How stack traces look where servers print them: V8, JVM and .NET, Python, Go, Ruby, PHP, Rust. */
const TRACES = [
  // A line of its own: "deleted at 10:12:07" and "at request.json:1:17" are sentences.
  /(?:^|\n)[ \t]*at (?:async )?(?:[^\s()]+ )*\(?(?:node:[\w/]+|<anonymous>|[^\s()]+\.[cm]?[jt]sx?):\d+:\d+\)?/,
  /\bat (?:async )?(?:new )?[\w$.<>[\]]+ \([^\s()]+:\d+:\d+\)/,
  /\bat [\w$.]+\([\w$]+\.(?:java|kt|scala|cs):\d+\)/,
  /Traceback \(most recent call last\)/,
  /goroutine \d+ \[\w+/,
  /\b[\w/.-]+\.go:\d+ \+0x[0-9a-f]+/,
  /\b[\w/.-]+\.rb:\d+:in [`']/,
  /#\d+ [\w/.-]+\.php\(\d+\)/,
  /stack backtrace:/,
];

/** No error shows the inside of its server: `message` is for people who debug their request. */
export const stackShown: ExchangeCheck = ({ exchange, response, contract }) => {
  const { status } = response;
  if (status < 400 || traceIn(response) === undefined) return [];
  // Part of a trace may be part of a key: what is shown of it comes from the answer without secrets.
  const trace = traceIn(exchange.response ?? response) ?? 'its lines hold secrets';
  const clause = contract.schemaOf(status) ?? contract.pointer;
  return [{ check: 'stack-shown', severity: 'breach', clause, exchange, details: { status, trace } }];
};

function traceIn({ json, text }: Answered['response']): string | undefined {
  return (json === undefined ? [text] : textsIn(json))
    .flatMap((part) => TRACES.map((pattern) => pattern.exec(part)?.[0].trim()))
    .find((found) => found !== undefined);
}

/** Every text of a JSON value as it is meant: in the raw body a tab is written `\\t`. */
function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
