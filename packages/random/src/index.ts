export { countDraws } from './count-draws.ts';
export { type SeededRandom, seededRandom } from './seeded-random.ts';
export { shuffledRows } from './shuffled-rows.ts';
