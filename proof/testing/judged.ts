import type { Json } from '../../src/model/json.js';
import type { Exchange } from '../../src/model/exchange.js';
import type { CheckName, Finding } from '../../src/model/finding.js';
import { judgeExchange } from '../../src/checks/judge.js';
import { sentenceOf } from '../../src/report/sentence-of.js';
import { answered, BROWSER, changed, CONTRACT, ERROR } from './answers.js';

/** Judges an exchange that may be answered with its own status. */
export function findings(exchange: Exchange, expected = [exchange.response?.status ?? 0]): Finding[] {
  return judgeExchange(exchange, expected, CONTRACT);
}

/** What findings say. */
export const because = (found: readonly Finding[]): string[] => found.map(sentenceOf);
/** Which checks they are of. */
export const checks = (found: readonly Finding[]): CheckName[] => found.map(({ check }) => check);

/** A 200 whose session has other members. */
export function browser(members: Record<string, Json | undefined>): Exchange {
  return answered(200, changed(BROWSER, members));
}

/** A 400 whose error has other members. */
export function error(members: Record<string, Json | undefined>): Exchange {
  return answered(400, changed(ERROR, members));
}
