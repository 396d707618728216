import { type ApplicationSchema, isPredictor } from '@bora/contracts';
import { carelessValue } from './careless-value.ts';
import { placeDrawer } from './place-drawer.ts';
import type { RandomStream } from './random-stream.ts';
import type { SyntheticRecipe, VariableRecipe } from './synthetic-recipe.ts';
import { variableDrawer } from './variable-drawer.ts';

/** Writes some of an applicant's values, and returns what they add to the log-odds of bad. */
export type Drawer = (random: RandomStream, values: string[]) => number;

/** Draws the predictors of one applicant after the other; `''` is missing, id and label stay empty. */
export function applicantDrawer(
  schema: ApplicationSchema,
  recipe: SyntheticRecipe,
): (random: RandomStream) => { values: string[]; logOdds: number } {
  const places = placeDrawer(schema, recipe);
  const isOfPlace = (name: string) => places.writes.has(name);
  const isCopied = (name: string) => {
    const own = recipe.variables[name];
    return own?.copyOf !== undefined || own?.tellsOf !== undefined;
  };
  const own = schema.variables.filter(
    (variable) => isPredictor(variable) && !isOfPlace(variable.name) && !isCopied(variable.name),
  );
  const drawers: Drawer[] = [
    places.draw,
    variableDrawer(schema, recipe, new Set(own.map(({ name }) => name))),
    loseValues(schema, recipe, isOfPlace),
    carelessDrawer(schema, recipe, new Set(own.map(({ name }) => name))),
    copyDrawer(schema, recipe),
  ];
  return (random) => {
    const values = new Array<string>(schema.variables.length).fill('');
    let logOdds = 0;
    for (const draw of drawers) logOdds += draw(random, values);
    return { values, logOdds };
  };
}

/** Takes away what the recipe says is missing of a place by itself. */
function loseValues(
  schema: ApplicationSchema,
  recipe: SyntheticRecipe,
  isOfPlace: (name: string) => boolean,
): Drawer {
  const losses = schema.variables.flatMap(({ name }, index) => {
    const missing = isOfPlace(name) ? (recipe.variables[name]?.missing ?? 0) : 0;
    return missing > 0 ? [{ index, missing }] : [];
  });
  return (random, values) => {
    for (const { index, missing } of losses) if (random.uniform() < missing) values[index] = '';
    return 0;
  };
}

function carelessDrawer(
  schema: ApplicationSchema,
  recipe: SyntheticRecipe,
  names: ReadonlySet<string>,
): Drawer {
  const indices = [...schema.variables.keys()].filter((index) => names.has(schema.variables[index]!.name));
  return (random, values) => {
    if (random.uniform() >= recipe.carelessRows) return 0;
    const index = indices[Math.floor(random.uniform() * indices.length)];
    if (index !== undefined) values[index] = carelessValue(schema.variables[index]!, values[index]!, random);
    return 0;
  };
}

interface Copy {
  readonly index: number;
  readonly from: number;
  readonly value: (original: string) => string;
}

function copyDrawer(schema: ApplicationSchema, recipe: SyntheticRecipe): Drawer {
  const indexOf = new Map(schema.variables.map(({ name }, index) => [name, index]));
  const copies = schema.variables.flatMap(({ name, yes, no }, index): Copy[] => {
    const { copyOf, tellsOf }: Partial<VariableRecipe> = recipe.variables[name] ?? {};
    if (copyOf !== undefined) return [{ index, from: indexOf.get(copyOf)!, value: (original) => original }];
    if (tellsOf === undefined) return [];
    const value = (original: string) => (original === '' ? no : yes)![0]!;
    return [{ index, from: indexOf.get(tellsOf)!, value }];
  });
  return (_, values) => {
    for (const { index, from, value } of copies) values[index] = value(values[from]!);
    return 0;
  };
}
