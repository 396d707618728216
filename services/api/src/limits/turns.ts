/** Runs a task when all tasks from before have ended, well or not. */
export type InTurn = <Result>(task: () => Promise<Result>) => Promise<Result>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task, task);
    // The next one waits for the end only: what came out is for the caller, and is not kept.
    last = turn.then(
      () => {},
      () => {},
    );
    return turn;
  };
}
