const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The same signal again within this time is the same request: a terminal sends Ctrl-C to all processes of its group, and
 * npm passes on to its command what it received itself.
 */
const SAME_REQUEST_MS = 1000;

/** What a process does when it is asked to stop. */
export interface OnSignals {
  readonly first: (signal: NodeJS.Signals) => void;
  readonly again: () => void;
}

/** Listens for the signals that ask a process to stop. @returns what leaves them to their defaults again. */
export function onSignals({ first, again }: OnSignals): () => void {
  let asked: { readonly by: NodeJS.Signals; readonly at: number } | undefined;
  const take = (signal: NodeJS.Signals): void => {
    if (asked === undefined) {
      asked = { by: signal, at: performance.now() };
      first(signal);
    } else if (signal !== asked.by || performance.now() - asked.at > SAME_REQUEST_MS) {
      again();
    }
  };
  for (const signal of SIGNALS) process.on(signal, take);
  return () => {
    for (const signal of SIGNALS) process.off(signal, take);
  };
}

/**
 * Asks for an end in order when the process is asked to stop; asked a second time, the process ends at once, and the
 * ledger remembers what is left.
 * @param onStop called with the name of the signal.
 */
export function stopOnSignals(onStop: (signal: string) => void): {
  readonly signal: AbortSignal;
  /** Leaves signals to their defaults again. */
  forget(): void;
} {
  const stopping = new AbortController();
  const forget = onSignals({
    first(signal) {
      stopping.abort();
      onStop(signal);
    },
    again: () => process.exit(2),
  });
  return { signal: stopping.signal, forget };
}
