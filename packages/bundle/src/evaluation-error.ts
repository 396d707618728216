import type { ModelReference } from '@bora/contracts';

/** Nobody has kept an evaluation with this version. */
export class EvaluationNotFoundError extends Error {
  override readonly name = 'EvaluationNotFoundError';

  constructor({ name, version }: ModelReference) {
    super(
      `The model ${name}/${version} has no evaluation: \`bora evaluate\` makes one and keeps it with it.`,
    );
  }
}

/** What is kept as a version's evaluation cannot be read, or measures another model. */
export class EvaluationDamagedError extends Error {
  override readonly name = 'EvaluationDamagedError';

  constructor({ name, version }: ModelReference, problem: string, options?: ErrorOptions) {
    super(
      `The evaluation of the model ${name}/${version} cannot be used: ${problem}. Keep it again with \`bora models evaluation\`.`,
      options,
    );
  }
}
