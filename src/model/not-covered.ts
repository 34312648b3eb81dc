/** A statement of the request schema that has no case, or too few, and why, in a whole sentence. */
export interface NotCovered {
  readonly pointer: string;
  readonly keyword: string;
  /** The location that it is about, as ids name it: `telemetry.mode`. */
  readonly path: string;
  readonly reason: string;
}
