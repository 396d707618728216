import { setImmediate } from 'node:timers/promises';
import {
  failSimulation,
  keepSimulationReport,
  type PayloadCipher,
  readSimulationParts,
  type SimulationRecord,
} from '@bora/batch-store';
import { PolicyTerms } from '@bora/contracts';
import {
  bookTerms,
  PartedReport,
  ReplayPart,
  ReplayTotals,
  Scenario,
  type SimulationRun,
} from '@bora/simulation';
import type { Redis } from 'ioredis';

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
    model: { name: simulation.modelName, version: simulation.modelVersion },
    policy: { name: simulation.policyName, version: simulation.policyVersion },
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
  const report = await reportOf(redis, cipher, simulation, scenario);
  if (report.inSample && simulation.inSample === 'no') {
    const failure = seenInTraining(report);
    await failSimulation(redis, simulation.id, failure);
    return { ...view, state: 'failed', failure };
  }
  return { ...view, state: 'completed', report };
}

async function reportOf(
  redis: Redis,
  cipher: PayloadCipher,
  simulation: SimulationRecord,
  { assumptions }: Scenario,
): Promise<PartedReport> {
  if (simulation.report !== undefined) return PartedReport.parse(JSON.parse(simulation.report));
  const totals = new ReplayTotals();
  for await (const part of readSimulationParts(redis, cipher, simulation)) {
    if (part === null) throw new Error('A part of a simulation expired while it was read.');
    totals.add(ReplayPart.parse(JSON.parse(part)));
    // Other requests come in between: a large simulation has hundreds of parts.
    await setImmediate();
  }
  const report = totals.report(bookTerms(assumptions));
  await keepSimulationReport(redis, simulation.id, JSON.stringify(report));
  return report;
}

function seenInTraining({ seenInTraining: seen, applicants }: PartedReport) {
  return {
    code: 'seen-in-training',
    message:
      `The model was trained on ${seen} of these ${applicants} rows, so the figures would flatter it: simulate a ` +
      'file that it has not seen, or ask with inSample to see the figures marked so.',
  };
}
