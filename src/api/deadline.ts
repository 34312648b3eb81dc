/** The longest wait for one whole answer, body included. */
export interface Deadline {
  /** Resolves with undefined once the time has passed. */
  readonly passed: Promise<undefined>;
  /** Is done at the end, whatever the end was, and at once if that is over: nothing is read any more. */
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
  const atEnd: (() => void)[] = []; // an AbortSignal takes longer to make than most bodies to read
  return {
    passed,
    atEnd(giveUp) {
      if (isOver) giveUp();
      else atEnd.push(giveUp);
    },
    end() {
      isOver = true;
      clearTimeout(timer);
      for (const giveUp of atEnd.splice(0)) giveUp();
    },
  };
}
