import { readFileSync } from 'node:fs';
import { isObject, valueAt, type Json, type JsonObject } from '../src/model/json.js';

/** What the bench wants to know of a run's `run.json`. */
export interface RunFigures {
  readonly cases: number;
  readonly browsersCreated: number;
  /** When the run opened, in milliseconds since 1970. */
  readonly openedAt: number;
  /** Every exchange, of cases and of housekeeping alike. */
  readonly exchanges: readonly Timing[];
}

interface Timing {
  /** When the request was sent, in milliseconds since 1970. */
  readonly at: number;
  readonly ms: number;
  /** 0 where no whole response arrived. */
  readonly status: number;
}

/**
 * Reads the report that a contract run leaves for tools.
 * @throws Error in a whole sentence when it is not there or lacks what is needed.
 */
export function readRun(file: string): RunFigures {
  const run: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(run)) throw new Error(`The report ${file} does not hold an object.`);
  const results = objectsIn(run.results);
  const exchanges = [
    ...results.flatMap((result) => objectsIn(result.exchanges)),
    ...objectsIn(run.housekeeping),
  ];
  if (exchanges.length === 0) throw new Error(`The report ${file} lists no exchange.`);
  return {
    cases: results.length,
    browsersCreated: numberAt(run, ['browsers', 'created']),
    openedAt: timeAt(run, 'startedAt'),
    exchanges: exchanges.map((exchange) => ({
      at: timeAt(exchange, 'at'),
      ms: numberAt(exchange, ['ms']),
      status: isObject(exchange.response) ? numberAt(exchange, ['response', 'status']) : 0,
    })),
  };
}

function objectsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function numberAt(object: JsonObject, path: readonly string[]): number {
  const value = valueAt(object, path);
  if (typeof value !== 'number') throw new Error(`The report of the run holds no number ${path.join('.')}.`);
  return value;
}

function timeAt(object: JsonObject, name: string): number {
  const value = object[name];
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new Error(`The report of the run holds no time ${name}.`);
  return time;
}
