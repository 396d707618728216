import type { Variable } from '@bora/contracts';
import { inventedName } from './invented-names.ts';
import { weightedIndex } from './invented-places.ts';
import { normalProbability } from './normal-distribution.ts';
import type { VariableRecipe } from './synthetic-recipe.ts';

/** Turns a standard normal number into a value as it stands in a file. */
export type VariableSampler = (normal: number) => string;

const openCodes = 20;
const openPlaces = 200;

/** The sampler of a variable; what the recipe does not say, the variable's own values and bounds suggest. */
export function variableSampler(variable: Variable, recipe: VariableRecipe): VariableSampler {
  if (recipe.quantiles) return numberSampler(recipe.quantiles, recipe.roundTo);
  if (recipe.shares) return codeSampler(recipe.shares);
  switch (variable.kind) {
    case 'number':
      return numberSampler(plainQuantiles(variable), recipe.roundTo);
    case 'flag':
    case 'label':
      return codeSampler([
        [variable.no![0]!, 1],
        [variable.yes![0]!, 1],
      ]);
    default:
      return codeSampler(plainCodes(variable).map((code, rank) => [code, 1 / (rank + 2)]));
  }
}

function codeSampler(weighted: readonly (readonly [string, number])[]): VariableSampler {
  const [only] = weighted;
  if (only && weighted.length === 1) return () => only[0];
  const pick = weightedIndex(weighted.map(([, weight]) => weight));
  return (normal) => weighted[pick(normalProbability(normal))]![0];
}

function numberSampler(quantiles: readonly number[], roundTo: number): VariableSampler {
  const last = quantiles.length - 1;
  const decimals = Math.max(0, Math.ceil(-Math.log10(roundTo)));
  return (normal) => {
    const position = normalProbability(normal) * last;
    const below = Math.min(last - 1, Math.floor(position));
    const from = quantiles[below]!;
    const value = from + (quantiles[below + 1]! - from) * (position - below);
    const rounded = Math.round(value / roundTo) * roundTo;
    return decimals === 0 ? String(rounded) : rounded.toFixed(decimals);
  };
}

/** Many small values and few large ones, as amounts and counts are. */
function plainQuantiles({ min = 0, max = min + 100 }: Variable): number[] {
  return Array.from({ length: 11 }, (_, tenth) => min + (max - min) * (tenth / 10) ** 3);
}

function plainCodes({ kind, values }: Variable): string[] {
  if (values) return Object.keys(values);
  return kind === 'place'
    ? Array.from({ length: openPlaces }, (_, index) => inventedName(index))
    : Array.from({ length: openCodes }, (_, index) => String(index + 1));
}
