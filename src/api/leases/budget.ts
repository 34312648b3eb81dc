/** Limits how many may be held at once; further takers wait their turn. */
export interface Budget {
  take(): Promise<void>;
  giveBack(): void;
}

/** @param limit how many may be taken at once. */
export function createBudget(limit: number): Budget {
  let taken = 0;
  const waiting: (() => void)[] = [];
  return {
    async take() {
      if (taken < limit) taken += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    giveBack() {
      const next = waiting.shift();
      if (next === undefined) taken -= 1;
      else next(); // the place passes to the taker that has waited longest
    },
  };
}
