import { z } from 'zod';
import { Scenario } from '../scenario/scenario.ts';
import { PartedReport } from './merged-parts.ts';

/** Asks what a scored batch whose file holds outcomes would have earned. */
export const SimulationRequest = z.strictObject({
  batchId: z.uuid(),
  scenario: Scenario,
  /** Replay applicants that the model has seen as well; the answer says so. */
  inSample: z.boolean().default(false),
});
export type SimulationRequest = z.infer<typeof SimulationRequest>;

export const SimulationRun = z.strictObject({
  id: z.uuid(),
  state: z.enum(['running', 'completed', 'failed']),
  batchId: z.uuid(),
  scenario: Scenario,
  basis: z.literal('assumed'),
  createdAt: z.iso.datetime(),
  chunks: z.int(),
  chunksDone: z.int(),
  failure: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  /** Present in state `completed`. */
  report: PartedReport.nullable(),
});
export type SimulationRun = z.infer<typeof SimulationRun>;
