/** Gathers what is asked at the same moment into one call; nobody waits while nothing runs. */
export interface Coalescer<Question, Answer> {
  ask(question: Question): Promise<Answer>;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Questions with the same `groupOf` that wait at the same moment are answered by one call of `answerAll`, in
 * order, at most `maximumSize` at a time. The next call starts when the one before has ended.
 */
export function createCoalescer<Question, Answer>(
  groupOf: (question: Question) => string,
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  maximumSize: number,
): Coalescer<Question, Answer> {
  const groups = new Map<string, Waiting<Question, Answer>[]>();
  let running = false;

  async function drain(): Promise<void> {
    for (let next = groups.entries().next(); !next.done; next = groups.entries().next()) {
      const [group, waiting] = next.value;
      const batch = waiting.splice(0, maximumSize);
      // To the end of the line: one group's stream must not keep another waiting.
      groups.delete(group);
      if (waiting.length > 0) groups.set(group, waiting);
      await answerBatch(batch);
    }
    running = false;
  }

  async function answerBatch(batch: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await answerAll(batch.map((waiting) => waiting.question));
      if (answers.length !== batch.length) {
        throw new RangeError(`${answers.length} answers to ${batch.length} questions`);
      }
      for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer);
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
  }

  return {
    ask(question) {
      return new Promise<Answer>((resolve, reject) => {
        const group = groupOf(question);
        const waiting = groups.get(group) ?? [];
        waiting.push({ question, resolve, reject });
        groups.set(group, waiting);
        if (running) return;
        running = true;
        setImmediate(drain);
      });
    },
  };
}
