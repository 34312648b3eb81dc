/**
 * A call of the vendor's client that failed, for the SDK to pass on. It takes every error that speaks of a timeout, such
 * as `CONTRACT_TIMEOUT_MS`, for one of its own and drops its words, so this one has none.
 */
export class FailedCall extends Error {
  override readonly name = 'FailedCall';
  readonly because: unknown;
  constructor(because: unknown) {
    super('no answer came');
    this.because = because;
  }
}

/** What an error that the SDK throws rests on; undefined where it is the last one. */
export function reasonIn(error: Error): unknown {
  return error instanceof FailedCall ? error.because : error.cause;
}
