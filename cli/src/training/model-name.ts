import type { ModelManifest, ProfileId } from '@bora/contracts';

interface NamedByTraining {
  readonly profile: ProfileId;
  readonly kind: ModelManifest['kind'];
  readonly holdoutFold?: number | undefined;
}

/**
 * The schema's id is the name of the model that is served; what is trained under another profile, of another kind or
 * without a fold says so.
 */
export function modelName(schemaId: string, { profile, kind, holdoutFold }: NamedByTraining): string {
  const held = holdoutFold === undefined ? [] : `holdout-${holdoutFold}`;
  return [schemaId, profile === 'br' ? [] : profile, kind === 'network' ? [] : kind, held].flat().join('-');
}
