import type { ModelReference } from '@bora/contracts';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { seedSegmentations } from '@bora/segmentation';
import { inRepository } from '../repository.ts';

/** Brings the segmentations that ship into a store, where they are absent; answers what was copied. */
export async function seedSegments(store: ObjectStore): Promise<ModelReference[]> {
  const shipped = openObjectStore(`file:${inRepository('segments')}`);
  try {
    return await seedSegmentations(shipped, store);
  } finally {
    await shipped.close();
  }
}
