import type { ExchangeCheck } from '../subject.js';

/** How stack traces look where servers print them: V8, JVM and .NET, Python, Go, Ruby, PHP, Rust. */
const TRACES = [
  /\bat [\w$.<>[\] ]+ ?\(?(?:[\w./\\:-]+):\d+:\d+\)?/,
  /\bat [\w$.]+\([\w$]+\.(?:java|kt|scala|cs):\d+\)/,
  /Traceback \(most recent call last\)/,
  /goroutine \d+ \[\w+/,
  /\b[\w/.-]+\.go:\d+ \+0x[0-9a-f]+/,
  /\b[\w/.-]+\.rb:\d+:in [`']/,
  /#\d+ [\w/.-]+\.php\(\d+\)/,
  /stack backtrace:/,
];

/** No error shows its server's inside: `message` is for people who debug their request. */
export const stackShown: ExchangeCheck = ({ response, contract, index }) => {
  if (response.status < 400) return [];
  const trace = TRACES.map((pattern) => pattern.exec(response.text)?.[0]).find(
    (found) => found !== undefined,
  );
  if (trace === undefined) return [];
  return [
    {
      check: 'stack-shown',
      severity: 'breach',
      clause: contract.schemaOf(response.status) ?? contract.pointer,
      because: `the ${response.status} shows a stack trace: ${trace}`,
      exchange: index,
    },
  ];
};
