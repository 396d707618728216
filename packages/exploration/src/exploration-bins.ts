import type { Variable } from '@bora/contracts';
import { formatFigure } from '@bora/report';
import type { FileScan, VariableScan } from './file-scan.ts';
import { quantile } from './number-scan.ts';

/** How the values of a variable fall into bins for bad rates; the last bin is for missing values. */
export interface ExplorationBins {
  readonly labels: readonly string[];
  /** Bin of each row. */
  binsOf(texts: readonly string[], numbers: Float64Array | undefined): Uint8Array;
}

const numberBins = 10;
const shownLevels = 12;
/** Levels of fewer rows are shown together: they are single people. */
export const minimumLevelRows = 15;

/** Ten ranges of about equal frequency (each value where there are at most twelve), or the twelve most frequent levels and the others; then the missing values. */
export function explorationBins(scan: VariableScan, file: FileScan): ExplorationBins {
  if (scan.kind === 'number')
    return rangesOf(scan.numbers.sortedSample(), scan.numbers.minimum, scan.numbers.maximum);
  const sorted = [...scan.levels.counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  const kept = sorted.filter(([, count]) => count >= minimumLevelRows).slice(0, shownLevels);
  const others = sorted.length - kept.length;
  const names = levelNames(scan.variable, (text) => file.level(scan.index, text));
  const places = new Map(kept.map(([level], place) => [level, place]));
  const more = scan.levels.uncounted > 0 ? 'at least ' : '';
  return {
    labels: [
      ...kept.map(([level]) => names.get(level) ?? level),
      `other (${more}${formatFigure(others, 'count')})`,
      'missing',
    ],
    binsOf: (texts) =>
      Uint8Array.from(texts, (text) => {
        const level = file.level(scan.index, text);
        return level === '' ? kept.length + 1 : (places.get(level) ?? kept.length);
      }),
  };
}

function rangesOf(sorted: Float64Array, minimum: number, maximum: number): ExplorationBins {
  const edges = edgesOf(sorted).filter((edge) => edge > minimum);
  const figure = (value: number) => formatFigure(value, Number.isInteger(value) ? 'plain' : 'decimal');
  const starts = [minimum, ...edges];
  const isWhole = sorted.every(Number.isInteger);
  const labels = starts.map((start, place) => {
    const next = edges[place];
    if (sorted.length === 0) return 'any';
    const end = next === undefined ? maximum : isWhole ? next - 1 : next;
    if (start === end) return figure(start);
    return isWhole || next === undefined
      ? `${figure(start)} to ${figure(end)}`
      : `${figure(start)} to < ${figure(end)}`;
  });
  return {
    labels: [...labels, 'missing'],
    binsOf: (_, numbers = new Float64Array()) =>
      Uint8Array.from(numbers, (value) => {
        if (Number.isNaN(value)) return edges.length + 1;
        let bin = 0;
        while (bin < edges.length && value >= edges[bin]!) bin += 1;
        return bin;
      }),
  };
}

/** Every value where there are few, else the deciles. */
function edgesOf(sorted: Float64Array): number[] {
  const values = new Set(sorted);
  if (values.size <= shownLevels) return [...values];
  return [
    ...new Set(
      Array.from({ length: numberBins - 1 }, (_, place) => quantile(sorted, (place + 1) / numberBins)),
    ),
  ];
}

/** What a level is called for people. */
function levelNames(variable: Variable, levelOfText: (text: string) => string): Map<string, string> {
  const flags: [string, string][] = [
    ...(variable.yes ?? []).map((code): [string, string] => [levelOfText(code), 'yes']),
    ...(variable.no ?? []).map((code): [string, string] => [levelOfText(code), 'no']),
  ];
  const values = Object.entries(variable.values ?? {});
  return new Map([...flags, ...values.map(([code, name]): [string, string] => [levelOfText(code), name])]);
}
