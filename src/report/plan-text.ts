import type { Plan } from '../model/plan.js';
import { BROWSER_TYPES, dollarsFor, type ByType, type Prices } from '../model/usage.js';
import { fact } from './facts.js';
import { counted, grouped } from './visible.js';

/** What a run would take, for people. @param target the name of the API. @param secondTries the most browsers for them. */
export function planText(plan: Plan, target: string, prices: Prices, secondTries: number): string {
  const { cases, leftOut, requests, browsers, seconds, secondsPerRequest } = plan;
  const left = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...fact('target', [`${target}; nothing was sent`]),
    ...fact('cases', [`${grouped(cases - left)} of ${grouped(cases)}`]),
    ...fact(
      'left out',
      [...leftOut].map(([why, count]) => `${counted(count, 'case')}: ${why}`),
    ),
    ...fact('requests', [`at most ${grouped(requests)}`]),
    ...fact('browsers', [byType(browsers)]),
    ...fact('seconds', [
      `at most ${byType(seconds)}, if no request takes longer than ${grouped(secondsPerRequest)} s`,
    ]),
    ...fact('dollars', [
      `at most ${dollars(dollarsFor(seconds, prices))} (${prices.source}, ${prices.date}; fixtures/prices.yaml)`,
    ]),
    ...fact('besides', [
      `requests that are sent again, and where the API breaks the contract at most ${counted(secondTries, 'browser')} for second tries`,
    ]),
  ].join('\n');
}

/** `12 headless, 3 headful`; types without any are left out. */
export function byType(counts: ByType): string {
  const parts = BROWSER_TYPES.filter((type) => counts[type] > 0).map(
    (type) => `${grouped(Math.ceil(counts[type]))} ${type}`,
  );
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/** Dollars with as many decimals as tell a small sum from nothing: `$1.20`, `$0.0034`. */
export function dollars(sum: number): string {
  return `$${sum.toFixed(sum > 0 && sum < 0.1 ? 4 : 2)}`;
}
