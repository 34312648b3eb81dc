import type { Exchange } from './exchange.js';
import { isObject, parseJson, type Json } from './json.js';
import { isNothingMade } from './nothing-made.js';

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
 * Adds up the life of every browser by the calls that created and deleted it; one that was not deleted lives on, and so
 * does one that may have been made by a call that brought no answer.
 * @param now where the count ends, in milliseconds of the clock.
 */
export function usageOf(housekeeping: readonly Exchange[], now: number): Usage {
  const browsers = { ...NO_USAGE.browsers };
  const seconds = { ...NO_USAGE.seconds };
  for (const exchange of housekeeping) {
    if (!mayHaveMade(exchange)) continue;
    const id = createdIn(exchange);
    const type = typeOf(
      id === undefined ? parseJson(exchange.request.body ?? '{}') : exchange.response?.json,
    );
    const end = id === undefined ? undefined : housekeeping.find((other) => isDeletion(other, id));
    const until = end === undefined ? now : Date.parse(end.at) + end.ms;
    browsers[type] += 1;
    seconds[type] += Math.max(0, until - Date.parse(exchange.at)) / 1000;
  }
  return { browsers, seconds };
}

function mayHaveMade({ request, response }: Exchange): boolean {
  const isCreation = request.method === 'POST' && request.path === '/browsers';
  return isCreation && (response === undefined || !isNothingMade(response.status));
}

function createdIn({ response }: Exchange): string | undefined {
  const id = isObject(response?.json) ? response.json.session_id : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** The API bills what it says it gave, and not what was asked for, unless that is all there is to know. */
function typeOf(session: Json | undefined): BrowserType {
  if (!isObject(session)) return 'headful';
  if (session.gpu === true) return 'GPU';
  return session.headless === true ? 'headless' : 'headful';
}

function isDeletion({ request, response }: Exchange, id: string): boolean {
  if (request.method !== 'DELETE' || response === undefined) return false;
  return request.path === `/browsers/${id}` && (response.status < 300 || response.status === 404);
}
