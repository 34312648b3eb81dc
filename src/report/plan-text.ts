import type { Plan } from '../model/plan.js';
import type { Settings } from '../model/settings.js';
import { targetName } from '../model/target-name.js';
import { BROWSER_TYPES, dollarsFor, type ByType, type Prices } from '../model/usage.js';
import { fact } from './facts.js';
import { counted, grouped } from './visible.js';

/** What a run would take, for people. @param target the API. @param secondTries the most browsers for them. */
export function planText(
  plan: Plan,
  target: Pick<Settings, 'baseUrl'>,
  prices: Prices,
  secondTries: number,
): string {
  const { cases, leftOut, requests, browsers, seconds, secondsPerRequest } = plan;
  const most = byType(browsers);
  const left = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...fact('target', [`${targetName(target)}; nothing was sent`]),
    ...fact('cases', [`${grouped(cases - left)} of ${grouped(cases)}`]),
    ...fact(
      'left out',
      [...leftOut].map(([why, count]) => `${counted(count, 'case')}: ${why}`),
    ),
    ...fact('requests', [`at most ${grouped(requests)}`]),
    ...fact('browsers', [most === 'none' ? most : `at most ${most}, if the API conforms`]),
    ...fact('browser time', [
      `at most ${byType(seconds)} browser-seconds, if no request takes longer than ${grouped(secondsPerRequest)} s`,
    ]),
    ...fact('dollars', [costs(target, dollars(dollarsFor(seconds, prices)), prices)]),
    ...fact('not included', [
      'requests that are sent again',
      `second tries of what breaks the contract: ${counted(secondTries, 'browser')} at most`,
      'replacement sessions: each breach that leaves a session in doubt costs one more browser',
      'CONTRACT_MAX_BROWSERS sets a hard limit',
    ]),
  ].join('\n');
}

/** Nobody pays for browsers of the reference server: the sum is for the API that the person has in mind. */
function costs({ baseUrl }: Pick<Settings, 'baseUrl'>, most: string, { source, date }: Prices): string {
  const basis = `(${source}, ${date}; fixtures/prices.yaml)`;
  return baseUrl === undefined
    ? `none on the reference server; at most ${most} on the API ${basis}`
    : `at most ${most} ${basis}`;
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
