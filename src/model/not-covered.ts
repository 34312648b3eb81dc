/**
 * A statement of the request schema that has no case, or too few, or one about answers or the operation that nothing
 * checks; and why, in a whole sentence.
 */
export interface NotCovered {
  readonly pointer: string;
  readonly keyword: string;
  /** The location in the request that it is about, as ids name it: `telemetry.mode`. Empty where it is about answers. */
  readonly path: string;
  readonly reason: string;
  /** What it is about. Left out: the bodies of requests. */
  readonly of?: 'answers' | 'operation';
}
