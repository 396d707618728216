/** The file cannot be trained on or replayed; the message says why and holds no value of an applicant. */
export class TrainingDataError extends Error {
  readonly code: 'no-label-column' | 'unreadable-label' | 'one-class';
  /** Line of the row, from 1, where one row is to blame. */
  readonly line: number | null;

  constructor(code: TrainingDataError['code'], message: string, line: number | null = null) {
    super(message);
    this.name = 'TrainingDataError';
    this.code = code;
    this.line = line;
  }
}
