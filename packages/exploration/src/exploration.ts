export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ExploredBin {
  readonly label: string;
  readonly rows: number;
  /** Of the rows whose outcome is known; `null` where there is none. With its 95 % Wilson interval. */
  readonly badRate: Interval | null;
}

export interface ExploredNumber {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly standardDeviation: number | null;
  /** At 1, 5, 25, 50, 75, 95 and 99 %; of an even sample of 50,000 where there are more values. */
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly rows: number }[];
}

export interface ExploredVariable {
  readonly variable: string;
  readonly label: string;
  readonly group: string;
  readonly kind: string;
  readonly sensitive: string | null;
  readonly missing: number;
  readonly isConstant: boolean;
  /** By the bins below; `null` without outcomes of both kinds. */
  readonly informationValue: number | null;
  readonly bins: readonly ExploredBin[];
  readonly number: ExploredNumber | null;
  /** Different levels, at most 10,000; `null` of a number. */
  readonly levels: number | null;
}

/** What a file of applicants holds; what `bora eda --json` says. */
export interface Exploration {
  readonly format: 'bora-exploration/1';
  readonly file: { readonly name: string; readonly sha256: string };
  readonly schema: { readonly id: string; readonly title: string };
  readonly rows: number;
  readonly rejects: Readonly<Record<string, number>>;
  /** Rows with each warning. */
  readonly warnings: Readonly<Record<string, number>>;
  /** Labels of the schema's variables that the file has no column for. */
  readonly absent: readonly string[];
  /** `null` where the file has no outcomes. */
  readonly outcome: {
    readonly good: number;
    readonly bad: number;
    readonly unknown: number;
    readonly badRate: Interval;
  } | null;
  /** Names of variables that equal an earlier one in every row. */
  readonly duplicates: readonly {
    readonly variable: string;
    readonly label: string;
    readonly sameAs: string;
  }[];
  readonly variables: readonly ExploredVariable[];
  /** Strongest pairs first, those of at least 0.1. */
  readonly associations: readonly {
    readonly left: string;
    readonly right: string;
    readonly cramersV: number;
  }[];
}
