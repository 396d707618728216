import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ApplicationSchema } from '@bora/contracts';
import { z } from 'zod';
import { parsedJson } from '../files/schema-file.ts';
import { CliError } from '../terminal/cli-error.ts';

const Share = z.number().min(0).max(1);

/** How one variable of a synthetic applicant is drawn, from a standard normal number of its own. */
const VariableRecipe = z.strictObject({
  /** Codes and their weights; the normal number picks them in this order. */
  shares: z
    .array(z.tuple([z.string(), z.number().positive()]))
    .min(1)
    .optional(),
  /** Values at evenly spaced probabilities from 0 to 1, straight lines between them. */
  quantiles: z.array(z.number()).min(2).optional(),
  roundTo: z.number().positive().default(1),
  missing: Share.default(0),
  /** Correlation of the normal number with hidden circumstances, which several variables share. */
  follows: z.record(z.string(), z.number().min(-1).max(1)).default({}),
  /** The same value as another variable. */
  copyOf: z.string().optional(),
  /** For a flag: yes exactly where this other variable has a value. */
  tellsOf: z.string().optional(),
  /** Change of the log-odds of bad for one standard deviation of the normal number. */
  risk: z.number().default(0),
});
export type VariableRecipe = z.infer<typeof VariableRecipe>;

/** Variables that hold one place, from the widest to the narrowest. */
const PlaceRecipe = z.strictObject({
  levels: z.array(z.string()).min(1).max(3),
  /** Codes that belong to the second level: the towns of a first level share those that are listed for it. */
  codes: z
    .array(
      z.strictObject({
        variable: z.string(),
        byFirstLevel: z.record(z.string(), z.array(z.string()).min(1)),
      }),
    )
    .default([]),
  /** Share of applicants for whom all of it is missing. */
  missing: Share.default(0),
  /** Share of applicants whose place is that of the first chain. */
  sameAsFirst: Share.default(0),
  /** Change of the log-odds of bad for one standard deviation of what the place is like. */
  risk: z.number().default(0),
});
export type PlaceRecipe = z.infer<typeof PlaceRecipe>;

/** What synthetic applicants of a schema are like: `schemas/<id>.synthetic.json`. Made of rounded shares alone. */
export const SyntheticRecipe = z.strictObject({
  description: z.string(),
  badRate: Share.default(0.25),
  /** Share of rows with one value as careless people or spreadsheets leave it. */
  carelessRows: Share.default(0.01),
  secondLevelPlaces: z.int().min(1).default(60),
  thirdLevelPlaces: z.int().min(1).default(20),
  places: z.array(PlaceRecipe).default([]),
  variables: z.record(z.string(), VariableRecipe).default({}),
});
export type SyntheticRecipe = z.infer<typeof SyntheticRecipe>;

/**
 * Reads the recipe beside a schema file; a schema without one gets the plain recipe that its own kinds, values and
 * bounds suggest.
 *
 * @throws CliError when the recipe does not fit the schema.
 */
export async function readRecipe(schemaFile: string, schema: ApplicationSchema): Promise<SyntheticRecipe> {
  const file = schemaFile.replace(/(?:\.json)?$/, '.synthetic.json');
  if (!existsSync(file)) return plainRecipe(schema);
  const recipe = SyntheticRecipe.safeParse(parsedJson(await readFile(file, 'utf8'), file));
  if (!recipe.success) {
    const [issue] = recipe.error.issues;
    throw new CliError(`${file} is not a recipe: ${issue?.path.join('.')}: ${issue?.message}.`);
  }
  refuseUnknownVariables(file, schema, recipe.data);
  return recipe.data;
}

/** Risks for the first few predictors, so that a label can be learnt from any schema. */
export function plainRecipe(schema: ApplicationSchema): SyntheticRecipe {
  const learnable = schema.variables.filter(({ kind }) => ['number', 'category', 'flag'].includes(kind));
  const risks = learnable.slice(0, 6).map(({ name }, index) => [name, { risk: index % 2 ? -0.45 : 0.45 }]);
  return SyntheticRecipe.parse({ description: '', variables: Object.fromEntries(risks) });
}

function refuseUnknownVariables(file: string, schema: ApplicationSchema, recipe: SyntheticRecipe): void {
  const known = new Set(schema.variables.map(({ name }) => name));
  const named = [
    ...Object.keys(recipe.variables),
    ...Object.values(recipe.variables).flatMap(({ copyOf, tellsOf }) => [copyOf, tellsOf]),
    ...recipe.places.flatMap(({ levels, codes }) => [...levels, ...codes.map(({ variable }) => variable)]),
  ];
  const unknown = named.filter((name) => name !== undefined && !known.has(name));
  if (unknown.length === 0) return;
  throw new CliError(
    `${file} names variables that the schema ${schema.id} does not have: ${unknown.join(', ')}.`,
  );
}
