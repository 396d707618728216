import { readSimulationParts, type SimulationRecord } from '@bora/batch-store';
import { bookTerms, mergeParts, ReplayPart, Scenario, type SimulationRun } from '@bora/simulation';
import type { Redis } from 'ioredis';

/** What the api says of a simulation: when all parts are there, what they come to. */
export async function simulationView(redis: Redis, simulation: SimulationRecord): Promise<SimulationRun> {
  const { id, batchId, chunks, chunksDone, createdAtMs } = simulation;
  const scenario = Scenario.parse(JSON.parse(simulation.scenario));
  const view = {
    id,
    batchId,
    scenario,
    basis: 'assumed' as const,
    createdAt: new Date(createdAtMs).toISOString(),
    chunks,
    chunksDone,
    failure: null,
    report: null,
  };
  if (simulation.failureCode !== undefined) {
    const failure = { code: simulation.failureCode, message: simulation.failureMessage ?? '' };
    return { ...view, state: 'failed', failure };
  }
  if (chunksDone < chunks) return { ...view, state: 'running' };
  const parts = await readSimulationParts(redis, id);
  const stored = [...parts.values()].map((part) => ReplayPart.parse(JSON.parse(part)));
  const report = mergeParts(stored, bookTerms(scenario.assumptions));
  if (report.inSample && simulation.inSample === 'no') {
    const message =
      `The model was trained on ${report.seenInTraining} of these ${report.applicants} rows, so the figures would ` +
      'flatter it: simulate a file that it has not seen, or ask with inSample to see the figures marked so.';
    return { ...view, state: 'failed', failure: { code: 'seen-in-training', message } };
  }
  return { ...view, state: 'completed', report };
}
