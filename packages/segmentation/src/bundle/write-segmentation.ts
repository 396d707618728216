import { jsonBytes, pointChampion, sha256, storeBundle } from '@bora/bundle';
import { SegmentationManifest, type SegmentationModel } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { FittedSegmentation } from '../fit/fitted-segmentation.ts';

/** What a stored segmentation is called and what it was fitted on. */
export interface SegmentationOrigin {
  readonly name: string;
  /** SHA-256 of the file. */
  readonly dataSha256: string;
  /** The version whose names were kept. */
  readonly previous?: string;
  readonly now?: Date;
}

/**
 * Stores a fitted segmentation as a new version and makes it the live one of its name. The labels of the customers
 * it was fitted on are not stored; DBSCAN's core points, which are customers' features, are.
 *
 * @throws what `storeBundle` throws.
 */
export async function writeSegmentation(
  store: ObjectStore,
  fitted: FittedSegmentation,
  origin: SegmentationOrigin,
): Promise<SegmentationManifest> {
  const files = new Map<string, Uint8Array>([
    ['layout.json', jsonBytes(fitted.layout)],
    ['model.json', modelBytes(fitted.model)],
    ['segments.json', jsonBytes(fitted.summary)],
  ]);
  const createdAt = (origin.now ?? new Date()).toISOString();
  const listed = [...files].map(
    ([name, bytes]) => [name, { sha256: sha256(bytes), size: bytes.length }] as const,
  );
  const content = sha256(listed.map(([, file]) => file.sha256).join(' ')).slice(0, 8);
  const manifest = SegmentationManifest.parse({
    formatVersion: 1,
    kind: 'segmentation',
    name: origin.name,
    version: `${createdAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${content}`,
    createdAt,
    layout: { id: fitted.layout.id, version: fitted.layout.version },
    algorithm: fitted.summary.algorithm,
    request: fitted.request,
    data: {
      sha256: origin.dataSha256,
      rows: fitted.summary.cleaning.rows,
      customers: fitted.summary.cleaning.customers,
    },
    previous: origin.previous ?? null,
    files: Object.fromEntries(listed),
  });
  await storeBundle(store, manifest, files, SegmentationManifest);
  await pointChampion(store, manifest, { now: new Date(createdAt) });
  return manifest;
}

/** Compact: a model of DBSCAN holds thousands of rows of numbers. */
function modelBytes(model: SegmentationModel): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(model)}\n`);
}
