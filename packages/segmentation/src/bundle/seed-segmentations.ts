import { pointChampion, readChampion, readFiles, readVersionManifest, storeBundle } from '@bora/bundle';
import { type ModelReference, SegmentationManifest } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';

/**
 * Brings the segmentations that ship into a store: copies the live version of every name that has none there. What an
 * operator stored is never touched. Answers what was copied.
 *
 * @throws as `readSegmentation` for what ships, and as `storeBundle`.
 */
export async function seedSegmentations(shipped: ObjectStore, store: ObjectStore): Promise<ModelReference[]> {
  const copied: ModelReference[] = [];
  for (const name of await segmentationNames(shipped)) {
    const pointer = await readChampion(shipped, name);
    if (!pointer || (await readChampion(store, name))) continue;
    const manifest = await readVersionManifest(shipped, pointer, SegmentationManifest);
    await storeBundle(store, manifest, await readFiles(shipped, manifest), SegmentationManifest);
    await pointChampion(store, manifest);
    copied.push({ name, version: manifest.version });
  }
  return copied;
}

/** Names of the segmentations of a store, by name. */
export async function segmentationNames(store: ObjectStore): Promise<string[]> {
  const names = new Set<string>();
  for await (const { key } of store.list('')) {
    const [name, file] = key.split('/');
    if (name && file === 'champion.json') names.add(name);
  }
  return [...names].sort();
}
