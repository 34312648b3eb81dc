import type { Json, JsonObject } from '../../src/model/json.js';
import type { How } from '../../src/reference-server/deviation.js';

/** An update of a fresh session that the evolved document lets through. */
export interface Accepted {
  readonly body: JsonObject;
  /** Members that the answer and a read show. */
  readonly shows?: JsonObject;
  /** Members that the answer alone shows, or a read alone. */
  readonly answers?: JsonObject;
  readonly reads?: JsonObject;
  /** Members that the answer must not show. */
  readonly hides?: readonly string[];
  /** OpenAPI lets it in (`nullable` in 3.1, `readOnly`), and JSON Schema by the letter does not. */
  readonly isMeant?: true;
}

/** A fault of a server that breaks the statement which an evolution has brought, and no other. */
export interface Breaker {
  readonly name: string;
  readonly how: How;
}

/** One way in which the document may change from one month to the next. */
export interface Evolution {
  /** Stable: people refer to it. */
  readonly name: string;
  /** What is new. */
  readonly sentence: string;
  /** Changes a copy of the pinned document. */
  readonly change: (document: JsonObject) => JsonObject;
  /** The files that it refers to, by their paths next to it. */
  readonly files?: (document: JsonObject) => Readonly<Record<string, JsonObject>>;
  /** How it is written. Left out: as JSON. */
  readonly text?: (document: JsonObject) => string;
  readonly accepts: readonly Accepted[];
  /** Bodies that it does not let through. */
  readonly refuses: readonly Json[];
  /** A body that one session takes and, as long as that lives, no other: it is refused with 409. */
  readonly unique?: JsonObject;
  /** How updates are sent, where not as the pinned document has it. */
  readonly sent?: { readonly contentType?: string; readonly keyHeader?: string };
  readonly breakers: readonly Breaker[];
}
