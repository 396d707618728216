import {
  BatchState,
  type BatchSummary,
  histogramBinPoints,
  ModelReference,
  PolicyReference,
  type WarningCode,
  warningCodes,
} from '@bora/contracts';
import { z } from 'zod';

const Count = z.coerce.number().int().default(0);
const Moment = z.coerce.number().int().optional();

/** The hash `bora:{<batch>}:meta`, besides its histogram and warning counters. Moments are epoch milliseconds. */
const MetaHash = z.object({
  state: BatchState,
  owner: z.string(),
  shared: z.literal('yes').optional(),
  fileName: z.string(),
  fileSha256: z.string().optional(),
  fileBytes: Count,
  schema: z.string(),
  modelName: z.string(),
  modelVersion: z.string(),
  policyName: z.string(),
  policyVersion: z.coerce.number().int(),
  /** Base64 of the key of its chunks, wrapped; see `batchCipher`. */
  wrappedKey: z.string().optional(),
  layout: z.string().optional(),
  ignoredColumns: z.string().default('[]'),
  rows: z.coerce.number().int().optional(),
  chunks: z.coerce.number().int().optional(),
  chunksDone: Count,
  rowsScored: Count,
  rowsRejected: Count,
  approve: Count,
  refer: Count,
  decline: Count,
  pdNano: Count,
  createdAtMs: z.coerce.number().int(),
  /** Renewed while the upload runs, so that one whose api died can be told from a slow one. */
  uploadSeenAtMs: Moment,
  scoringSinceMs: Moment,
  endedAtMs: Moment,
  /** When all its decisions were in the record. */
  recordedAtMs: Moment,
  trial: z.literal('yes').optional(),
  /** The HTTP request that brought the file. */
  requestId: z.uuid().optional(),
  failureCode: z.string().optional(),
  failureMessage: z.string().optional(),
});

/** What Redis knows of a batch. */
export interface BatchRecord extends Omit<z.infer<typeof MetaHash>, 'ignoredColumns' | 'shared'> {
  readonly id: string;
  readonly model: ModelReference;
  readonly policy: PolicyReference;
  /** Whether everybody who reads batches may read it. */
  readonly shared: boolean;
  readonly ignoredColumns: readonly string[];
  readonly summary: BatchSummary;
}

/** Fields of the meta hash that count by score bin or warning. */
export const histogramField = (bin: number) => `bin:${bin}`;
export const warningField = (code: WarningCode) => `warning:${code}`;
/** Mean PDs are summed as whole billionths, so that the order of commits cannot change them. */
export const pdUnits = 1e9;

/** Parses the meta hash; `undefined` where the batch does not exist (an empty hash). */
export function parseBatchRecord(id: string, hash: Record<string, string>): BatchRecord | undefined {
  if (Object.keys(hash).length === 0) return undefined;
  const meta = MetaHash.parse(hash);
  return {
    ...meta,
    id,
    shared: meta.shared === 'yes',
    model: ModelReference.parse({ name: meta.modelName, version: meta.modelVersion }),
    policy: PolicyReference.parse({ name: meta.policyName, version: meta.policyVersion }),
    ignoredColumns: z.array(z.string()).parse(JSON.parse(meta.ignoredColumns)),
    summary: {
      approve: meta.approve,
      refer: meta.refer,
      decline: meta.decline,
      pdMean: meta.rowsScored > 0 ? meta.pdNano / pdUnits / meta.rowsScored : null,
      scoreHistogram: readHistogram(hash),
      warnings: readWarnings(hash),
    },
  };
}

/** Whether a batch that has ended is not in the record yet, all its rows with or without a decision: until then nothing of it may expire. */
export function awaitsRecord({
  state,
  rows,
  recordedAtMs,
  trial,
}: Pick<BatchRecord, 'state' | 'rows' | 'recordedAtMs' | 'trial'>): boolean {
  if (recordedAtMs !== undefined || trial === 'yes') return false;
  // Cancelled while it was uploaded, nothing of it was kept.
  return state === 'completed' || (state === 'cancelled' && rows !== undefined);
}

function readHistogram(hash: Record<string, string>): BatchSummary['scoreHistogram'] {
  return Object.entries(hash)
    .filter(([field]) => field.startsWith('bin:'))
    .map(([field, rows]) => ({ from: Number(field.slice(4)) * histogramBinPoints, rows: Number(rows) }))
    .sort((left, right) => left.from - right.from);
}

function readWarnings(hash: Record<string, string>): BatchSummary['warnings'] {
  const counted = warningCodes.map((code) => [code, Number(hash[warningField(code)] ?? 0)] as const);
  return Object.fromEntries(counted.filter(([, rows]) => rows > 0));
}
