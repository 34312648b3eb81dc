/**
 * Does jobs side by side, so many at a time, in their order.
 * @throws what the first failing job throws, once those under way have ended: nothing runs on behind a caller's back.
 */
export async function inTurns(jobs: readonly (() => Promise<void>)[], atOnce: number): Promise<void> {
  const waiting = [...jobs];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined && failures.length === 0; job = waiting.shift()) {
      await job().catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
