import { clearRefusal, isSignatureRefusal, refuseModel, uncheckedRefusals } from '@bora/batch-store';
import type { ModelReference } from '@bora/contracts';
import { ObjectStoreUnavailableError } from '@bora/object-store';
import { JobError } from '@bora/queue-work';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Tells the api which versions no worker can load, and takes it back when one loads. */
export interface ModelRefusals {
  /** What the failure means for the job. Refuses the version where the bundle itself is at fault. */
  afterFailure(model: ModelReference, error: unknown): Promise<JobError>;
  afterLoading(model: ModelReference): Promise<void>;
}

/** What is wrong with the bundle itself, wherever it is loaded. Anything else may be this host's own trouble. */
const provenByBundle = new Set([
  'bundle-damaged',
  'bundle-format',
  'forbidden-variable',
  'encoder-mismatch',
  'network-files',
  'network-mismatch',
  'smoke-test-failed',
]);

/** @param asksForSignatures whether this worker holds public keys: without them it says nothing about signatures. */
export function createModelRefusals(redis: Redis, asksForSignatures: boolean, log: Logger): ModelRefusals {
  const unchecked = uncheckedRefusals(asksForSignatures);
  return {
    async afterFailure(model, error) {
      const { code, message } = named(error);
      if (error instanceof ObjectStoreUnavailableError) return new JobError(code, message, 'wait');
      if (!provenByBundle.has(code) && !isSignatureRefusal(code))
        return new JobError(code, message, 'attempt');
      log.error(
        { model: `${model.name}/${model.version}`, code, reason: message },
        'model refused; a version that is loaded already goes on serving',
      );
      await refuseModel(redis, model, { code, message }, unchecked);
      return new JobError('model-refused', message, 'no');
    },
    afterLoading: (model) => clearRefusal(redis, model, unchecked),
  };
}

function named(error: unknown): { code: string; message: string } {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return { code: error.code, message: error.message };
  }
  return { code: 'model-unloadable', message: 'The bundle could not be loaded.' };
}
