import { type ApplicationSchema, isPredictor } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { byCountThenText, countTexts, minimumLevelRows } from './level-counts.ts';
import { typicalPlaces } from './typical-places.ts';

/**
 * The applicant whom reasons compare with, value by variable, `''` where missing: medians of numbers, the most
 * frequent levels of the rest, missing only what most training rows miss, and typical places that fit together.
 * @param scores out-of-fold score of each row
 */
export function referenceApplicant(
  schema: ApplicationSchema,
  table: ApplicantTable,
  scores: ArrayLike<number>,
): Record<string, string> {
  const indexes = schema.variables.flatMap((variable, index) => (isPredictor(variable) ? [index] : []));
  const places = indexes.filter((index) => schema.variables[index]!.kind === 'place');
  const texts = (index: number): readonly string[] => table.text[index]!;
  const placeValues = typicalPlaces(places.map(texts), scores);
  const valueFor = (index: number): string => {
    const place = places.indexOf(index);
    if (place !== -1) return placeValues[place]!;
    const numbers = table.number[index];
    return numbers ? medianOf(numbers) : usualLevel(texts(index));
  };
  return Object.fromEntries(indexes.map((index) => [schema.variables[index]!.name, valueFor(index)]));
}

/** `''` where most rows have no value, or no level has enough rows to be nobody's in particular. */
function usualLevel(texts: readonly string[]): string {
  const counts = countTexts(texts);
  const missing = counts.get('') ?? 0;
  counts.delete('');
  const [first] = [...counts].sort(byCountThenText);
  return missing * 2 <= texts.length && first && first[1] >= minimumLevelRows ? first[0] : '';
}

/** `''` where most rows have no value. */
function medianOf(numbers: Float64Array): string {
  const known = numbers.filter((value) => !Number.isNaN(value)).sort();
  if (known.length * 2 <= numbers.length) return '';
  return String(known[Math.floor(known.length / 2)]!);
}
