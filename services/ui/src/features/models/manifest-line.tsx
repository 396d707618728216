import type { ModelManifest } from '@bora/contracts';
import { sayCount, sayMoment, sayShare } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.models;

/** What kind of model it is, for which profile and schema, when it was made and of how much. */
export function ManifestLine({ manifest }: { manifest: ModelManifest }) {
  const { kind, profile, schema, createdAt, trainingData } = manifest;
  return (
    <>
      <p className="help">
        {said.kind[kind]} · {said.profile(profile)} · {said.schema(schema.id, schema.version)} ·{' '}
        {sayMoment(createdAt)}
      </p>
      <p>
        {said.trainedOn(
          sayCount(trainingData.rows),
          sayShare(trainingData.bad / Math.max(1, trainingData.rows)),
        )}
      </p>
    </>
  );
}
