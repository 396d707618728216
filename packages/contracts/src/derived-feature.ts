import { z } from 'zod';

const VariableName = z.string().min(1);
/** A variable's value, or the first characters of its code once zeros on its left fill it up to `length`. */
export const KeyPart = z.union([
  VariableName,
  z.strictObject({ variable: VariableName, first: z.int().min(1), length: z.int().min(1).max(32) }),
]);
export type KeyPart = z.infer<typeof KeyPart>;
/** Values that, joined, form one key: `['state', 'city']`. */
export const Key = z.array(KeyPart).min(1);
export type Key = z.infer<typeof Key>;
/** How a number is bent before it is scaled. */
export const NumberScale = z.enum(['identity', 'log1p', 'sqrt']);
export type NumberScale = z.infer<typeof NumberScale>;

const base = { name: z.string().min(1), speaksFor: VariableName };
const knots = z.int().min(2).max(256);

/**
 * One derived feature of an application schema: which numbers the encoder makes of which variables,
 * and the one variable that those numbers speak for in a reason.
 */
export const DerivedFeature = z.discriminatedUnion('kind', [
  /** One standardised column; missing becomes the mean. */
  z.strictObject({ ...base, kind: z.literal('number'), of: VariableName, scale: NumberScale }),
  /** 1 where the value is missing. */
  z.strictObject({ ...base, kind: z.literal('missing'), of: VariableName }),
  /** 1 for yes, 0 for no or missing. */
  z.strictObject({ ...base, kind: z.literal('flag'), of: VariableName }),
  /** One column for each level with at least `minimumRows` training rows. */
  z.strictObject({ ...base, kind: z.literal('one-hot'), of: Key, minimumRows: z.int().min(15) }),
  /**
   * Smoothed bad rate of the last and finest key of a chain, in log-odds; the coarser key's estimate is the
   * prior of the finer one. One column, and its piecewise-linear encoding where `knots` stands.
   */
  z.strictObject({
    ...base,
    kind: z.literal('target-rate'),
    chain: z.array(Key).min(1),
    smoothing: z.number().positive(),
    knots: knots.optional(),
  }),
  /** Logarithm of how many training rows share the key. */
  z.strictObject({ ...base, kind: z.literal('frequency'), of: Key }),
  /** Piecewise-linear encoding at quantile knots of the training rows. */
  z.strictObject({
    ...base,
    kind: z.literal('piecewise-linear'),
    of: VariableName,
    scale: NumberScale,
    knots,
  }),
  /** Bad rate in the neighbourhood of an ordered code, Gaussian kernel, one column for each bandwidth. */
  z.strictObject({
    ...base,
    kind: z.literal('kernel-rate'),
    of: VariableName,
    bandwidths: z.array(z.number().positive()).min(1),
    smoothing: z.number().positive(),
  }),
  /** 1 where two keys hold the same values. */
  z.strictObject({ ...base, kind: z.literal('same-value'), left: Key, right: Key }),
  /** Three columns: typed in capitals, in small letters, mixed. */
  z.strictObject({ ...base, kind: z.literal('letter-case'), of: VariableName }),
  /** One column for each multiple: 1 where the number is a whole multiple of it. */
  z.strictObject({
    ...base,
    kind: z.literal('roundness'),
    of: VariableName,
    multiples: z.array(z.number().positive()).min(1),
  }),
  /** numerator / (denominator + denominatorPlus), standardised. */
  z.strictObject({
    ...base,
    kind: z.literal('ratio'),
    numerator: VariableName,
    denominator: VariableName,
    denominatorPlus: z.number(),
    scale: NumberScale,
  }),
  /** Sum of numbers (missing counts as zero), standardised. */
  z.strictObject({ ...base, kind: z.literal('sum'), of: z.array(VariableName).min(2), scale: NumberScale }),
  /** A learned vector for each level with at least `minimumRows` training rows; all others share level 0. */
  z.strictObject({
    ...base,
    kind: z.literal('embedding'),
    of: Key,
    dimensions: z.int().min(1).max(64),
    minimumRows: z.int().min(15),
  }),
]);
export type DerivedFeature = z.infer<typeof DerivedFeature>;

/** Names of all variables that a derived feature reads, without repeats. */
export function variablesOf(feature: DerivedFeature): string[] {
  return [...new Set(readBy(feature))];
}

function readBy(feature: DerivedFeature): string[] {
  switch (feature.kind) {
    case 'one-hot':
    case 'frequency':
    case 'embedding':
      return feature.of.map(variableOf);
    case 'sum':
      return feature.of;
    case 'target-rate':
      return feature.chain.flat().map(variableOf);
    case 'same-value':
      return [...feature.left, ...feature.right].map(variableOf);
    case 'ratio':
      return [feature.numerator, feature.denominator];
    default:
      return [feature.of];
  }
}

/** The variable that a part of a key reads. */
export function variableOf(part: KeyPart): string {
  return typeof part === 'string' ? part : part.variable;
}

/** The variables that a derived feature reads as numbers. */
export function numbersOf(feature: DerivedFeature): string[] {
  switch (feature.kind) {
    case 'number':
    case 'piecewise-linear':
    case 'roundness':
      return [feature.of];
    case 'ratio':
      return [feature.numerator, feature.denominator];
    case 'sum':
      return feature.of;
    default:
      return [];
  }
}
