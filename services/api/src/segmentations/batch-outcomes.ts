import { setImmediate } from 'node:timers/promises';
import { type BatchRecord, readAllScores } from '@bora/batch-store';
import { type BatchSegmentOutcomes, membersPerPage, type SegmentationRun } from '@bora/contracts';
import { CustomerClusters, OutcomeTallies } from '@bora/segmentation';
import { ApiProblem } from '../errors.ts';
import { assertMay, type Principal } from '../people/principal.ts';
import { readKnownBatch } from '../requests/known-batch.ts';
import type { ApiServices } from '../services.ts';
import { type ApplicantOutcomes, applicantOutcomes } from './applicant-outcomes.ts';
import { batchSimulation } from './batch-simulation.ts';
import { readCompletedSegmentation } from './known-segmentation.ts';
import { readKeptPage } from './member-pages.ts';

/** Above, the customers' clusters would take the memory that uploads are promised. */
const maximumCustomers = 2_000_000;

export interface OutcomesQuestion {
  readonly segmentation: string;
  readonly batch: string;
  /** Without one the newest completed simulation of the batch says what loans earn. */
  readonly simulation: string | undefined;
}

/**
 * Joins the members of a segmentation with the applicants of a scored batch by their ids. Memory grows with the
 * customers, 30 bytes each, and not with the batch.
 *
 * @throws ApiProblem `not-allowed`, `segmentation-not-found`, `segmentation-not-completed`, `segmentation-expired`, `batch-not-found`, `batch-not-completed`,
 * `simulation-not-found`, `simulation-invalid`, `too-many-customers`, `no-matching-applicants`.
 */
export async function batchOutcomes(
  services: ApiServices,
  principal: Principal,
  asked: OutcomesQuestion,
): Promise<BatchSegmentOutcomes> {
  assertMay(principal, 'batch:read');
  const completed = await readCompletedSegmentation(services, principal, asked.segmentation);
  const batch = await readKnownBatch(services.redis, principal, asked.batch);
  if (batch.state !== 'completed')
    throw new ApiProblem(
      'batch-not-completed',
      `Wait until every row is scored. The batch is ${batch.state}.`,
    );
  const simulation = await batchSimulation(services, principal, batch, asked.simulation);
  const { schema } = await services.readTerms(batch.model, batch.policy);
  const outcomes = applicantOutcomes(services, batch, schema, simulation?.scenario ?? null);
  const tallies = new OutcomeTallies(
    completed.result.summary.segments,
    await customerClusters(services, completed.run, completed.customers),
  );
  await addScores(services, batch, outcomes, tallies);
  if (tallies.matchedRows === 0) {
    throw new ApiProblem(
      'no-matching-applicants',
      'No applicant of the batch is among the customers of the segmentation: check that both files name them the same way.',
    );
  }
  return {
    segmentation: completed.run.id,
    batch: batch.id,
    model: batch.model,
    policy: batch.policy,
    outcomes: outcomes.state(),
    simulation: simulation && {
      id: simulation.id,
      scenario: simulation.scenario.id,
      currency: simulation.scenario.assumptions.line.unit,
      inSample: simulation.inSample,
    },
    ...tallies.figures(),
  };
}

async function customerClusters(
  services: Pick<ApiServices, 'redis' | 'cipher'>,
  run: SegmentationRun,
  customers: number,
): Promise<CustomerClusters> {
  if (customers > maximumCustomers) {
    throw new ApiProblem(
      'too-many-customers',
      `Up to ${maximumCustomers.toLocaleString('en')} customers can be joined here: use the terminal, bora segment FILE --outcomes.`,
    );
  }
  const clusters = new CustomerClusters(customers);
  for (let page = 0; page * membersPerPage < customers; page += 1) {
    for (const [customer, cluster] of await readKeptPage(services, run, page))
      clusters.add(customer, cluster);
  }
  return clusters;
}

async function addScores(
  { redis }: Pick<ApiServices, 'redis'>,
  batch: BatchRecord,
  outcomes: ApplicantOutcomes,
  tallies: OutcomeTallies,
): Promise<void> {
  for await (const block of readAllScores(redis, batch)) {
    for (const { row, applicantId, record } of block) {
      if (outcomes.needsChunk(row)) await outcomes.readChunk(row);
      tallies.add(applicantId, () => {
        const isApproved = record.decision === 'approve';
        return { ...outcomes.of(row, isApproved), isApproved, pd: record.pd };
      });
    }
    // Other requests come in between.
    await setImmediate();
  }
}
