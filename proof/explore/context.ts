import { isObject, type Json } from '../../src/model/json.js';
import type { CaseTools } from '../../src/run/case/tools.js';
import type { Exchange } from '../../src/model/exchange.js';
import type { Place } from './compare.js';
import type { Resources, Ruling } from './model.js';
import type { Rates } from './rates.js';
import type { Sessions } from './sessions.js';
import type { Watch } from './watch.js';
import type { Wire } from './wire.js';

/** What steps stand on. */
export interface Context {
  readonly tools: CaseTools;
  readonly wire: Wire;
  readonly sessions: Sessions;
  readonly resources: Resources;
  readonly watch: Watch;
  readonly rates: Rates;
}

/** Where findings about the members of a session point to. */
export function placeIn({ tools }: Context, where: Place['in']): Place {
  return { schema: tools.reads.schemaOf(200) ?? tools.reads.pointer, in: where };
}

/**
 * A ruling of the model, as far as the document in use bears it out: where the two disagree on a body, the document is
 * another one than the model speaks of, and the update may be accepted or refused.
 */
export function borneOut(ruling: Ruling, body: Json, { tools }: Context): Ruling {
  if (tools.requestProblems(body).length > 0 === ruling.breaksSchema) return ruling;
  const free = [...ruling.free, ...(isObject(body) ? Object.keys(body) : [])];
  return { ...ruling, free, statuses: tools.answers.statuses.filter((status) => status < 500) };
}

/** The status of an answer; 0 where there is none. */
export function statusOf(exchange: Exchange | undefined): number {
  return exchange?.response?.status ?? 0;
}
