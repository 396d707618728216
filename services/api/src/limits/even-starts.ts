/** Lets work begin a little at a time, so that timers and others come between. */
export interface EvenStarts {
  /** Resolves when it is one's turn: at once where few begin. */
  turn(): Promise<void> | undefined;
}

/**
 * At most so many begin in one turn of the event loop. A thousand requests that arrive in one moment would otherwise
 * all be read, and then all be answered, before anything else runs.
 */
export function createEvenStarts(perTurn: number): EvenStarts {
  let started = 0;
  let isPlanned = false;
  let waiting: (() => void)[] = [];

  function plan(): void {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(nextTurn);
  }

  function nextTurn(): void {
    isPlanned = false;
    const now = waiting.slice(0, perTurn);
    waiting = waiting.slice(perTurn);
    started = now.length;
    if (started > 0) plan();
    for (const begin of now) begin();
  }

  return {
    turn() {
      plan();
      if (started < perTurn && waiting.length === 0) {
        started += 1;
        return undefined;
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
