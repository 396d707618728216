/** Why a job could not be done now. `retry` says whether the same job may succeed later. */
export class JobError extends Error {
  readonly code: string;
  /** `attempt`: counts as one of the job's attempts. `wait`: a dependency is away; no attempt is used up. */
  readonly retry: 'no' | 'attempt' | 'wait';
  constructor(code: string, message: string, retry: 'no' | 'attempt' | 'wait') {
    super(message);
    this.name = 'JobError';
    this.code = code;
    this.retry = retry;
  }
}
