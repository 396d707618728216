import { z } from 'zod';

const Disturbed = z.strictObject({
  fault: z.string(),
  details: z.string(),
  /** Null in a run that broke off before. */
  recoveryMs: z.number().nullable(),
});

/** What `pnpm test:chaos --out` keeps: every run, and the figures that are promised. */
export const ChaosReport = z.strictObject({
  measuredAt: z.iso.datetime(),
  machine: z.strictObject({
    system: z.string(),
    processor: z.string(),
    processors: z.int(),
    memoryMb: z.int(),
  }),
  versions: z.record(z.string(), z.string().nullable()),
  runs: z.array(
    z.strictObject({
      seed: z.int(),
      faults: z.array(Disturbed),
      files: z.int(),
      rows: z.int(),
      singles: z.int(),
      /** From the last healing until every accepted file was scored; null in a run that broke off. */
      scoredMs: z.number().nullable(),
      doneMs: z.number().nullable(),
      seconds: z.number(),
      violations: z.array(z.string()),
    }),
  ),
  promises: z.array(
    z.strictObject({ name: z.string(), limitMs: z.number(), measuredMs: z.array(z.number()) }),
  ),
});
export type ChaosReport = z.infer<typeof ChaosReport>;

/** Whether every run and every figure is as promised. */
export function isKept({ runs, promises }: Pick<ChaosReport, 'runs' | 'promises'>): boolean {
  return (
    runs.every(({ violations }) => violations.length === 0) &&
    promises.every(({ limitMs, measuredMs }) => Math.max(...measuredMs) <= limitMs)
  );
}
