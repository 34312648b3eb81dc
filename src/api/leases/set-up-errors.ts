import { inQuotes } from '../../model/server-words.js';
import { refusalIn } from '../refusal.js';
import { causeOf } from '../vendor-client.js';

/** The key or its plan does not allow a resource: the cases that need it are not verified. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  /** The status that the API answered with; undefined where this follows from other answers. */
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** Set-up failed for another reason: the case could not be judged. */
export class SetUpFailed extends Error {
  override readonly name: string = 'SetUpFailed';
  /** The status that the API answered with; undefined where none came. */
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** The API gives no further browser at present, but may once one is released. */
export class NoRoom extends SetUpFailed {
  override readonly name: string = 'NoRoom';
}

/**
 * 401 is about the run's key and is caught by the preflight; 402 and 403 are about what a plan or a key may do.
 * @param action what was tried: `creating a browser`.
 * @param hint what a person may do about it.
 */
export function explained(error: unknown, action: string, hint?: string): Error {
  if (error instanceof SetUpFailed || error instanceof Unavailable) return error;
  const refusal = refusalIn(error);
  if (refusal !== undefined) {
    const { status, says } = refusal;
    const parts = [`${action} was answered with ${status}`, hint, ...(says === '' ? [] : [inQuotes(says)])];
    const message = parts.filter((part) => part !== undefined).join('; ');
    return status === 403 || status === 402
      ? new Unavailable(message, status)
      : new SetUpFailed(message, status);
  }
  return new SetUpFailed(`${action} failed: ${error instanceof Error ? causeOf(error) : String(error)}`);
}
