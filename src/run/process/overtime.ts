import type { ChildProcess } from 'node:child_process';

/** When a process that should have ended is asked to, and when it is killed, in milliseconds. */
export interface Overtime {
  readonly askedAfterMs: number;
  readonly killedAfterMs: number;
}

/**
 * Ends a process that has not ended in time: a test that never settles, or a loop, would keep it for ever.
 * @param onAsked called when it is asked to end. @returns a function that calls it off.
 */
export function endInTime(
  child: ChildProcess,
  { askedAfterMs, killedAfterMs }: Overtime,
  onAsked: () => void,
): () => void {
  let kill: NodeJS.Timeout | undefined;
  const ask = setTimeout(() => {
    onAsked();
    child.kill('SIGTERM');
    kill = setTimeout(() => child.kill('SIGKILL'), killedAfterMs);
  }, askedAfterMs);
  return () => {
    clearTimeout(ask);
    clearTimeout(kill);
  };
}
