const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping.signal.aborted) process.exit(2);
    stopping.abort();
    onStop(signal);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return {
    signal: stopping.signal,
    forget() {
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}
