import { cramersV } from '@bora/metrics';
import { type ExplorationBins, explorationBins } from './exploration-bins.ts';
import type { ExploredPiece } from './explored-piece.ts';
import { unknownOutcome } from './explored-piece.ts';
import type { FileScan, VariableScan } from './file-scan.ts';
import { type Histogram, histogramOf } from './histogram.ts';

/** Rows of a bin by outcome. */
export interface BinCounts {
  readonly label: string;
  rows: number;
  good: number;
  bad: number;
}

/** What the second reading of a file found of one variable. */
export interface CountedVariable {
  readonly scan: VariableScan;
  readonly bins: readonly BinCounts[];
  readonly histogram: Histogram | null;
}

export interface Association {
  readonly left: VariableScan;
  readonly right: VariableScan;
  readonly cramersV: number;
}

interface Counter extends CountedVariable {
  readonly plan: ExplorationBins;
  /** Bins of known values; the missing one comes after them. */
  readonly knownBins: number;
}

/** The second reading of a file: rows by bin and outcome, and by the bins of each pair of variables. */
export class FileCounts {
  readonly #counters: readonly Counter[];
  readonly #pairs: readonly { left: number; right: number; counts: Uint32Array[] }[];

  constructor(file: FileScan, isConstant: (scan: VariableScan) => boolean) {
    this.#counters = file.variables.map((scan) => {
      const plan = explorationBins(scan, file);
      return {
        scan,
        plan,
        knownBins: plan.labels.length - 1,
        bins: plan.labels.map((label) => ({ label, rows: 0, good: 0, bad: 0 })),
        histogram: scan.kind === 'number' ? histogramOf(scan.numbers.sortedSample()) : null,
      };
    });
    const varying = [...this.#counters.entries()].filter(([, { scan }]) => !isConstant(scan));
    this.#pairs = varying.flatMap(([left, first], place) =>
      varying.slice(place + 1).map(([right, second]) => ({
        left,
        right,
        counts: Array.from({ length: first.knownBins }, () => new Uint32Array(second.knownBins)),
      })),
    );
  }

  get variables(): readonly CountedVariable[] {
    return this.#counters;
  }

  add({ table, outcomes }: ExploredPiece): void {
    const bins = this.#counters.map(({ scan, plan }) =>
      plan.binsOf(table.text[scan.index]!, table.number[scan.index]),
    );
    for (const [place, counter] of this.#counters.entries()) {
      countOutcomes(counter.bins, bins[place]!, outcomes);
      const numbers = table.number[counter.scan.index];
      if (counter.histogram && numbers) counter.histogram.add(numbers);
    }
    for (const { left, right, counts } of this.#pairs) {
      const [lefts, rights] = [bins[left]!, bins[right]!];
      const [leftBins, rightBins] = [this.#counters[left]!.knownBins, this.#counters[right]!.knownBins];
      for (let row = 0; row < lefts.length; row++) {
        const [first, second] = [lefts[row]!, rights[row]!];
        if (first < leftBins && second < rightBins) counts[first]![second]! += 1;
      }
    }
  }

  /** Associations of all pairs that have one, the strongest first. Rows with a missing value do not take part. */
  associations(): Association[] {
    return this.#pairs
      .flatMap(({ left, right, counts }) => {
        const association = cramersV(counts);
        if (association === null) return [];
        return [
          { left: this.#counters[left]!.scan, right: this.#counters[right]!.scan, cramersV: association },
        ];
      })
      .sort((left, right) => right.cramersV - left.cramersV);
  }
}

function countOutcomes(counts: readonly BinCounts[], bins: Uint8Array, outcomes: Int8Array): void {
  for (let row = 0; row < bins.length; row++) {
    const bin = counts[bins[row]!]!;
    bin.rows += 1;
    if (outcomes[row] === 1) bin.bad += 1;
    else if (outcomes[row] !== unknownOutcome) bin.good += 1;
  }
}
