import type { ApplicationSchema } from '@bora/contracts';
import type { Drawer } from './applicant-drawer.ts';
import type { SyntheticRecipe, VariableRecipe } from './synthetic-recipe.ts';
import { type VariableSampler, variableSampler } from './variable-sampler.ts';

interface DrawnVariable {
  readonly index: number;
  readonly recipe: VariableRecipe;
  readonly sample: VariableSampler;
  /** Index and weight of each hidden circumstance that the variable follows. */
  readonly follows: readonly (readonly [number, number])[];
  /** Weight of what is the variable's own, so that its normal number keeps variance 1. */
  readonly ownWeight: number;
}

const plain: VariableRecipe = { roundTo: 1, missing: 0, follows: {}, risk: 0 };

/** Draws the named variables; those that follow the same hidden circumstances are correlated. */
export function variableDrawer(
  schema: ApplicationSchema,
  recipe: SyntheticRecipe,
  names: ReadonlySet<string>,
): Drawer {
  const circumstances = [
    ...new Set(Object.values(recipe.variables).flatMap(({ follows }) => Object.keys(follows))),
  ];
  const drawn = schema.variables.flatMap((variable, index): DrawnVariable[] => {
    if (!names.has(variable.name)) return [];
    const own = recipe.variables[variable.name] ?? plain;
    const follows = Object.entries(own.follows).map(
      ([name, weight]) => [circumstances.indexOf(name), weight] as const,
    );
    const explained = follows.reduce((sum, [, weight]) => sum + weight ** 2, 0);
    const ownWeight = Math.sqrt(Math.max(0, 1 - explained));
    return [{ index, recipe: own, sample: variableSampler(variable, own), follows, ownWeight }];
  });
  const hidden = new Float64Array(circumstances.length);

  return (random, values) => {
    for (let index = 0; index < hidden.length; index += 1) hidden[index] = random.normal();
    let logOdds = 0;
    for (const { index, recipe: own, sample, follows, ownWeight } of drawn) {
      let normal = ownWeight * random.normal();
      for (const [circumstance, weight] of follows) normal += weight * hidden[circumstance]!;
      logOdds += own.risk * normal;
      const isMissing = own.missing > 0 && random.uniform() < own.missing;
      if (!isMissing) values[index] = sample(normal);
    }
    return logOdds;
  };
}
