import { z } from 'zod';

/** What the process of a simulation measurement is asked: one thing, then it ends. */
export const SimulationBenchRequest = z.strictObject({
  /** `scoring` gives reasons as the worker does, `deciding` leaves them out as a replay does. */
  side: z.enum(['simulation', 'scoring', 'deciding']),
  file: z.string(),
  scenarios: z.array(z.string()),
  /** Folder for report and decisions of a simulation; null: none are written. */
  out: z.string().nullable(),
  modelStore: z.string(),
  policyStore: z.string(),
});
export type SimulationBenchRequest = z.infer<typeof SimulationBenchRequest>;

export const SimulationMeasurement = z.strictObject({
  rows: z.int(),
  seconds: z.number().positive(),
  /** Largest resident set of the process, whole. */
  peakBytes: z.number().positive(),
});
export type SimulationMeasurement = z.infer<typeof SimulationMeasurement>;
