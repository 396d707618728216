import { z } from 'zod';

/** Known values in half-open ranges: a value equal to an edge belongs to the bin above it. */
export const NumberBinning = z
  .strictObject({ kind: z.literal('number'), edges: z.array(z.number()) })
  .refine(({ edges }) => edges.every((edge, index) => index === 0 || edges[index - 1]! < edge), {
    message: 'edges must ascend',
  });
export type NumberBinning = z.infer<typeof NumberBinning>;

/** Groups of levels (normalised texts); any other level is in the bin after the groups. */
export const LevelBinning = z
  .strictObject({ kind: z.literal('levels'), groups: z.array(z.array(z.string().min(1)).min(1)) })
  .refine(({ groups }) => new Set(groups.flat()).size === groups.flat().length, {
    message: 'a level may stand in one group only',
  });
export type LevelBinning = z.infer<typeof LevelBinning>;

/** How a variable's values fall into bins; the last bin is for missing values. */
export const Binning = z.discriminatedUnion('kind', [NumberBinning, LevelBinning]);
export type Binning = z.infer<typeof Binning>;

/** Number of bins, those for other levels and for missing values included. */
export function binCount(binning: Binning): number {
  return (binning.kind === 'number' ? binning.edges.length : binning.groups.length) + 2;
}

/** Bin of a number; NaN is missing. */
export function binOfNumber({ edges }: NumberBinning): (value: number) => number {
  return (value) => {
    if (Number.isNaN(value)) return edges.length + 1;
    let bin = 0;
    while (bin < edges.length && value >= edges[bin]!) bin += 1;
    return bin;
  };
}

/** Bin of a normalised text; `''` is missing. */
export function binOfLevel({ groups }: LevelBinning): (level: string) => number {
  const bins = new Map(groups.flatMap((levels, bin) => levels.map((level) => [level, bin])));
  return (level) => (level === '' ? groups.length + 1 : (bins.get(level) ?? groups.length));
}
