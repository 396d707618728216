import { ApiProblem } from '../errors.ts';

/** Uploads that are under way; each holds some megabytes. */
export interface UploadSlots {
  /** Throws `overloaded` where as many are under way as may be. */
  hold<Result>(upload: () => Promise<Result>): Promise<Result>;
}

const retryAfterSeconds = 5;

export function createUploadSlots(maximum: number): UploadSlots {
  let taken = 0;
  return {
    async hold(upload) {
      if (taken >= maximum) {
        throw new ApiProblem('overloaded', 'Too many files are being uploaded. Try again in a moment.', {
          retryAfterSeconds,
        });
      }
      taken += 1;
      try {
        return await upload();
      } finally {
        taken -= 1;
      }
    },
  };
}
