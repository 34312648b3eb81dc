import type { Exchange } from '../model/exchange.js';
import { parseJson, type Json } from '../model/json.js';

/** An exchange as it was captured: `run.json` has the body of an answer as text alone. */
export function revived(exchange: Exchange): Exchange {
  const { response } = exchange;
  const json = response?.notJson === undefined ? parsed(response?.text) : undefined;
  return response === undefined || json === undefined
    ? exchange
    : { ...exchange, response: { ...response, json } };
}

/** A body, parsed; undefined where it is not JSON. */
export function parsed(body: string | undefined): Json | undefined {
  try {
    return body === undefined ? undefined : parseJson(body);
  } catch {
    return undefined;
  }
}
