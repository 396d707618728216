import type { FigureFormat } from '../figure-format.ts';

/** What a chart says without being seen: both are read out. */
export interface ChartText {
  readonly title: string;
  /** One or two sentences: what is drawn, and what it shows. */
  readonly description: string;
}

/** A drawn chart; `svg` holds its legend and is a whole document in itself. */
export interface Chart extends ChartText {
  readonly svg: string;
}

export interface Axis {
  readonly label: string;
  readonly format: FigureFormat;
  /** `log` needs values above 0. */
  readonly scale?: 'linear' | 'log';
  /** What the axis spans at least its data; without it, the data alone. */
  readonly domain?: readonly [number, number];
}

/** A line at `x` or at `y`, or a point at both. */
export interface Mark {
  readonly x?: number;
  readonly y?: number;
  readonly label?: string;
}

/** There is nothing to draw, or a value that no axis can show; the message says which. */
export class ChartDataError extends Error {
  constructor(title: string, problem: string) {
    super(`Chart "${title}": ${problem}`);
    this.name = 'ChartDataError';
  }
}
