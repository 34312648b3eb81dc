import type { JsonObject } from '../model/json.js';
import { badRequest, json, type Answer } from './answer.js';

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 100;

/**
 * One page of a list: the items that `limit` and `offset` of the query select, with the headers that say where
 * the next page starts. A `limit` or `offset` outside its bounds is a 400.
 */
export function page<T>(
  items: readonly T[],
  query: URLSearchParams,
  represent: (item: T) => JsonObject,
): Answer {
  const limit = wholeNumber(query.get('limit'), DEFAULT_LIMIT);
  const offset = wholeNumber(query.get('offset'), 0);
  if (limit === undefined || limit < 1 || limit > LARGEST_LIMIT) {
    return badRequest([`limit must be a whole number from 1 to ${LARGEST_LIMIT}.`]);
  }
  if (offset === undefined) return badRequest(['offset must be a whole number, not below 0.']);
  const next = offset + limit;
  const hasMore = next < items.length;
  return json(200, items.slice(offset, next).map(represent), {
    'X-Limit': String(limit),
    'X-Offset': String(offset),
    'X-Has-More': String(hasMore),
    ...(hasMore ? { 'X-Next-Offset': String(next) } : {}),
  });
}

function wholeNumber(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
