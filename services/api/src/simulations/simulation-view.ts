import { setImmediate } from 'node:timers/promises';
import {
  failSimulation,
  keepSimulationReport,
  type PayloadCipher,
  readSimulationParts,
  type SimulationRecord,
} from '@bora/batch-store';
import { ApplicationSchema, PolicyTerms } from '@bora/contracts';
import {
  PartedReport,
  ReplayPart,
  ReplayTotals,
  Scenario,
  SecondBatch,
  type SegmentVariable,
  type SimulationRun,
  segmentVariable,
} from '@bora/simulation';
import type { Redis } from 'ioredis';
import {
  mostValues,
  otherRelease,
  seenInTraining,
  tooManyValues,
  unusableRows,
} from './simulation-failures.ts';

/** What the api says of a simulation: when all parts are there, what they come to, which is added up once. */
export async function simulationView(
  redis: Redis,
  cipher: PayloadCipher,
  simulation: SimulationRecord,
): Promise<SimulationRun> {
  const { chunks, chunksDone, failureCode } = simulation;
  const scenario = Scenario.parse(JSON.parse(simulation.scenario));
  const view = {
    id: simulation.id,
    batchId: simulation.batchId,
    fileName: simulation.fileName,
    trial: simulation.trial === 'yes',
    model: { name: simulation.modelName, version: simulation.modelVersion },
    policy: { name: simulation.policyName, version: simulation.policyVersion },
    against: simulation.against === undefined ? null : SecondBatch.parse(JSON.parse(simulation.against)),
    segment: simulation.segment ?? null,
    draftPolicy: simulation.draftPolicy ? PolicyTerms.parse(JSON.parse(simulation.draftPolicy)) : null,
    scenario,
    basis: 'assumed' as const,
    createdAt: new Date(simulation.createdAtMs).toISOString(),
    chunks,
    chunksDone,
    failure: null,
    report: null,
  };
  if (failureCode !== undefined) {
    return {
      ...view,
      state: 'failed',
      failure: { code: failureCode, message: simulation.failureMessage ?? '' },
    };
  }
  if (chunksDone < chunks) return { ...view, state: 'running' };
  const outcome = await outcomeOf(redis, cipher, simulation, scenario);
  if ('report' in outcome) return { ...view, state: 'completed', report: outcome.report };
  await failSimulation(redis, simulation.id, outcome.failure);
  return { ...view, state: 'failed', failure: outcome.failure };
}

type Failure = NonNullable<SimulationRun['failure']>;

async function outcomeOf(
  redis: Redis,
  cipher: PayloadCipher,
  simulation: SimulationRecord,
  scenario: Scenario,
): Promise<{ report: PartedReport } | { failure: Failure }> {
  if (simulation.report !== undefined) {
    return { report: PartedReport.parse(JSON.parse(simulation.report)) };
  }
  const totals = new ReplayTotals();
  for await (const text of readSimulationParts(redis, cipher, simulation)) {
    if (text === null) throw new Error('A part of a simulation expired while it was read.');
    const part = ReplayPart.safeParse(JSON.parse(text));
    if (!part.success) return { failure: otherRelease };
    if (totals.add(part.data).valueCount > mostValues) return { failure: tooManyValues(simulation) };
    // Other requests come in between: a large simulation has hundreds of parts.
    await setImmediate();
  }
  const failure = unusableRows(totals, scenario);
  if (failure) return { failure };
  const report = totals.report(scenario.assumptions, segmentOf(simulation));
  if (report.inSample && simulation.inSample === 'no') return { failure: seenInTraining(report) };
  await keepSimulationReport(redis, simulation.id, JSON.stringify(report));
  return { report };
}

function segmentOf({ segment, schema }: SimulationRecord): SegmentVariable | null {
  if (segment === undefined) return null;
  const parsed = ApplicationSchema.parse(JSON.parse(schema));
  const { kind } = parsed.variables[segmentVariable(segment, parsed)]!;
  return { name: segment, isNumber: kind === 'number' };
}
