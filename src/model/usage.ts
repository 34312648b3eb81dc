import type { Exchange } from './exchange.js';
import { isObject, type Json } from './json.js';

/** What browsers are billed by. */
export const BROWSER_TYPES = ['headless', 'headful', 'GPU'] as const;
type BrowserType = (typeof BROWSER_TYPES)[number];

/** A number for each type of browser. */
export type ByType = Readonly<Record<BrowserType, number>>;

/** What a second of a browser costs, in dollars. */
export interface Prices {
  readonly perSecond: ByType;
  readonly source: string;
  /** When the source said so, as `2026-08-19`. */
  readonly date: string;
}

/** What a run took of the browsers that it created. */
export interface Usage {
  readonly browsers: ByType;
  readonly seconds: ByType;
}

export const NO_USAGE: Usage = {
  browsers: { headless: 0, headful: 0, GPU: 0 },
  seconds: { headless: 0, headful: 0, GPU: 0 },
};

/** The most that browsers can have cost. */
export function dollarsFor(seconds: ByType, { perSecond }: Prices): number {
  return BROWSER_TYPES.reduce((sum, type) => sum + seconds[type] * perSecond[type], 0);
}

/**
 * Adds up the life of every browser by the calls that created and deleted it; one that was not deleted lives on.
 * @param now where the count ends, in milliseconds of the clock.
 */
export function usageOf(housekeeping: readonly Exchange[], now: number): Usage {
  const browsers = { ...NO_USAGE.browsers };
  const seconds = { ...NO_USAGE.seconds };
  for (const exchange of housekeeping) {
    const id = createdIn(exchange);
    if (id === undefined) continue;
    const type = typeOf(exchange.response?.json);
    const end = housekeeping.find((other) => isDeletion(other, id));
    const until = end === undefined ? now : Date.parse(end.at) + end.ms;
    browsers[type] += 1;
    seconds[type] += Math.max(0, until - Date.parse(exchange.at)) / 1000;
  }
  return { browsers, seconds };
}

function createdIn({ request, response }: Exchange): string | undefined {
  if (request.method !== 'POST' || request.path !== '/browsers' || !isObject(response?.json))
    return undefined;
  const id = response.json.session_id;
  return typeof id === 'string' ? id : undefined;
}

/** The API bills what it says it gave, and not what was asked for. */
function typeOf(session: Json | undefined): BrowserType {
  if (!isObject(session)) return 'headful';
  if (session.gpu === true) return 'GPU';
  return session.headless === true ? 'headless' : 'headful';
}

function isDeletion({ request, response }: Exchange, id: string): boolean {
  if (request.method !== 'DELETE' || response === undefined) return false;
  return request.path === `/browsers/${id}` && (response.status < 300 || response.status === 404);
}
