import {
  BundleAlteredError,
  BundleDamagedError,
  BundleFormatError,
  BundleUnsignedError,
  ChampionRolledBackError,
  ChampionUnsealedError,
  ForbiddenVariableError,
  UnknownProfileError,
  UnknownSignerError,
} from '@bora/bundle';
import type { ModelReference, ModelRefusal } from '@bora/contracts';
import { ApiProblem } from '../errors.ts';
import { modelId } from './served-model.ts';

const refusals = [
  BundleDamagedError,
  BundleFormatError,
  BundleUnsignedError,
  BundleAlteredError,
  UnknownSignerError,
  ChampionUnsealedError,
  ChampionRolledBackError,
  ForbiddenVariableError,
  UnknownProfileError,
];

/** Why a bundle may not be used, or `undefined` where the error is about something else. */
export function refusalOf(error: unknown): ModelRefusal | undefined {
  return isRefusal(error) ? { code: error.code, message: error.message } : undefined;
}

function isRefusal(error: unknown): error is InstanceType<(typeof refusals)[number]> {
  return refusals.some((type) => error instanceof type);
}

export function modelRefused(model: ModelReference, refusal: ModelRefusal): ApiProblem {
  return new ApiProblem('model-refused', `The model ${modelId(model)} is refused. ${refusal.message}`);
}
