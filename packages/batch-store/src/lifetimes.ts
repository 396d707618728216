/** How long keys live in Redis, in seconds. */
export interface Lifetimes {
  /** While a batch is uploaded or scored: longer than any outage it should survive. */
  readonly waitingSeconds: number;
  /** Results, from the end of the batch on. */
  readonly resultSeconds: number;
}

const daySeconds = 86_400;
const longestOutageDays = 30;

/** A batch waits at least thirty days for workers, however short its results are kept. */
export function lifetimesOf(resultDays: number): Lifetimes {
  return {
    waitingSeconds: Math.ceil(Math.max(longestOutageDays, resultDays) * daySeconds),
    resultSeconds: Math.ceil(resultDays * daySeconds),
  };
}
