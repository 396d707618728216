import {
  type BatchRecord,
  batchCipher,
  type ChunkEntry,
  type PayloadCipher,
  payloadContext,
  readBatch,
  readChunkEntry,
  type SimulationRecord,
  uploadKeys,
} from '@bora/batch-store';
import { ApplicationSchema } from '@bora/contracts';
import { type ApplicantTable, FileLayout, outcomeReader, parseApplicants } from '@bora/features';
import type { ObjectStore } from '@bora/object-store';
import { JobError } from '@bora/queue-work';
import {
  lineVariable,
  type ReplayedRows,
  type ReplayPart,
  replayPart,
  Scenario,
  SecondBatch,
  scenarioBook,
  segmentVariable,
  unusablePart,
  unusableValues,
} from '@bora/simulation';
import type { Redis } from 'ioredis';
import { decidedRows } from './decided-rows.ts';
import { draftDecision } from './draft-decision.ts';
import type { SeenInTraining } from './seen-in-training.ts';

export interface ReplayStores {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly uploads: ObjectStore;
  readonly countSeen: SeenInTraining;
}

/**
 * What one chunk of a simulated batch comes to.
 * @throws JobError `batch-gone`, `scores-gone`, `model-unusable`; ScenarioError, TrainingDataError where the file has
 * no such column; what the object store throws
 */
export async function replayedPart(
  stores: ReplayStores,
  simulation: SimulationRecord,
  chunk: number,
): Promise<ReplayPart> {
  const { redis, cipher, uploads } = stores;
  const { batchId } = simulation;
  const [batch, entry] = await Promise.all([
    knownBatch(redis, batchId),
    readChunkEntry(redis, batchId, chunk),
  ]);
  if (!entry) throw batchGone();
  const end = entry.storedAt + entry.storedBytes;
  const sealed = await uploads.getRange(uploadKeys.chunks(batchId), entry.storedAt, end);
  const ofBatch = batchCipher(cipher, batchId, batch.wrappedKey);
  const bytes = ofBatch.open(sealed, payloadContext.chunk(batchId, chunk));
  const schema = ApplicationSchema.parse(JSON.parse(simulation.schema));
  const scenario = Scenario.parse(JSON.parse(simulation.scenario));
  const { table, outcomes } = labelledRows(bytes, batch, schema, entry);
  const variable = lineVariable(scenario, schema);
  const values = variable === null ? new Float64Array(table.rowCount) : table.number[variable]!;
  const unlabelled = outcomes.filter((one) => one === null).length;
  const unusable = { unlabelled, ...unusableValues(scenario.assumptions.line, values) };
  if (Object.values(unusable).some((count) => count > 0)) return unusablePart(table.rowCount, unusable);
  const bad = Uint8Array.from(outcomes, (one) => one ?? 0);
  const { draftPolicy, segment } = simulation;
  const decide = draftPolicy === undefined ? undefined : draftDecision(draftPolicy, schema, table);
  return replayPart(scenarioBook(scenario, schema, table, bad), {
    row: Uint32Array.from(table.row),
    bad,
    model: await decidedRows(redis, batch, entry, table, decide),
    seenInTraining: await stores.countSeen(batch.model, schema, table),
    against: await secondRows(stores, simulation, entry, bytes, table),
    segment: segment === undefined ? null : textsOf(table, schema, segment),
  });
}

function labelledRows(
  bytes: Uint8Array,
  batch: BatchRecord,
  schema: ApplicationSchema,
  entry: ChunkEntry,
): { table: ApplicantTable; outcomes: (0 | 1 | null)[] } {
  const layout = layoutOf(batch);
  const outcome = outcomeReader(layout, schema);
  const outcomes: (0 | 1 | null)[] = [];
  const { table } = parseApplicants(bytes, layout, schema, entry, (fields) => {
    outcomes.push(outcome(fields));
  });
  return { table, outcomes };
}

/** What the second batch made of the same applicants; `null` where there is none. */
async function secondRows(
  { redis, countSeen }: ReplayStores,
  { against, againstSchema }: SimulationRecord,
  entry: ChunkEntry,
  bytes: Uint8Array,
  table: ApplicantTable,
): Promise<ReplayedRows['against']> {
  if (against === undefined || againstSchema === undefined) return null;
  const batch = await knownBatch(redis, SecondBatch.parse(JSON.parse(against)).batchId);
  const schema = ApplicationSchema.parse(JSON.parse(againstSchema));
  const seen = parseApplicants(bytes, layoutOf(batch), schema, entry).table;
  return {
    ...(await decidedRows(redis, batch, entry, table)),
    seenInTraining: await countSeen(batch.model, schema, seen),
  };
}

/** Value of a variable of each applicant, `''` where missing. */
function textsOf(table: ApplicantTable, schema: ApplicationSchema, name: string): readonly string[] {
  const index = segmentVariable(name, schema);
  if (schema.variables[index]!.kind !== 'number') return table.text[index]!;
  return Array.from(table.number[index]!, (value) => (Number.isNaN(value) ? '' : String(value)));
}

async function knownBatch(redis: Redis, batchId: string): Promise<BatchRecord> {
  const batch = await readBatch(redis, batchId);
  if (batch) return batch;
  throw batchGone();
}

function batchGone(): JobError {
  return new JobError('batch-gone', 'The batch has expired: upload the file again and simulate that.', 'no');
}

function layoutOf({ layout }: BatchRecord): FileLayout {
  return FileLayout.parse(JSON.parse(layout ?? 'null'));
}
