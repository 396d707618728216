import type { ModelManifest, ProfileId } from '@bora/contracts';

/**
 * The schema's id is the name of the model that is served; what is trained under another profile, or is of another
 * kind, says so.
 */
export function modelName(
  schemaId: string,
  { profile, kind }: { readonly profile: ProfileId; readonly kind: ModelManifest['kind'] },
): string {
  return [schemaId, profile === 'br' ? [] : profile, kind === 'network' ? [] : kind].flat().join('-');
}
