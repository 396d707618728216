import { Application, type ApplicationSchema } from '@bora/contracts';
import { type ApplicantTable, applicantsFromJson } from '@bora/features';
import { z } from 'zod';
import type { Predictions } from './predictor.ts';

/** A model of any kind that answers. */
interface Predicting {
  predict(table: ApplicantTable): Predictions;
}

/** `smoke.json`: invented applicants and the PDs that the model gave them when it was trained. */
export const SmokeVectors = z
  .array(z.strictObject({ application: Application, pd: z.number().min(0).max(1) }))
  .min(1);
export type SmokeVectors = z.infer<typeof SmokeVectors>;

/** Largest difference in PD between the machine that trained and the one that serves. */
export const smokeTolerance = 1e-6;

/** A model does not give its smoke vectors the PDs that it gave them when it was trained. */
export class SmokeTestFailedError extends Error {
  override readonly name = 'SmokeTestFailedError';
  readonly code = 'smoke-test-failed';
}

/** Asks the model for the PDs of applications, to be stored with it. */
export function makeSmokeVectors(
  applications: readonly Application[],
  schema: ApplicationSchema,
  predictor: Predicting,
): SmokeVectors {
  const { pd } = predictor.predict(applicantsFromJson(applications, schema));
  return applications.map((application, index) => ({ application, pd: pd[index]! }));
}

/** @throws SmokeTestFailedError when any PD is off by more than 1e-6, or none can be computed */
export function checkSmoke(vectors: SmokeVectors, schema: ApplicationSchema, predictor: Predicting): void {
  const found = predictAll(vectors, schema, predictor);
  const worst = Math.max(...vectors.map(({ pd }, index) => Math.abs(found[index]! - pd)));
  // Written so that NaN fails too.
  if (worst <= smokeTolerance) return;
  throw new SmokeTestFailedError(
    `The model's PDs differ by up to ${worst} from those of its training: do not serve it, train it again.`,
  );
}

function predictAll(vectors: SmokeVectors, schema: ApplicationSchema, predictor: Predicting): Float64Array {
  try {
    const applications = vectors.map(({ application }) => application);
    return predictor.predict(applicantsFromJson(applications, schema)).pd;
  } catch (error) {
    throw new SmokeTestFailedError('The model cannot score its own smoke vectors: do not serve it.', {
      cause: error,
    });
  }
}
