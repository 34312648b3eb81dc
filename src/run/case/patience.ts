/**
 * How long reads that lag behind are borne with. A cause that time has not mended once is not waited for again: a run
 * against an API that is wrong takes about as long as one against an API that is right.
 */
export interface Patience {
  /** Is it still worth waiting for any of these to go away? */
  isLeftFor(causes: readonly string[]): boolean;
  /** These did not go away in time. */
  isLostOn(causes: readonly string[]): void;
}

export function createPatience(): Patience {
  const lost = new Set<string>();
  return {
    isLeftFor: (causes) => causes.some((cause) => !lost.has(cause)),
    isLostOn(causes) {
      for (const cause of causes) lost.add(cause);
    },
  };
}
