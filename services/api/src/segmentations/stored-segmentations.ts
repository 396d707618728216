import { readChampion, readVersionManifest } from '@bora/bundle';
import { ModelName, SegmentationManifest, type StoredSegmentationList } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { isDamage } from './stored-segmentation.ts';

/** The live version of every name in the store, by name; what is damaged is listed without what cannot be read. */
export async function listStoredSegmentations(
  store: ObjectStore,
): Promise<StoredSegmentationList['segmentations']> {
  const names = new Set<string>();
  for await (const { key } of store.list('')) {
    const name = ModelName.safeParse(key.split('/')[0]);
    if (name.success) names.add(name.data);
  }
  const entries = await Promise.all([...names].sort().map((name) => readEntry(store, name)));
  return entries.filter((entry) => entry !== null);
}

async function readEntry(store: ObjectStore, name: string) {
  let version: string | null = null;
  try {
    const pointer = await readChampion(store, name);
    if (!pointer) return null;
    version = pointer.version;
    return { name, version, manifest: await readVersionManifest(store, pointer, SegmentationManifest) };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { name, version, manifest: null };
  }
}
