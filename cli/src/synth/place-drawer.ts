import type { ApplicationSchema } from '@bora/contracts';
import type { Drawer } from './applicant-drawer.ts';
import { createTyping, inventedName } from './invented-names.ts';
import { createPlaceMap, type Place, type PlaceMap } from './invented-places.ts';
import type { SyntheticRecipe } from './synthetic-recipe.ts';

const plainFirstLevel = 12;
/** Names that no town of the map has. */
const farIndex = 15_000;

/** Writes the places of an applicant: where one lives, works and was born belong together. */
export interface PlaceDrawer {
  /** Names of the variables that it writes. */
  readonly writes: ReadonlySet<string>;
  readonly draw: Drawer;
}

export function placeDrawer(schema: ApplicationSchema, recipe: SyntheticRecipe): PlaceDrawer {
  const indexOf = new Map(schema.variables.map(({ name }, index) => [name, index]));
  const chains = recipe.places.map((chain) => ({
    ...chain,
    levels: chain.levels.map((name) => indexOf.get(name)!),
    codes: chain.codes.map(({ variable, byFirstLevel }) => ({
      index: indexOf.get(variable)!,
      byFirstLevel,
    })),
  }));
  // One map for all chains, so that a town has one name whether one lives, works or was born there.
  const map = mapOf(schema, recipe);
  const asTyped = createTyping();
  const writes = new Set(
    recipe.places.flatMap(({ levels, codes }) => [...levels, ...codes.map(({ variable }) => variable)]),
  );

  function write(values: string[], place: Place, chain: (typeof chains)[number], chance: number): void {
    for (const [level, index] of chain.levels.entries()) {
      const name = map.name(place, level);
      values[index] = level === 0 ? name : asTyped(name, chance);
    }
    for (const { index, byFirstLevel } of chain.codes) {
      values[index] = map.code(place, byFirstLevel);
    }
  }

  return {
    writes,
    draw(random, values) {
      let home: Place | undefined;
      let logOdds = 0;
      const typing = random.uniform();
      for (const chain of chains) {
        const isHome = home !== undefined && random.uniform() < chain.sameAsFirst;
        const place: Place = isHome ? home! : map.draw(random);
        home ??= place;
        if (chain.missing > 0 && random.uniform() < chain.missing) continue;
        logOdds += chain.risk * map.character(place);
        write(values, place, chain, typing);
      }
      return logOdds;
    },
  };
}

function mapOf(schema: ApplicationSchema, recipe: SyntheticRecipe): PlaceMap {
  const widest = recipe.places[0]?.levels[0] ?? '';
  const codes = Object.keys(schema.variables.find(({ name }) => name === widest)?.values ?? {});
  const shares = recipe.variables[widest]?.shares ?? [];
  const plain =
    codes.length > 0
      ? codes
      : Array.from({ length: plainFirstLevel }, (_, index) => inventedName(farIndex + index));
  return createPlaceMap({
    first: shares.length > 0 ? shares : plain.map((code) => [code, 1]),
    second: recipe.secondLevelPlaces,
    third: recipe.thirdLevelPlaces,
  });
}
