import type { ApplicationSchema, Decision, Policy } from '@bora/contracts';
import { type CompiledPolicy, compilePolicy } from '@bora/decision';
import type { ApplicantTable } from '@bora/features';
import { type CodedValues, decisionCodes } from '@bora/simulation';
import { existingFileSize } from '../files/existing-file.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { CodedColumn } from './coded-column.ts';
import { GrowingColumn } from './growing-column.ts';
import { type LabelledChunk, readLabelledChunks } from './labelled-chunks.ts';
import type { ScoreSource } from './score-source.ts';
import { TextColumn } from './text-column.ts';

/** What is kept of the applicants of a file, a few numbers each. */
export interface ReplayColumns {
  readonly row: Uint32Array;
  readonly bad: Uint8Array;
  /** `''` unless they were asked for. */
  readonly applicantId: (place: number) => string;
  /** One of each source. */
  readonly scored: readonly { readonly pd: Float64Array; readonly decision: Uint8Array }[];
  /** Values of the number variables that were asked for, NaN where missing, by index in the schema. */
  readonly number: ReadonlyMap<number, Float64Array>;
  /** Values of the variable that was asked for. */
  readonly text: CodedValues;
  readonly rejected: number;
  readonly leftOut: number;
}

export interface ReplayRequest {
  readonly file: string;
  readonly schema: ApplicationSchema;
  readonly policy: Policy;
  readonly sources: readonly ScoreSource[];
  readonly fold: number | undefined;
  /** Indices in the schema. */
  readonly numbers: ReadonlySet<number>;
  readonly text: number | undefined;
  readonly keepIds: boolean;
}

/**
 * Reads a labelled file that `checkReplay` has passed a chunk at a time, has it scored and decided, and keeps columns
 * of numbers.
 *
 * @throws PolicyError; what `readLabelledChunks` throws
 */
export async function readReplayColumns(terminal: Terminal, request: ReplayRequest): Promise<ReplayColumns> {
  const { file, schema, fold } = request;
  const collector = columnCollector(request);
  const total = await existingFileSize(file);
  const progress = startProgress(terminal, { label: 'Replaying', total, unit: 'bytes' });
  let [rejected, leftOut] = [0, 0];
  try {
    for await (const chunk of readLabelledChunks(file, schema, fold, terminal.signal)) {
      collector.add(chunk, total / chunk.bytesRead);
      rejected += chunk.rejected;
      leftOut += chunk.leftOut;
      progress.update(chunk.bytesRead);
    }
  } finally {
    progress.stop();
  }
  return { ...collector.columns(), rejected, leftOut };
}

function columnCollector({ schema, policy, sources, numbers, text, keepIds }: ReplayRequest): {
  /** @param wholeOverRead the whole file over what of it was read so far */
  add(chunk: LabelledChunk, wholeOverRead: number): void;
  columns(): Omit<ReplayColumns, 'rejected' | 'leftOut'>;
} {
  const decide = compilePolicy(policy, schema);
  const [row, bad] = [new GrowingColumn(Uint32Array), new GrowingColumn(Uint8Array)];
  const scored = sources.map(() => ({
    pd: new GrowingColumn(Float64Array),
    decision: new GrowingColumn(Uint8Array),
  }));
  const number = new Map([...numbers].map((index) => [index, new GrowingColumn(Float64Array)]));
  const texts = new CodedColumn();
  const ids = new TextColumn();
  return {
    add({ table, bad: outcomes }, wholeOverRead) {
      const expected = Math.ceil(1.05 * wholeOverRead * (row.length + table.rowCount));
      row.push(table.row, expected);
      bad.push(outcomes, expected);
      for (const [index, source] of sources.entries()) {
        const { pd, decisions } = source.score(table, outcomes);
        scored[index]!.pd.push(pd, expected);
        scored[index]!.decision.push(decisionsOf(table, pd, decisions, decide), expected);
      }
      for (const [index, column] of number) column.push(table.number[index]!, expected);
      if (text !== undefined) texts.push(table.text[text]!, expected);
      if (keepIds) ids.push(table.applicantId, expected);
    },
    columns: () => ({
      row: row.values(),
      bad: bad.values(),
      applicantId: (place) => (keepIds ? ids.at(place) : ''),
      scored: scored.map(({ pd, decision }) => ({ pd: pd.values(), decision: decision.values() })),
      number: new Map([...number].map(([index, column]) => [index, column.values()])),
      text: texts.values(),
    }),
  };
}

function decisionsOf(
  table: ApplicantTable,
  pd: ArrayLike<number>,
  made: readonly Decision[] | null,
  decide: CompiledPolicy,
): Uint8Array {
  return Uint8Array.from({ length: table.rowCount }, (_, place) => {
    const decision = made ? made[place]! : decide(pd[place]!, place, table).decision;
    return decisionCodes.indexOf(decision);
  });
}
