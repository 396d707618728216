import {
  type BatchRecord,
  batchCipher,
  type ChunkEntry,
  payloadContext,
  readChunkEntries,
  uploadKeys,
} from '@bora/batch-store';
import type { ApplicationSchema, BatchSegmentOutcomes } from '@bora/contracts';
import { FileLayout, outcomeReader, parseApplicants, TrainingDataError } from '@bora/features';
import { ObjectNotFoundError } from '@bora/object-store';
import type { CustomerOutcome } from '@bora/segmentation';
import { type Scenario, scenarioBook } from '@bora/simulation';
import { chunkOf } from '../batches/given-row.ts';
import type { ApiServices } from '../services.ts';

/** Outcomes of a batch's applicants, of one chunk of its stored file at a time; to be asked in the order of the rows. */
export interface ApplicantOutcomes {
  /** Whether `readChunk` has to be called before `of`. */
  needsChunk(row: number): boolean;
  readChunk(row: number): Promise<void>;
  of(row: number, isApproved: boolean): Pick<CustomerOutcome, 'isBad' | 'profit'>;
  state(): BatchSegmentOutcomes['outcomes'];
}

interface KnownOutcome {
  readonly isBad: boolean;
  /** If approved; null without a scenario. */
  readonly profit: number | null;
}

const nothing = { isBad: null, profit: null };

/** @param scenario says what loans earn; null: nothing does. */
export function applicantOutcomes(
  services: Pick<ApiServices, 'redis' | 'cipher' | 'upload'>,
  batch: BatchRecord,
  schema: ApplicationSchema,
  scenario: Scenario | null,
): ApplicantOutcomes {
  const layout = FileLayout.parse(JSON.parse(batch.layout ?? 'null'));
  const eachApplication = scenario?.assumptions.applicationCost.value ?? 0;
  const state = hasOutcomes(layout, schema) ? ('known' as const) : ('none' as const);
  let isGone = false;
  let entries: ChunkEntry[] | undefined;
  let known: { readonly end: number; readonly byRow: ReadonlyMap<number, KnownOutcome> } = {
    end: 0,
    byRow: new Map(),
  };
  return {
    needsChunk: (row) => state === 'known' && !isGone && row >= known.end,
    async readChunk(row) {
      entries ??= [...(await readChunkEntries(services.redis, batch.id))]
        .sort(([left], [right]) => left - right)
        .map(([, entry]) => entry);
      const chunk = chunkOf(entries, row);
      const entry = entries[chunk];
      const bytes = entry && (await chunkBytes(services, batch, chunk, entry));
      isGone = !bytes;
      if (entry && bytes)
        known = {
          end: entry.firstRow + entry.rows,
          byRow: outcomesIn(bytes, layout, schema, entry, scenario),
        };
    },
    of(row, isApproved) {
      const one = state === 'known' && !isGone ? known.byRow.get(row) : undefined;
      if (!one) return nothing;
      const profit = one.profit === null ? null : (isApproved ? one.profit : 0) - eachApplication;
      return { isBad: one.isBad, profit };
    },
    state: () => (isGone ? 'gone' : state),
  };
}

function hasOutcomes(layout: FileLayout, schema: ApplicationSchema): boolean {
  try {
    outcomeReader(layout, schema);
    return true;
  } catch (error) {
    if (error instanceof TrainingDataError) return false;
    throw error;
  }
}

/** `undefined` where the stored file is gone. */
async function chunkBytes(
  { cipher, upload }: Pick<ApiServices, 'cipher' | 'upload'>,
  { id: batchId, wrappedKey }: BatchRecord,
  chunk: number,
  { storedAt, storedBytes }: ChunkEntry,
): Promise<Uint8Array | undefined> {
  try {
    const sealed = await upload.uploads.getRange(
      uploadKeys.chunks(batchId),
      storedAt,
      storedAt + storedBytes,
    );
    return batchCipher(cipher, batchId, wrappedKey).open(sealed, payloadContext.chunk(batchId, chunk));
  } catch (error) {
    if (error instanceof ObjectNotFoundError) return undefined;
    throw error;
  }
}

function outcomesIn(
  bytes: Uint8Array,
  layout: FileLayout,
  schema: ApplicationSchema,
  entry: ChunkEntry,
  scenario: Scenario | null,
): Map<number, KnownOutcome> {
  const outcome = outcomeReader(layout, schema);
  const outcomes: (0 | 1 | null)[] = [];
  const { table } = parseApplicants(bytes, layout, schema, entry, (fields) => {
    outcomes.push(outcome(fields));
  });
  const bad = Uint8Array.from(outcomes, (one) => one ?? 0);
  const profit = scenario && scenarioBook(scenario, schema, table, bad).profit;
  const byRow = new Map<number, KnownOutcome>();
  for (const [place, row] of table.row.entries()) {
    const one = outcomes[place];
    if (one === 0 || one === 1) byRow.set(row, { isBad: one === 1, profit: profit?.[place] ?? null });
  }
  return byRow;
}
