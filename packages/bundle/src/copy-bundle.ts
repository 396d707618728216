import { ModelManifest, type ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { copyEvaluation } from './evaluation.ts';
import { type BundleRequirement, readBundle } from './read-bundle.ts';
import { copySignature } from './signing/manifest-signature.ts';
import { storeBundle } from './store-bundle.ts';

/**
 * Copies a model version from one store to another, unchanged, verified on both sides. A copy that stands there
 * already is verified and, where it is damaged, repaired. Its signature comes along, and its evaluation
 * where the target has none; the target's champion stays as it is.
 *
 * @throws what `readBundle` throws for the source, before anything is written.
 * @throws BundleExistsError when the target has other content under this version.
 */
export async function copyBundle(
  source: ObjectStore,
  target: ObjectStore,
  bundle: ModelReference,
  requirement: BundleRequirement,
): Promise<ModelManifest> {
  const { manifest, file } = await readBundle(source, bundle, requirement);
  const files = new Map(Object.keys(manifest.files).map((name) => [name, file(name)]));
  await storeBundle(target, manifest, files, ModelManifest);
  await copySignature(source, target, bundle);
  await copyEvaluation(source, target, bundle);
  return manifest;
}
