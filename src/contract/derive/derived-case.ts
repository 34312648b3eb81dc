import type { Clause } from '../../model/clause.js';
import type { Json } from '../../model/json.js';
import type { Intent } from '../../model/run-record.js';

/** One thing to send, derived from one statement of the schema. */
export interface DerivedCase {
  /** Property path, keyword, variant: `viewport.width/minimum/below`. Survives all other changes of the document. */
  readonly id: string;
  /** What is sent: `a width of 319, one below the smallest`. */
  readonly sentence: string;
  readonly intent: Intent;
  /** The keyword that the case rests on. */
  readonly clause: Clause;
  /** The member of the body that the case is about; empty for the whole body. */
  readonly field: string;
  /** Path of the value under test in the body; indices of arrays as strings. */
  readonly path: readonly string[];
  readonly body: Json;
  /** Refused cases: the same body with only this fault mended. */
  readonly mended?: Json;
  /** Refused cases: the id of an accepted case of the same location. */
  readonly neighbour?: string;
}
