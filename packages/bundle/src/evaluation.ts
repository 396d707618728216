import { EvaluationReport, type ModelReference } from '@bora/contracts';
import { ObjectDamagedError, ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import { evaluationKey } from './bundle-key.ts';
import { EvaluationDamagedError, EvaluationNotFoundError } from './evaluation-error.ts';
import { isEvaluationOf } from './evaluation-of.ts';
import { jsonBytes, parseJson } from './json-file.ts';
import { listBundles } from './list-bundles.ts';
import { readManifest } from './read-manifest.ts';

/**
 * What was measured of a version's making. It stands beside the version, whose own files never change.
 *
 * @throws EvaluationNotFoundError, EvaluationDamagedError; what `readManifest` throws for a version that is not there.
 */
export async function readEvaluation(store: ObjectStore, bundle: ModelReference): Promise<EvaluationReport> {
  const manifest = await readManifest(store, bundle);
  const refuse = (problem: string) => new EvaluationDamagedError(bundle, problem);
  const report = parseJson(await evaluationBytes(store, bundle), EvaluationReport, refuse);
  if (!isEvaluationOf(report, manifest)) throw refuse('it measures another model');
  return report;
}

/**
 * Keeps a report with every version of the store that it measures, in place of an earlier one, and returns those
 * versions: none where nothing in the store was made so.
 */
export async function keepEvaluation(
  store: ObjectStore,
  report: EvaluationReport,
): Promise<readonly ModelReference[]> {
  const kept: ModelReference[] = [];
  for (const { name, version, manifest } of await listBundles(store)) {
    if (!manifest || !isEvaluationOf(report, manifest)) continue;
    await store.put(evaluationKey({ name, version }), jsonBytes(report));
    kept.push({ name, version });
  }
  return kept;
}

/** Brings the evaluation of a version along, where the source has one and the target has none; tells whether it did. */
export async function copyEvaluation(
  source: ObjectStore,
  target: ObjectStore,
  bundle: ModelReference,
): Promise<boolean> {
  const key = evaluationKey(bundle);
  if (!(await source.exists(key)) || (await target.exists(key))) return false;
  await target.put(key, jsonBytes(await readEvaluation(source, bundle)));
  return true;
}

async function evaluationBytes(store: ObjectStore, bundle: ModelReference): Promise<Uint8Array> {
  try {
    return await store.get(evaluationKey(bundle));
  } catch (error) {
    if (error instanceof ObjectNotFoundError) throw new EvaluationNotFoundError(bundle);
    if (!(error instanceof ObjectDamagedError)) throw error;
    throw new EvaluationDamagedError(bundle, 'it is damaged', { cause: error });
  }
}
