/** The longest wait for one whole answer, body included. */
export interface Deadline {
  /** Resolves with undefined once the time has passed. */
  readonly passed: Promise<undefined>;
  /** Aborted at the end, whatever the end was: nothing is read any more. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Starts a deadline, in milliseconds from now. Whoever starts it ends it. */
export function createDeadline(ms: number): Deadline {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return {
    passed,
    signal: ending.signal,
    end() {
      clearTimeout(timer);
      ending.abort('over'); // without a reason, an error with a stack would be made for it
    },
  };
}
