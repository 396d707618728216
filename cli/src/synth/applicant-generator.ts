import type { ApplicationSchema } from '@bora/contracts';
import { applicantDrawer } from './applicant-drawer.ts';
import { randomStream } from './random-stream.ts';
import type { SyntheticRecipe } from './synthetic-recipe.ts';

export interface SyntheticApplicant {
  /** One for each of `schema.variables`, in their order; `''` is missing. The label holds its code. */
  readonly values: readonly string[];
  /** Log-odds of bad, as the rule has them. */
  readonly logOdds: number;
}

export interface ApplicantGenerator {
  next(): SyntheticApplicant;
}

const applicantStream = 1;
const pilotStream = 2;
const pilotRows = 4_000;

/**
 * Endless synthetic applicants, the same for the same schema, recipe and seed.
 *
 * The label follows a logistic rule: log-odds of bad = intercept + Σ risk · (normal number of the variable) +
 * Σ risk · (character of the place). The intercept is the one that meets the recipe's bad rate in 4,000 rows of a
 * stream of their own. `firstId` is the number in the id of the first, by which files are kept apart.
 */
export function createApplicantGenerator(
  schema: ApplicationSchema,
  recipe: SyntheticRecipe,
  seed: number,
  firstId = 1,
): ApplicantGenerator {
  const draw = applicantDrawer(schema, recipe);
  const pilot = randomStream(seed, pilotStream);
  const pilotLogOdds = Array.from({ length: pilotRows }, () => draw(pilot).logOdds);
  const intercept = interceptFor(recipe.badRate, pilotLogOdds);

  const idIndex = schema.variables.findIndex(({ kind }) => kind === 'id');
  const labelIndex = schema.variables.findIndex(({ kind }) => kind === 'label');
  const label = schema.variables[labelIndex]!;
  const random = randomStream(seed, applicantStream);
  let id = firstId - 1;
  return {
    next() {
      id += 1;
      const drawn = draw(random);
      const logOdds = intercept + drawn.logOdds;
      const isBad = random.uniform() < probability(logOdds);
      const { values } = drawn;
      values[labelIndex] = (isBad ? label.yes : label.no)![0]!;
      if (idIndex >= 0) values[idIndex] = `SYN-${String(id).padStart(6, '0')}`;
      return { values, logOdds };
    },
  };
}

/** The intercept at which the mean probability is `rate`, by bisection. */
function interceptFor(rate: number, logOdds: readonly number[]): number {
  let low = -20;
  let high = 20;
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    const mean = logOdds.reduce((sum, value) => sum + probability(middle + value), 0) / logOdds.length;
    if (mean < rate) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
