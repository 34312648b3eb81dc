import type { ContractDocument } from '../document.js';
import type { Json } from '../../model/json.js';
import type { Intent } from '../../model/run-record.js';
import type { Part, Location } from './location.js';
import type { Random } from './random.js';
import type { Sampler } from './sample.js';

/** One keyword of one schema, at the location that it applies to. */
export interface Statement {
  readonly location: Location;
  readonly part: Part;
  readonly keyword: string;
  readonly value: Json;
  /** JSON pointer of the keyword. */
  readonly pointer: string;
}

/** One way to satisfy or violate a statement, or to try what it leaves open. */
export interface Variant {
  /** The last step of the id. */
  readonly name: string;
  readonly intent: Intent;
  /** The keyword in the id, where it is not the statement's own. */
  readonly keyword?: string;
  /** The valid value to start from, where it has to be a particular one. */
  readonly base?: (random: Random) => Json | undefined;
  /** The value to send at the location, made from the valid one; undefined when there is none. */
  readonly value: (valid: Json, random: Random) => Json | undefined;
  readonly say: (value: Json, valid: Json) => string;
  /** Used only when no other variant of its intent came out. */
  readonly fallback?: boolean;
}

export interface Tools {
  readonly document: ContractDocument;
  readonly sampler: Sampler;
}

/** Derives the variants of one keyword. A string is the reason why this statement has no cases. */
export type Handler = (statement: Statement, tools: Tools) => Variant[] | string;

/** The valid value itself, which a variant keeps as it is. */
export const unchanged = (valid: Json): Json => valid;
