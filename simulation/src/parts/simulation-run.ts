import { ModelReference, PolicyReference, PolicyTerms } from '@bora/contracts';
import { z } from 'zod';
import { Scenario } from '../scenario/scenario.ts';
import { PartedReport } from './parted-report.ts';

export type { PartedReport, Scenario };

/** Asks what a scored batch whose file holds outcomes would have earned. */
export const SimulationRequest = z.strictObject({
  batchId: z.uuid(),
  scenario: Scenario,
  /** Decide by this instead of the policy that the batch was decided with: the scores are those of the batch. */
  policy: PolicyTerms.optional(),
  /** Replay applicants that the model has seen as well; the answer says so. */
  inSample: z.boolean().default(false),
  /** A second batch of the very same file, scored with another model or policy, to swap with. */
  againstBatchId: z.uuid().optional(),
  /** Also profit by this variable of the schema. */
  segment: z.string().min(1).optional(),
});
export type SimulationRequest = z.infer<typeof SimulationRequest>;

export const SecondBatch = z.strictObject({
  batchId: z.uuid(),
  model: ModelReference,
  policy: PolicyReference,
});
export type SecondBatch = z.infer<typeof SecondBatch>;

export const SimulationRun = z.strictObject({
  id: z.uuid(),
  state: z.enum(['running', 'completed', 'failed']),
  batchId: z.uuid(),
  fileName: z.string(),
  /** Whether the batch is a trial: nobody is decided about. */
  trial: z.boolean().default(false),
  /** What the batch was scored and decided with. */
  model: ModelReference,
  policy: PolicyReference,
  /** What the second batch was scored and decided with; null where there is none. */
  against: SecondBatch.nullable().default(null),
  segment: z.string().nullable().default(null),
  /** What the replay decides by instead of that policy. */
  draftPolicy: PolicyTerms.nullable(),
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

/** Simulations newest first, each as it stood when it was last read, without its report. */
export const SimulationList = z.strictObject({
  simulations: z.array(
    SimulationRun.omit({ report: true, scenario: true }).extend({
      scenario: Scenario.pick({ id: true, title: true }),
    }),
  ),
});
export type SimulationList = z.infer<typeof SimulationList>;

/** The scenarios that ship. */
export const ScenarioList = z.strictObject({ scenarios: z.array(Scenario) });
export type ScenarioList = z.infer<typeof ScenarioList>;
