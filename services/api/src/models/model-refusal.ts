import {
  BundleDamagedError,
  BundleFormatError,
  ForbiddenVariableError,
  UnknownProfileError,
} from '@bora/bundle';
import type { ModelReference, ModelRefusal } from '@bora/contracts';
import { ApiProblem } from '../errors.ts';
import { modelId } from './served-model.ts';

/** Why a bundle may not be used, or `undefined` where the error is about something else. */
export function refusalOf(error: unknown): ModelRefusal | undefined {
  const isRefusal =
    error instanceof BundleDamagedError ||
    error instanceof BundleFormatError ||
    error instanceof ForbiddenVariableError ||
    error instanceof UnknownProfileError;
  return isRefusal ? { code: error.code, message: error.message } : undefined;
}

export function modelRefused(model: ModelReference, refusal: ModelRefusal): ApiProblem {
  return new ApiProblem('model-refused', `The model ${modelId(model)} is refused. ${refusal.message}`);
}
