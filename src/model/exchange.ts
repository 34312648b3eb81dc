import type { FramingProblem } from './framing.js';
import { isObject, type Json } from './json.js';

/** What an exchange was for: judged, read to know a session's state, or set-up and clean-up that no case asserts. */
export type Purpose = 'asserted' | 'read' | 'set-up' | 'clean-up' | 'preflight';

/** One request and its response, redacted when it was captured: no later reader ever holds a secret. */
export interface Exchange {
  readonly purpose: Purpose;
  readonly request: {
    readonly method: string;
    /** Path and query below the base URL. */
    readonly path: string;
    /** Header names in lower case. `authorization` names the key (`Bearer $KERNEL_API_KEY`), never its value. */
    readonly headers: Readonly<Record<string, string>>;
    /** The body's text as sent; undefined where none was. */
    readonly body?: string;
  };
  /** Undefined where no whole response arrived; `failure` then says why. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly text: string;
    /** How long the whole text was, in characters, where `text` is only its beginning. */
    readonly length?: number;
    /** The parsed body; undefined where it is empty or is not JSON. */
    readonly json?: Json;
    /** Why the body is not JSON; undefined where it is. */
    readonly notJson?: string;
    /** The body was too long to be read: `text` is only its beginning, and may be empty. */
    readonly isCut?: true;
    /** Bytes of the body were not UTF-8; `text` and `json` have replacement characters in their place. */
    readonly isNotUtf8?: true;
    /** Which of the run's keys the response showed, by name, before they were masked. */
    readonly leaked: readonly string[];
  };
  readonly failure?: string;
  /** What was wrong with the answer on the wire, whether it could be read all the same or not. */
  readonly framing?: FramingProblem;
  /** When the request was sent, ISO 8601. */
  readonly at: string;
  /** From sending to the last byte of the response, in milliseconds, without waits of our own. */
  readonly ms: number;
  /** How often the API answered 429 before this answer. */
  readonly throttled: number;
}

/** Was the request answered with success, declared or not? */
export function succeeded({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

/** Does the answer to a read show a session, in whatever form? Without one, nobody knows what the session is like. */
export function showsSession({ response }: Exchange): boolean {
  return response?.status === 200 && isObject(response.json);
}
