import type { EvaluationReport, ModelManifest } from '@bora/contracts';

/** Training and evaluation run the same networks; another machine moves the AUC in its last digits only. */
const aucTolerance = 0.0005;

/**
 * Whether a report measures the way in which a version was made: the same schema, kind, profile, data and seeds, and
 * the AUC that training saw out of fold, which other options would change.
 */
export function isEvaluationOf({ protocol, oof }: EvaluationReport, manifest: ModelManifest): boolean {
  const { auc } = manifest.metrics;
  return (
    protocol.schema === manifest.schema.id &&
    protocol.kind === manifest.kind &&
    protocol.profile === manifest.profile &&
    protocol.data.sha256 === manifest.trainingData.sha256 &&
    protocol.data.rows === manifest.trainingData.rows &&
    protocol.seeds.join() === manifest.seeds.join() &&
    auc !== undefined &&
    Math.abs(auc - oof.auc) <= aucTolerance
  );
}
