/** The longest wait for one whole answer, body included. */
export interface Deadline {
  /** Resolves with undefined once the time has passed. */
  readonly passed: Promise<undefined>;
  /** Runs `giveUp` when the deadline ends, for whatever reason; at once if it has ended. */
  atEnd(giveUp: () => void): void;
  end(): void;
}

/** Starts a deadline, in milliseconds from now. Whoever starts it ends it. */
export function createDeadline(ms: number): Deadline {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  const onEnd: (() => void)[] = []; // an AbortSignal takes longer to make than most bodies to read
  return {
    passed,
    atEnd(giveUp) {
      if (isOver) giveUp();
      else onEnd.push(giveUp);
    },
    end() {
      isOver = true;
      clearTimeout(timer);
      for (const giveUp of onEnd.splice(0)) giveUp();
    },
  };
}
