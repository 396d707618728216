import { keepEvaluation, readShippedProfiles } from '@bora/bundle';
import { EvaluationReport, type ModelReference } from '@bora/contracts';
import { isSameProtocol, orderComparisons, plannedComparisons } from '@bora/evaluation';
import type { Config } from '../config.ts';
import { assertOtherFiles } from '../files/output-file.ts';
import { readSchemaFile } from '../files/schema-file.ts';
import { withStore } from '../stores.ts';
import { note, type Terminal } from '../terminal/terminal.ts';
import { readProfile } from '../training/read-profile.ts';
import { refuseUnusedOptions } from '../training/training-arguments.ts';
import { readTrainingData } from '../training/training-data.ts';
import { readCommittedReport, refuseOtherReport } from './committed-report.ts';
import { chosenComparisons, measureComparisons } from './comparisons.ts';
import type { EvaluationArguments } from './evaluation-arguments.ts';
import { evaluationProtocol } from './evaluation-protocol.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import { figuresOf } from './figures.ts';
import { foldsOf } from './folds-of.ts';
import { measureDriftOf } from './measured-drift.ts';
import { measureMain } from './measured-model.ts';
import { outOfFoldCsv } from './out-of-fold-csv.ts';
import { type Document, reportDocuments, reportPlaces, writeDocuments } from './report-documents.ts';

export interface FinishedEvaluation {
  readonly report: EvaluationReport;
  /** The report that was replaced, where it measured the same. */
  readonly committed: EvaluationReport | null;
  /** Paths of what was written. */
  readonly files: readonly string[];
  /** The versions of MODEL_STORE that it measures, with each of which it is kept too. */
  readonly keptWith: readonly ModelReference[];
}

/**
 * Measures out of fold how good a model of this schema, profile and data is, and writes the report, also beside
 * the versions of MODEL_STORE that were made so. Nothing is written before everything is measured. The same data, options and backend make the same bytes.
 */
export async function evaluate(
  terminal: Terminal,
  config: Config,
  given: EvaluationArguments,
): Promise<FinishedEvaluation> {
  refuseUnusedOptions(given);
  const { schema } = await readSchemaFile(given.schema);
  const profile = await readProfile(given.profile);
  const places = reportPlaces(given.out);
  const replaced = await readCommittedReport(places.report);
  if (given.out === undefined) refuseOtherReport(places.report, replaced, { ...given, schema: schema.id });
  await assertOtherFiles(given.data, [...Object.values(places), ...(given.scores ? [given.scores] : [])]);
  const plan = plannedComparisons(schema, { kind: given.kind, profile }, await readShippedProfiles());
  const chosen = chosenComparisons(plan, given);
  const { applicants, sha256, rejected } = await readTrainingData(given.data, schema, config);
  if (rejected > 0) note(terminal, `${rejected} rows are no applicants and were left out.`);
  const task: EvaluationTask = { schema, profile, given, applicants };
  // What cannot be measured is said before the minutes that measuring takes.
  for (const { folds } of chosen) foldsOf(task, folds);
  const protocol = await evaluationProtocol(task, { sha256, rejected });
  const committed = replaced && isSameProtocol(replaced.protocol, protocol) ? replaced : null;

  const drift = await measureDriftOf(terminal, config, task);
  const main = await measureMain(terminal, task);
  const comparisons = await measureComparisons(terminal, task, chosen);
  const figures = await figuresOf(terminal, task, main);
  const report = EvaluationReport.parse({
    format: 'bora-evaluation/1',
    protocol,
    ...figures,
    comparisons: orderComparisons(figures.oof, plan, committed?.comparisons ?? [], comparisons),
    drift: given.drift.length > 0 ? drift : (committed?.drift ?? []),
  });
  const documents: Document[] = reportDocuments(report, places);
  if (given.scores) documents.push({ path: given.scores, text: outOfFoldCsv(applicants, main.pd) });
  terminal.signal.throwIfAborted();
  await writeDocuments(documents);
  const keptWith = await withStore(config.MODEL_STORE, config, (store) => keepEvaluation(store, report));
  return { report, committed, files: documents.map(({ path }) => path), keptWith };
}
