import {
  addSimulationPart,
  type BatchRecord,
  batchCipher,
  type ChunkEntry,
  failSimulation,
  isChunkReplayed,
  type PayloadCipher,
  payloadContext,
  readBatch,
  readChunkEntry,
  readScoreBlock,
  readSimulation,
  type SimulationRecord,
  uploadKeys,
} from '@bora/batch-store';
import { ApplicationSchema, blockOf, type ScoreRecord, type SimulationJob } from '@bora/contracts';
import {
  type ApplicantTable,
  FileLayout,
  outcomeReader,
  parseApplicants,
  TrainingDataError,
} from '@bora/features';
import { ObjectNotFoundError, type ObjectStore, ObjectStoreUnavailableError } from '@bora/object-store';
import { JobError } from '@bora/queue-work';
import { type ReplayPart, replayPart, Scenario, ScenarioError, scenarioBook } from '@bora/simulation';
import type { Redis } from 'ioredis';
import type { SeenInTraining } from './seen-in-training.ts';

export interface ReplayJobDependencies {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly uploads: ObjectStore;
  readonly countSeen: SeenInTraining;
  readonly resultSeconds: number;
}

export type ReplayJobOutcome = 'added' | 'already-added' | 'simulation-ended';

/** Replays one chunk of a batch and adds what it comes to, once. A second delivery changes nothing. */
export async function replayChunkJob(
  dependencies: ReplayJobDependencies,
  { simulationId, chunk }: SimulationJob,
): Promise<ReplayJobOutcome> {
  const { redis, cipher, resultSeconds } = dependencies;
  const simulation = await readSimulation(redis, simulationId);
  const hasEnded = simulation?.failureCode !== undefined || simulation?.report !== undefined;
  if (!simulation || hasEnded) return 'simulation-ended';
  if (await isChunkReplayed(redis, simulationId, chunk)) return 'already-added';
  try {
    const part = JSON.stringify(await partOf(dependencies, simulation, chunk));
    const isNew = await addSimulationPart(redis, cipher, simulationId, chunk, part, resultSeconds);
    return isNew ? 'added' : 'already-added';
  } catch (error) {
    if (error instanceof ObjectStoreUnavailableError)
      throw new JobError('store-unavailable', error.message, 'wait');
    const failure = finalFailure(error);
    if (!failure) throw error;
    await failSimulation(redis, simulationId, failure);
    return 'simulation-ended';
  }
}

async function partOf(
  { redis, cipher, uploads, countSeen }: ReplayJobDependencies,
  simulation: SimulationRecord,
  chunk: number,
): Promise<ReplayPart> {
  const { batchId } = simulation;
  const [batch, entry] = await Promise.all([
    readBatch(redis, batchId),
    readChunkEntry(redis, batchId, chunk),
  ]);
  if (!batch || !entry) {
    throw new JobError('batch-gone', 'The batch has expired: upload the file again and simulate that.', 'no');
  }
  const end = entry.storedAt + entry.storedBytes;
  const sealed = await uploads.getRange(uploadKeys.chunks(batchId), entry.storedAt, end);
  const schema = ApplicationSchema.parse(JSON.parse(simulation.schema));
  const scenario = Scenario.parse(JSON.parse(simulation.scenario));
  const ofBatch = batchCipher(cipher, batchId, batch.wrappedKey);
  const plain = ofBatch.open(sealed, payloadContext.chunk(batchId, chunk));
  const { table, bad } = labelledRows(plain, batch, schema, entry);
  const records = await scoresOf(redis, batch, entry, table);
  return replayPart(scenarioBook(scenario, schema, table, bad), {
    row: Uint32Array.from(table.row),
    bad,
    pd: Float64Array.from(records, ({ pd }) => pd),
    approved: Float64Array.from(records, ({ decision }) => (decision === 'approve' ? 1 : 0)),
    seenInTraining: await countSeen(batch.model, schema, table),
  });
}

/** Applicants of a chunk with their outcomes. @throws TrainingDataError where one has none */
function labelledRows(
  bytes: Uint8Array,
  batch: BatchRecord,
  schema: ApplicationSchema,
  entry: ChunkEntry,
): { table: ApplicantTable; bad: Uint8Array } {
  const layout = FileLayout.parse(JSON.parse(batch.layout ?? 'null'));
  const outcome = outcomeReader(layout, schema);
  const outcomes: (0 | 1 | null)[] = [];
  const { table } = parseApplicants(bytes, layout, schema, entry, (fields) => {
    outcomes.push(outcome(fields));
  });
  const unlabelled = outcomes.filter((one) => one === null).length;
  if (unlabelled === 0) return { table, bad: Uint8Array.from(outcomes, (one) => one ?? 0) };
  throw new TrainingDataError(
    'unreadable-label',
    `${unlabelled} rows from row ${entry.firstRow} on have no outcome that can be read: give or leave them out.`,
  );
}

/** The scores of the applicants of a chunk, in the order of the table. */
async function scoresOf(
  redis: Redis,
  { id }: BatchRecord,
  { firstRow, rows }: ChunkEntry,
  table: ApplicantTable,
): Promise<ScoreRecord[]> {
  const [first, last] = [blockOf(firstRow - 1).block, blockOf(firstRow + rows - 2).block];
  const blocks = Array.from({ length: last - first + 1 }, (_, index) =>
    readScoreBlock(redis, id, first + index),
  );
  const byRow = new Map((await Promise.all(blocks)).flat().map(({ row, record }) => [row, record]));
  return Array.from(table.row, (row) => {
    const record = byRow.get(row);
    if (record) return record;
    throw new JobError('scores-gone', 'Scores of the batch are missing: upload the file again.', 'no');
  });
}

/** What ends the whole simulation: no other attempt and no other worker would do better. */
function finalFailure(error: unknown): { code: string; message: string } | null {
  if (error instanceof ObjectNotFoundError) {
    return { code: 'upload-gone', message: 'The file of the batch is gone from the store: upload it again.' };
  }
  const isOfData = error instanceof ScenarioError || error instanceof TrainingDataError;
  const isFinal = isOfData || (error instanceof JobError && error.retry === 'no');
  return isFinal ? { code: error.code, message: error.message } : null;
}
