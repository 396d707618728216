import { inventedName } from './invented-names.ts';
import { type RandomStream, randomStream } from './random-stream.ts';

/** A place by its indices: first, second and third level. */
export type Place = readonly [number, number, number];

/** A map of invented places, the same for every seed: three levels, few places with many people. */
export interface PlaceMap {
  draw(random: RandomStream): Place;
  name(place: Place, level: number): string;
  /** The code that a town has among those of its first level; `''` where none is listed. */
  code(place: Place, byFirstLevel: Readonly<Record<string, readonly string[]>>): string;
  /** What the place is like for a lender, standard normal over the second level. */
  character(place: Place): number;
}

export interface PlaceMapSettings {
  /** Codes of the first level, with weights. */
  readonly first: readonly (readonly [string, number])[];
  readonly second: number;
  readonly third: number;
}

/** Stream of the map itself, apart from those of applicants. */
const mapSeed = 20_100_101;

export function createPlaceMap({ first, second, third }: PlaceMapSettings): PlaceMap {
  const firstCodes = first.map(([code]) => code);
  const drawFirst = weightedIndex(first.map(([, weight]) => weight));
  const drawSecond = weightedIndex(byRank(second));
  const drawThird = weightedIndex(byRank(third));
  const secondNames = Array.from({ length: first.length * second }, (_, index) => inventedName(index));
  // Far fewer names than places: every town has its own centre, and they share its name.
  const thirdNames = Array.from({ length: third * 15 }, (_, index) =>
    inventedName(secondNames.length + index),
  );
  const characters = randomStream(mapSeed, 0);
  const character = Float64Array.from(secondNames, () => characters.normal());
  const town = ([state, city]: Place) => state * second + city;

  return {
    draw: (random) => [
      drawFirst(random.uniform()),
      drawSecond(random.uniform()),
      drawThird(random.uniform()),
    ],
    name(place, level) {
      if (level === 0) return firstCodes[place[0]]!;
      if (level === 1) return secondNames[town(place)]!;
      return thirdNames[place[2] === 0 ? 0 : (town(place) * 7 + place[2]) % thirdNames.length]!;
    },
    code([state, city], byFirstLevel) {
      const codes = byFirstLevel[firstCodes[state]!] ?? [];
      return codes[city % codes.length] ?? '';
    },
    character: (place) => character[town(place)]!,
  };
}

/** Weights that fall with the rank. Source: Zipf's law with Mandelbrot's shift. */
function byRank(count: number): number[] {
  return Array.from({ length: count }, (_, rank) => 1 / (rank + 2));
}

/** Index drawn by weight from a number in [0, 1). */
export function weightedIndex(weights: readonly number[]): (chance: number) => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  const edges = weights.map((weight) => {
    reached += weight / total;
    return reached;
  });
  return (chance) => {
    let index = 0;
    while (index < edges.length - 1 && chance >= edges[index]!) index += 1;
    return index;
  };
}
