import type { Clause } from '../../model/clause.js';
import type { Json } from '../../model/json.js';
import type { Intent } from './variant.js';

/** One thing to send, derived from one statement of the schema. */
export interface DerivedCase {
  /** Property path, keyword, variant: `viewport.width/minimum/below`. Survives every change of the document elsewhere. */
  readonly id: string;
  /** What is sent, in the present tense: `a width of 319, one below the smallest`. */
  readonly sentence: string;
  readonly intent: Intent;
  /** The keyword that the case rests on. */
  readonly clause: Clause;
  /** The member of the body that the case is about; empty for the body as a whole. */
  readonly field: string;
  /** Where in the body the value under test stands; indices of arrays as texts. */
  readonly path: readonly string[];
  readonly body: Json;
  /** Refused cases: the same body with just this fault mended. */
  readonly mended?: Json;
  /** Refused cases: the id of an accepted case of the same location. */
  readonly neighbour?: string;
}

/** A statement of the schema that has no case, and why, in a whole sentence. */
export interface NotCovered {
  readonly pointer: string;
  readonly keyword: string;
  readonly reason: string;
}
