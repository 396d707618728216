import type { ApplicationSchema } from '@bora/contracts';
import {
  assumedSlices,
  buildReport,
  lineVariable,
  type Replay,
  type ReplayedBook,
  type Scenario,
  type Segmentation,
  type SimulationReport,
  segmentByCode,
  segmentByNumber,
  segmentVariable,
} from '@bora/simulation';
import type { Config } from '../config.ts';
import { fileSha256 } from '../files/file-sha256.ts';
import { readSchemaFile } from '../files/schema-file.ts';
import { readEconomicsFile } from '../observed/economics-file.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { checkReplay } from './check-replay.ts';
import { observedBook } from './observed-book.ts';
import { type ReplayColumns, readReplayColumns } from './replay-columns.ts';
import { writeReplayFiles } from './replay-files.ts';
import { describePolicy, readReplayPolicy } from './replay-policy.ts';
import { readScenarios } from './scenario-files.ts';
import type { ScoreSource } from './score-source.ts';
import { openScoreSources, requireClearChoice, type ScoreChoice } from './score-sources.ts';

export interface SimulateArguments extends ScoreChoice {
  readonly data: string;
  readonly schema: string;
  readonly scenarios: readonly string[];
  /** Economics whose columns of the file hold the cash flows that really happened. */
  readonly observed: string | undefined;
  readonly policy: string | undefined;
  readonly segment: string | undefined;
  readonly fold: number | undefined;
  readonly seed: number;
  readonly replicates: number;
  /** Folder of the report and the decisions. */
  readonly out: string | undefined;
}

/** Replays a labelled file under every scenario; all that can be refused is refused before the first row is scored. */
export async function simulate(
  terminal: Terminal,
  config: Config,
  given: SimulateArguments,
): Promise<SimulationReport> {
  requireClearChoice(given);
  const { schema } = await readSchemaFile(given.schema);
  const observed = given.observed === undefined ? null : await readEconomicsFile(given.observed, schema.id);
  const isObservedOnly = observed !== null && given.scenarios.length === 0;
  const scenarios = isObservedOnly ? [] : await readScenarios(given.scenarios, schema.id);
  const lines = scenarios.map((scenario) => lineVariable(scenario, schema));
  const segment = given.segment === undefined ? null : segmentVariable(given.segment, schema);
  const policy = await readReplayPolicy(config, given.policy, given.cutOff);
  await checkReplay(terminal, { file: given.data, schema, fold: given.fold }, scenarios);
  const sources = await openScoreSources(terminal, config, given, schema, { file: given.data, policy });
  let columns: ReplayColumns;
  try {
    columns = await readReplayColumns(terminal, {
      file: given.data,
      schema,
      policy,
      sources,
      fold: given.fold,
      numbers: new Set([...lines, segment].filter((index) => isNumber(schema, index))),
      text: segment !== null && !isNumber(schema, segment) ? segment : undefined,
      keepIds: given.out !== undefined,
    });
  } finally {
    for (const source of sources) source.dispose();
  }
  const replay: Replay = {
    row: columns.row,
    bad: columns.bad,
    policy: describePolicy(policy, given.cutOff),
    ...scoredModels(sources, columns),
    segmentation: segmentation(schema, segment, columns),
  };
  const books = scenarios.map((scenario, index) => assumedBook(scenario, lines[index]!, columns));
  if (observed) {
    books.push(await observedBook(terminal, { file: given.data, schema, economics: observed }, columns.row));
  }
  const report = await reportOf(terminal, given, schema, columns, replay, books);
  if (given.out !== undefined) await writeReplayFiles(terminal, given.out, report, replay, columns, books);
  return report;
}

function isNumber(schema: ApplicationSchema, index: number | null): index is number {
  return index !== null && schema.variables[index]!.kind === 'number';
}

function segmentation(
  schema: ApplicationSchema,
  index: number | null,
  columns: ReplayColumns,
): Segmentation | null {
  if (index === null) return null;
  const { name } = schema.variables[index]!;
  if (isNumber(schema, index)) return segmentByNumber(name, columns.number.get(index)!);
  return segmentByCode(name, columns.text);
}

function scoredModels(
  sources: readonly ScoreSource[],
  { scored }: ReplayColumns,
): Pick<Replay, 'model' | 'against'> {
  const [model, against] = sources.map((source, index) => ({
    title: source.title,
    ...source.finish(),
    ...scored[index]!,
  }));
  return { model: model!, against: against ?? null };
}

function assumedBook(scenario: Scenario, line: number | null, { bad, number }: ReplayColumns): ReplayedBook {
  const { assumptions, title } = scenario;
  const values = line === null ? new Float64Array(0) : number.get(line)!;
  return { scenario, title, book: assumedSlices(assumptions, values, bad) };
}

async function reportOf(
  terminal: Terminal,
  { data, seed, replicates }: SimulateArguments,
  schema: ApplicationSchema,
  { rejected, leftOut }: ReplayColumns,
  replay: Replay,
  books: readonly ReplayedBook[],
): Promise<SimulationReport> {
  const sha256 = await fileSha256(data, terminal.signal);
  const progress = startProgress(terminal, { label: 'Reckoning', total: books.length, unit: 'steps' });
  try {
    return buildReport(
      { sha256, schema: schema.id, rejected, leftOut },
      replay,
      books,
      { seed, replicates },
      (title, index) => {
        terminal.signal.throwIfAborted();
        progress.update(index, title);
      },
    );
  } finally {
    progress.stop();
  }
}
