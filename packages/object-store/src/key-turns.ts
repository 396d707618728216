/** Lets actions on the same key wait for each other, in the order in which they came. */
export class KeyTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs the action when all earlier ones of the key have ended, however they ended. */
  async run<Result>(key: string, action: () => Promise<Result>): Promise<Result> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(action);
    const ended = turn.catch(() => {});
    this.#last.set(key, ended);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    }
  }
}
